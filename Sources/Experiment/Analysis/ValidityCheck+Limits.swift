import Results

extension ValidityCheck {
    /// A check of a value against the largest that passes.
    ///
    /// - Parameters:
    ///   - stem: the finding as a sentence without its end.
    ///   - remedy: what to do, behind a colon where it failed; nil where the finding says it.
    init(
        _ name: String, _ value: Double, limit: Double, unit: String = "", invalidates: Bool = true,
        _ stem: String, remedy: String? = nil
    ) {
        let passed: Bool = !(value > limit)
        self.init(
            name: name, passed: passed, value: Self.rounded(value), limit: Self.rounded(limit), unit: unit,
            invalidates: invalidates,
            sentence: passed ? stem : stem + (remedy.map { ": \($0)" } ?? ""))
    }

    /// A check of a condition, which either holds or does not.
    ///
    /// - Parameters:
    ///   - good: the sentence where it holds.
    ///   - flaw: the sentence where it does not; nil where it holds.
    init(_ name: String, flaw: String?, good: String) {
        self.init(
            name: name, passed: flaw == nil, value: nil, limit: nil, unit: "", sentence: flaw ?? good)
    }

    /// To six digits behind the point: shorter in the document, and finer than any of the limits.
    private static func rounded(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        return abs(value) < 1e9 ? (value * 1e6).rounded() / 1e6 : value
    }
}

extension [ValidityCheck] {
    /// Why the figures are no figures of the target.
    var invalidReasons: [String] { filter { !$0.passed && $0.invalidates }.map(\.sentence) }
}
