/// What `bench doctor` found out about one thing, and what to make of it.
package struct DoctorFinding: Codable, Sendable, Equatable {
    package enum Judgement: String, Codable, Sendable, CaseIterable {
        /// Nothing to do.
        case ok
        /// Figures want a second look, or a limit is near.
        case careful
        /// This machine cannot do it as it stands.
        case cannot
    }

    /// `descriptors`, `ports`, `clock`, ...
    package var name: String
    package var judgement: Judgement
    /// What was found, in words.
    package var value: String
    /// What to do about it; nil when there is nothing to do.
    package var advice: String?
    /// What was measured, by name and unit (`readNanoseconds`).
    package var figures: [String: Double]

    package init(
        _ name: String, _ judgement: Judgement, _ value: String, advice: String? = nil,
        figures: [String: Double] = [:]
    ) {
        self.name = name
        self.judgement = judgement
        self.value = value
        self.advice = advice
        self.figures = figures
    }
}
