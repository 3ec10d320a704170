import Results

/// The figures that comparisons are put in words for.
enum ComparedMetric: Sendable, CaseIterable {
    case updateLatency, deliveryLatency, submitToSeen, traffic, cpu, memory

    /// What a comparison's path is about; nil for paths that only the list of comparisons shows.
    init?(path: String) {
        let parts: [Substring] = path.split(separator: ".")
        // A percentile is another figure than the mean that the sentences speak of.
        if let last = parts.last, last.first == "p", last.dropFirst().allSatisfy(\.isNumber) { return nil }
        switch parts.first {
        case "updateLatency", "updateLatencyMs": self = .updateLatency
        case "deliveryLatency", "deliveryLatencyMs": self = .deliveryLatency
        case "submitToSeen", "submitToSeenMs": self = .submitToSeen
        case "traffic" where parts.count == 1 || parts[1].hasPrefix("wire"): self = .traffic
        case "wireBytesPerClientHour": self = .traffic
        case "server" where parts.count > 1 && parts[1] == "cpuPercent": self = .cpu
        case "server" where parts.count > 1 && parts[1] == "residentBytes": self = .memory
        default: return nil
        }
    }
}
