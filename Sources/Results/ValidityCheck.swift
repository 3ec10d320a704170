/// One thing that was watched so that a figure can be called the target's: what was found, how much of it
/// passes, and whether it did.
package struct ValidityCheck: Codable, Sendable, Equatable {
    /// What is watched, the same in every trial: `generator CPU`, `read lag`, `wall clock`, ...
    package var name: String
    package var passed: Bool
    /// Null where what is watched has no size.
    @ExplicitNull package var value: Double?
    /// The largest value that passes; null where there is none.
    @ExplicitNull package var limit: Double?
    /// Of value and limit: `%`, `ms`, `us`, `ppm`; empty for counts and where there is no value.
    package var unit: String
    /// One that failed makes the run invalid. False: it is mentioned, and the figures stand.
    package var invalidates: Bool
    /// The finding with its limit; where it failed, with what to do.
    package var sentence: String

    package init(
        name: String, passed: Bool, value: Double?, limit: Double?, unit: String, invalidates: Bool = true,
        sentence: String
    ) {
        self.name = name
        self.passed = passed
        self.value = value
        self.limit = limit
        self.unit = unit
        self.invalidates = invalidates
        self.sentence = sentence
    }
}

extension ValidityCheck {
    /// The worst trial's of each check, in the order in which they first appear: one bad trial must not hide
    /// behind good ones. Of those that count, or, where none does, of those that were cut short. Where there
    /// are several trials the sentence tells which it was, and in how many more the check failed.
    package static func worst(of trials: [Trial]) -> [ValidityCheck] {
        let counted: [Trial] = trials.filter(\.counts)
        let usable: [Trial] = counted.isEmpty ? trials.filter { !$0.discarded } : counted
        var order: [String] = []
        var found: [String: [(check: ValidityCheck, position: Int)]] = [:]
        for trial in usable {
            for check in trial.checks ?? [] {
                if found[check.name] == nil { order.append(check.name) }
                found[check.name, default: []].append((check, trial.position))
            }
        }
        return order.compactMap { name in
            let all: [(check: ValidityCheck, position: Int)] = found[name] ?? []
            guard var worst = all.first else { return nil }
            for other in all.dropFirst() where other.check.isWorse(than: worst.check) { worst = other }
            guard usable.count > 1 else { return worst.check }
            let failed: Int = all.count { !$0.check.passed }
            let more: String = failed > 1 ? " (and in \(failed - 1) more)" : ""
            let place: String = worst.check.passed ? "at worst" : "trial \(worst.position)\(more)"
            worst.check.sentence = "\(place): \(worst.check.sentence)"
            return worst.check
        }
    }

    /// Whether it failed where the other held, or else came nearer to its limit, or went further beyond it.
    package func isWorse(than other: ValidityCheck) -> Bool {
        passed == other.passed ? severity > other.severity : !passed
    }

    /// How far it went, as a share of what passes.
    private var severity: Double {
        guard let value else { return 0 }
        guard let limit, limit > 0 else { return value }
        return value / limit
    }
}
