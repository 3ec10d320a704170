/// Where a run came from: what tells one point of a history from the next.
package struct RunOrigin: Codable, Sendable, Equatable {
    /// Of what the scenario asks of every trial; equal hashes measured the same. Null in runs that did not
    /// note it.
    @ExplicitNull package var scenarioHash: String?
    /// Of the working directory's repository, or as the CI job names it; null outside of one.
    @ExplicitNull package var commit: String?
    /// Whether files differed from that commit; null where it is not known.
    @ExplicitNull package var isDirty: Bool?
    /// Tells machines apart without naming one: a hash of the machine's id; null where it has none.
    @ExplicitNull package var machine: String?

    package init(scenarioHash: String?, commit: String?, isDirty: Bool?, machine: String?) {
        self.scenarioHash = scenarioHash
        self.commit = commit
        self.isDirty = isDirty
        self.machine = machine
    }

    /// Of a document that did not note where it came from.
    package static let unknown = RunOrigin(scenarioHash: nil, commit: nil, isDirty: nil, machine: nil)
}
