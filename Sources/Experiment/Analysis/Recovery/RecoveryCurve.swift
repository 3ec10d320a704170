/// How soon those clients are back that a fault cut off.
struct RecoveryCurve: Sendable, Equatable {
    /// Clients that an outage of theirs began for, from the fault's beginning to the next one's.
    let affected: Int
    /// From the fault's beginning to each client's return, nanoseconds, ascending; without those that never
    /// returned.
    let returns: [Int64]

    /// - Parameters:
    ///   - span: from the fault's beginning to the next one's, or to the end of what was recorded. A client
    ///     that was cut off more than once in it is back when the last of these outages ends.
    ///   - begin: of the fault, where the span has to begin before it; nil for the span's.
    init(_ outages: some Sequence<ClientOutage>, of span: Range<Int64>, from begin: Int64? = nil) {
        let begin: Int64 = begin ?? span.lowerBound
        var last: [Int: ClientOutage] = [:]
        for outage in outages where span.contains(outage.start) {
            if let known = last[outage.client], known.start > outage.start { continue }
            last[outage.client] = outage
        }
        affected = last.count
        returns = last.values.compactMap { $0.end.map { max(0, $0 - begin) } }.sorted()
    }

    /// Clients that were not back when the record ended.
    var missing: Int { affected - returns.count }

    /// Nanoseconds until at least this share (above 0, up to 1) of the affected clients was back; nil when so many
    /// never were, or nobody was affected.
    func time(until share: Double) -> Int64? {
        // 0.9 of 10 is 9, whatever the product's last bit says.
        let wanted = max(1, Int((share * Double(affected) - 1e-9).rounded(.up)))
        return affected > 0 && wanted <= returns.count ? returns[wanted - 1] : nil
    }
}
