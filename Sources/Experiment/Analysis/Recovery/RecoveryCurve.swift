/// How soon those clients are back that a fault cut off.
struct RecoveryCurve: Sendable, Equatable {
    /// Clients that were cut off.
    let affected: Int
    /// From the fault's beginning to each client's return, nanoseconds, ascending; without those that never
    /// returned.
    let returns: [Int64]

    /// - Parameters:
    ///   - outages: the fault's. A client that was cut off more than once is back when the last of these ends.
    ///   - begin: of the fault.
    init(_ outages: some Sequence<ClientOutage>, from begin: Int64) {
        var last: [Int: ClientOutage] = [:]
        for outage in outages {
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
