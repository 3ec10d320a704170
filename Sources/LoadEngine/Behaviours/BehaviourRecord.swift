/// What one client with a behaviour of its own did besides listening. Instants are CLOCK_REALTIME
/// nanoseconds; counts are of the whole trial.
package struct BehaviourRecord: Sendable, Equatable, Codable {
    package var client: UInt32
    /// The intended sessions of a client that comes and goes, ascending; empty where `ClientRecord` has the
    /// only one.
    package var sessions: [Session] = []
    /// Times without a connection that it meant to have, ascending: until it was joined again.
    package var outages: [Outage] = []
    /// Connections that it ended without a goodbye, as its behaviour says.
    package var drops = 0
    /// Returns after a loss, its own drops included.
    package var reconnects = 0
    package var failedAttempts = 0
    /// Time in which it asked for the state because push did not work, nanoseconds.
    package var pollingTime: Int64 = 0
    /// Times that it asked for the state: while push did not work, and once after each return.
    package var statePolls = 0
    /// Tasks it submitted over its socket; status 202 when acknowledged with a task's id.
    package var operations: [SubmissionRecord] = []
    /// Submissions that its queue had no room for while it was disconnected, oldest first; in no record.
    package var droppedOperations = 0
    /// `room_joined` answers.
    package var roomsJoined = 0

    package init(client: UInt32) { self.client = client }

    /// From the loss of a connection to the next joining.
    package struct Outage: Sendable, Equatable, Codable {
        package var start: Int64
        /// 0 when it was not joined again.
        package var end: Int64 = 0
        /// It ended the connection itself, as its behaviour says.
        package var isOwn: Bool
        /// When it opened a connection to come back, ascending, the one that succeeded included.
        package var attempts: [Int64] = []

        package init(start: Int64, isOwn: Bool) {
            self.start = start
            self.isOwn = isOwn
        }
    }

    /// One stay: from joining to goodbye.
    package struct Session: Sendable, Equatable, Codable {
        package var start: Int64
        package var end: Int64

        package init(start: Int64, end: Int64) {
            self.start = start
            self.end = end
        }
    }
}
