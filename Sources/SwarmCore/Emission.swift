/// One message for the wire: an immediate event or a batch, encoded once for all its receivers.
package struct Emission: Sendable, Equatable {
    /// Who in the room gets it.
    package enum Audience: Sendable, Equatable {
        /// Everyone: immediate events.
        case everyone
        /// Those of one tier: every tier that has clients gets its own batches of the same events.
        case tier(QualityTier)
    }

    /// The event's name on the wire, such as `task_completed` or `task_update_batch`.
    package let event: String
    /// The kind of the events inside.
    package let type: EventType
    /// The room it goes to.
    package let room: String
    package let audience: Audience
    /// The event's only argument: a JSON object in UTF-8.
    package let payload: [UInt8]
    /// `seq` of the first event inside.
    package let firstSequence: UInt64
    /// `seq` of the last event inside.
    package let lastSequence: UInt64
    /// Number of events inside, 1 unless it is a batch.
    package let count: Int
}
