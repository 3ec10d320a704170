/// What a threshold can ask about. Names follow the keys of the results document.
package enum ThresholdFigure: Sendable, Hashable {
    case latency(Latency, Statistic)
    case scalar(Scalar)
    /// Errors of all kinds, or of one.
    case errors(kind: String?)

    /// Distributions of times.
    package enum Latency: String, Sendable, CaseIterable {
        case update = "updateLatency"
        case delivery = "deliveryLatency"
        case serverDelay
        case pollWait
        case asSeen = "asSeenLatency"
        case submitToSeen
        case responseTime = "submissions.responseTime"
        case serviceTime = "submissions.serviceTime"
    }

    /// Of a distribution.
    package enum Statistic: String, Sendable, CaseIterable {
        case mean, p50, p90, p99, p999, max
    }

    /// Figures of one value. Their raw values are their names.
    package enum Scalar: String, Sendable, CaseIterable {
        case staleShare
        case traffic
        case trafficUp = "traffic.up"
        case trafficDown = "traffic.down"
        case appTraffic
        case appTrafficUp = "appTraffic.up"
        case appTrafficDown = "appTraffic.down"
        case cpuPercent = "server.cpuPercent"
        case userPercent = "server.userPercent"
        case systemPercent = "server.systemPercent"
        case cpuPerUpdate = "server.cpuMicrosecondsPerUpdate"
        case cpuPerMessage = "server.cpuMicrosecondsPerMessage"
        case residentBytes = "server.residentBytes"
        case stampLagP99 = "server.stampLagP99"
        case messages
        case messagesPerClientSecond
        case updates
        case events
        case lost
        case duplicated
        case reordered
        case shed
        case coalesced
        case disconnects
        case acceptedPerSecond = "submissions.acceptedPerSecond"
        case generatorCPU = "generator.cpuPercent"
        case recoveryP50 = "recovery.p50"
        case recoveryP90 = "recovery.p90"
        case recoveryP100 = "recovery.p100"
        case reconnectPeak = "reconnects.peakPerSecond"
        case reconnectPeakToMean = "reconnects.peakToMean"
        case late

        /// Only of trials that faults were injected into.
        package var needsFaults: Bool {
            switch self {
            case .recoveryP50, .recoveryP90, .recoveryP100, .reconnectPeak, .reconnectPeakToMean, .late: true
            default: false
            }
        }
    }

    /// Words of the name, which dots join.
    package var path: [String] {
        switch self {
        case .latency(let latency, let statistic):
            latency.rawValue.split(separator: ".").map(String.init) + [statistic.rawValue]
        case .scalar(let scalar): scalar.rawValue.split(separator: ".").map(String.init)
        case .errors(let kind): ["errors"] + [kind].compactMap { $0 }
        }
    }

    /// Every figure but the kinds of errors, which only a run knows.
    package static let all: [ThresholdFigure] =
        Latency.allCases.flatMap { latency in Statistic.allCases.map { .latency(latency, $0) } }
        + Scalar.allCases.map { .scalar($0) } + [.errors(kind: nil)]

    /// First words of names. An operand that begins with another word begins with an arm.
    static let firstWords: [String] = all.map { $0.path[0] }.reduce(into: []) { words, word in
        if !words.contains(word) { words.append(word) }
    }
}

extension ThresholdFigure {
    package var dimension: ThresholdDimension {
        switch self {
        case .latency: .time
        case .errors: .count
        case .scalar(let scalar): scalar.dimension
        }
    }

    /// Whether it adds up over trials, so that more of them can only make it larger.
    package var isTotal: Bool { dimension == .count }

    /// Whether it can be told window by window.
    package var hasWindows: Bool {
        switch self {
        case .latency(let latency, let statistic):
            latency != .responseTime && latency != .serviceTime && statistic != .p999
        case .scalar(let scalar):
            [.messages, .updates, .events, .lost, .cpuPercent, .residentBytes].contains(scalar)
        case .errors(let kind): kind == nil
        }
    }
}

extension ThresholdFigure.Scalar {
    fileprivate var dimension: ThresholdDimension {
        switch self {
        case .staleShare: .share
        case .reconnectPeakToMean: .factor
        case .traffic, .trafficUp, .trafficDown, .appTraffic, .appTrafficUp, .appTrafficDown:
            .bytesPerClientHour
        case .cpuPercent, .userPercent, .systemPercent, .generatorCPU: .percent
        case .cpuPerUpdate, .cpuPerMessage, .stampLagP99, .recoveryP50, .recoveryP90, .recoveryP100: .time
        case .residentBytes: .bytes
        case .messagesPerClientSecond, .acceptedPerSecond, .reconnectPeak: .rate
        case .messages, .updates, .events, .lost, .duplicated, .reordered, .shed, .coalesced, .disconnects,
            .late:
            .count
        }
    }
}
