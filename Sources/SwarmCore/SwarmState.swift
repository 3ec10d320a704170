/// The state of the swarm for those who poll it, encoded once for all of them.
package struct SwarmState: Sendable, Equatable {
    /// The last entry that had occurred. Everything in the state changes with an entry, so it tells
    /// states of one log apart.
    package let sequence: UInt64
    /// The entity tag, quotes included: `"SERVER_ID-SEQ"`.
    package let entityTag: String
    /// The JSON object.
    package let body: [UInt8]
}
