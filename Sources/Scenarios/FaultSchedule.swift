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

    /// - Parameters:
    ///   - steady: length of the steady state. Everything begins and ends within it.
    ///   - random: gives the instants of faults that come at a rate, in the order of `faults`.
    package init(
        _ faults: [Fault], steady: Int64, using random: inout some RandomNumberGenerator
    ) {
        var entries: [Entry] = []
        for fault in faults {
            let begins: [Int64]
            switch fault.timing {
            case .at(let offsets): begins = offsets
            case .rate(let rate):
                begins = Self.arrivals(rate, length: fault.kind.length, steady: steady, using: &random)
            }
            entries += begins.map { Entry(fault: fault, begin: $0, end: $0 + fault.kind.length) }
        }
        // Sorted by place too: the standard library's sort is stable in practice only.
        self.entries = entries.enumerated().filter { $0.element.end <= steady }.sorted { left, right in
            (left.element.begin, left.offset) < (right.element.begin, right.offset)
        }.map(\.element)
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
