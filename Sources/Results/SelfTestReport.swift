/// What the instrument read against a responder of known behaviour, beside the truth.
package struct SelfTestReport: Codable, Sendable, Equatable {
    /// Version of this layout.
    package var schema = 1
    package var benchVersion: String
    package var startedAt: String
    package var rows: [SelfTestRow]
    /// Each repetition's role and the seed that the responder drew its behaviour from: `role/seed`.
    package var repetitions: [String]
    /// Repetitions that were thrown away, unseen, since something took the generator's CPU meanwhile.
    package var disturbed = 0
    /// Why the readings tell nothing: the generator could not keep up, the clock was set.
    package var invalidReasons: [String]

    package init(benchVersion: String, startedAt: String) {
        self.benchVersion = benchVersion
        self.startedAt = startedAt
        rows = []
        repetitions = []
        invalidReasons = []
    }

    /// An invalid run proves nothing, whatever its rows say.
    package var verdict: Verdict {
        if !invalidReasons.isEmpty || rows.isEmpty { return .invalid }
        return rows.allSatisfy(\.passed) ? .pass : .fail
    }
}

/// One quantity of one role, over the repetitions.
package struct SelfTestRow: Codable, Sendable, Equatable {
    package var role: String
    package var quantity: String
    package var kind: Kind
    package var pairs: [Pair]

    package init(role: String, quantity: String, kind: Kind) {
        self.role = role
        self.quantity = quantity
        self.kind = kind
        pairs = []
    }

    package enum Kind: String, Codable, Sendable {
        /// A mean duration in milliseconds.
        case milliseconds
        /// A number of things, which has to be exact.
        case count
    }

    /// One repetition.
    package struct Pair: Codable, Sendable, Equatable {
        package var truth: Double
        /// Of a count: what was on the wire at an edge of the window and may count on either side of it, so
        /// that the truth lies between `truth` and `truth + open`. Of a duration: half the width of the
        /// responder's own knowledge of its instants, for information.
        package var open: Double
        package var reading: Double

        package init(truth: Double, open: Double, reading: Double) {
            self.truth = truth
            self.open = open
            self.reading = reading
        }
    }

    /// Largest mean bias of a duration, milliseconds: an eighth of the 0.4 ms that single trials of
    /// polling and push can differ by.
    package static let allowedMilliseconds = 0.05

    package var truth: Double { mean(pairs.map(\.truth)) }
    package var reading: Double { mean(pairs.map(\.reading)) }

    /// Reading minus truth of each repetition; of a count its distance from the nearest true one.
    package var biases: [Double] {
        pairs.map { pair in
            guard kind == .count else { return pair.reading - pair.truth }
            return pair.reading - min(max(pair.reading, pair.truth), pair.truth + pair.open)
        }
    }

    package var bias: Double { mean(biases) }

    /// Standard deviation of the biases; nil of fewer than two.
    package var spread: Double? {
        guard pairs.count > 1 else { return nil }
        let centre: Double = bias
        let squares: Double = biases.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        return (squares / Double(pairs.count - 1)).squareRoot()
    }

    /// Counts have to be exact in every repetition, durations on average.
    package var passed: Bool {
        switch kind {
        case .count: biases.allSatisfy { $0 == 0 }
        case .milliseconds: !pairs.isEmpty && abs(bias) <= Self.allowedMilliseconds
        }
    }

    private func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
}
