/// One question for another host's time.
package struct ClockExchange: Sendable, Equatable {
    /// By this host's CLOCK_REALTIME, nanoseconds.
    package var sent: Int64
    package var received: Int64
    /// By the other host's clock.
    package var told: Int64

    package init(sent: Int64, received: Int64, told: Int64) {
        self.sent = sent
        self.received = received
        self.told = told
    }
}

/// How far another host's clock is ahead of this one's, from repeated exchanges.
///
/// The exchange with the shortest round trip counts: queues only make trips longer, and the answer was
/// stamped somewhere within it, so half of it bounds the error (as the clock filter of NTP does, RFC 5905
/// section 10). What the stamp is rounded to comes on top.
package struct ClockOffset: Sendable, Equatable {
    /// The other clock minus this one, nanoseconds.
    package var offset: Int64
    /// The true offset is within so many nanoseconds of `offset`.
    package var uncertainty: Int64
    /// The shortest round trip, nanoseconds.
    package var roundTrip: Int64
    package var exchanges: Int

    package init(offset: Int64, uncertainty: Int64, roundTrip: Int64, exchanges: Int) {
        self.offset = offset
        self.uncertainty = uncertainty
        self.roundTrip = roundTrip
        self.exchanges = exchanges
    }

    /// Nil without exchanges whose time runs forward; and when the other side's time stands still, as that of
    /// a cached answer does.
    package init?(_ exchanges: [ClockExchange]) {
        let usable = exchanges.filter { $0.received >= $0.sent }
        guard let best = usable.min(by: { $0.received - $0.sent < $1.received - $1.sent }) else { return nil }
        if usable.count > 1, Set(usable.map(\.told)).count == 1 { return nil }
        let trip: Int64 = best.received - best.sent
        let resolution: Int64 = Self.resolution(usable.map(\.told))
        // What was cut off the stamp is half of its unit on average.
        let middle: Int64 = best.sent + trip / 2
        offset = best.told + resolution / 2 - middle
        uncertainty = (trip + 1) / 2 + (resolution + 1) / 2
        roundTrip = trip
        self.exchanges = usable.count
    }

    /// The largest power of ten, in nanoseconds, that divides all instants; 1 for exact ones.
    static func resolution(_ instants: [Int64]) -> Int64 {
        var unit: Int64 = 1
        while unit < 1_000_000_000, instants.allSatisfy({ $0 % (unit * 10) == 0 }) { unit *= 10 }
        return unit
    }
}
