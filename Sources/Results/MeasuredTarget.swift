/// A server other than the swarm-server beside bench that some arms measured.
package struct MeasuredTarget: Codable, Sendable, Equatable {
    /// As the scenario names it; `target` for its only one.
    package var name: String
    /// Arms that measured it.
    package var arms: [String]
    /// `http://HOST:PORT`; null where its command told the port, anew in every trial.
    @ExplicitNull package var address: String?
    /// What started it; null for a server that ran before and after.
    @ExplicitNull package var command: [String]?
    /// Whether every trial had a process of its own.
    package var freshProcess: Bool
    /// What a reader must know of figures that rest on what this target tells, or does not.
    package var remarks: [String]

    package init(
        name: String, arms: [String], address: String?, command: [String]?, freshProcess: Bool,
        remarks: [String]
    ) {
        self.name = name
        self.arms = arms
        self.address = address
        self.command = command
        self.freshProcess = freshProcess
        self.remarks = remarks
    }
}
