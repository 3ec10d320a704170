import Foundation

/// When the faults of a trial begin and end: instants fixed before it starts.
package struct FaultSchedule: Sendable, Equatable {
    /// One fault at one time. Offsets from the start of the steady state, nanoseconds.
    package struct Entry: Sendable, Equatable {
        package var fault: Fault
        package var begin: Int64
        /// The same as `begin` for what happens at an instant.
        package var end: Int64
    }

    /// In the order of their beginnings.
    package let entries: [Entry]

    /// What is done to the server's process has its time to itself: one that is drawn at a rate is left out where
    /// it would meet another that is there already, those with given times first, then in the order of `faults`.
    ///
    /// - Parameters:
    ///   - steady: length of the steady state. Everything begins and ends within it.
    ///   - random: gives the instants of faults that come at a rate, in the order of `faults`.
    package init(
        _ faults: [Fault], steady: Int64, using random: inout some RandomNumberGenerator
    ) {
        var entries: [(entry: Entry, place: Int)] = []
        func add(_ begins: [Int64], of place: Int, where isFree: (Entry) -> Bool = { _ in true }) {
            for begin in begins {
                let entry = Entry(
                    fault: faults[place], begin: begin, end: begin + faults[place].kind.length)
                if entry.end <= steady, isFree(entry) { entries.append((entry, place)) }
            }
        }
        for (place, fault) in faults.enumerated() {
            if case .at(let offsets) = fault.timing { add(offsets, of: place) }
        }
        for (place, fault) in faults.enumerated() {
            guard case .rate(let rate) = fault.timing else { continue }
            let begins: [Int64] = Self.arrivals(
                rate, length: fault.kind.length, steady: steady, using: &random)
            let others: [Entry] = entries.map(\.entry).filter {
                fault.kind.needsProcess || $0.fault.kind.needsProcess
            }
            add(begins, of: place) { entry in !others.contains { $0.meets(entry) } }
        }
        // Sorted by place too: the standard library's sort is stable in practice only.
        self.entries = entries.sorted { ($0.entry.begin, $0.place) < ($1.entry.begin, $1.place) }.map(\.entry)
    }

    /// Instants of a Poisson process, without those that come while the one before is not over.
    private static func arrivals(
        _ rate: Double, length: Int64, steady: Int64, using random: inout some RandomNumberGenerator
    ) -> [Int64] {
        guard rate > 0 else { return [] }
        var instants: [Int64] = []
        var instant: Double = 0
        while instants.count < ScenarioLimits.faultTimes {
            // 1 - u lies in (0, 1]: the logarithm is finite.
            instant -= Foundation.log(1 - Double.random(in: 0..<1, using: &random)) / rate * 1e9
            guard instant < Double(steady) else { break }
            if let last = instants.last, Int64(instant) < last + length { continue }
            instants.append(Int64(instant))
        }
        return instants
    }
}

extension FaultSchedule.Entry {
    /// Whether they have an instant in common; what happens at an instant has that one.
    fileprivate func meets(_ other: Self) -> Bool {
        begin < max(other.end, other.begin + 1) && other.begin < max(end, begin + 1)
    }
}
