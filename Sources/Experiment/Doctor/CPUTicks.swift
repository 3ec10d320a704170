/// Time all CPUs have spent, in clock ticks: the first line of /proc/stat (proc(5)).
struct CPUTicks: Equatable {
    var total: UInt64
    /// In which the hypervisor ran something else.
    var steal: UInt64

    /// Nil for a text without that line.
    init?(_ text: String) {
        guard let line = text.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix("cpu ") }) else {
            return nil
        }
        let numbers = line.split(separator: " ").dropFirst().map { UInt64($0) ?? 0 }
        guard numbers.count >= 8 else { return nil }
        // Guest time, behind steal, is part of user time.
        total = numbers.prefix(8).reduce(0, +)
        steal = numbers[7]
    }

    /// The part of the time since `earlier` that was stolen, 0 to 1.
    func stolenShare(since earlier: CPUTicks) -> Double {
        guard total > earlier.total, steal >= earlier.steal else { return 0 }
        return Double(steal - earlier.steal) / Double(total - earlier.total)
    }
}
