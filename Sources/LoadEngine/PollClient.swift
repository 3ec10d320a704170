/// One simulated dashboard that polls: its connection and its totals.
final class PollClient {
    /// Among all clients of the run.
    let number: UInt32
    var http: (any HTTPClient)?
    var meter = TCPMeter()
    var record = ClientRecord()
    /// The largest `seq` it possesses.
    var seq: UInt64 = 0
    /// Of the state that it has, where it polls conditionally; empty without one.
    var entityTag: [UInt8] = []
    /// Where it polls for events: it asks for the state first, and again when events are gone.
    var needsState = true
    /// Of the server whose `seq` that is, among those the recorder knows; -1 before it was told.
    var server = -1
    /// The outstanding poll's intended and actual start, CLOCK_REALTIME.
    var intended: Int64 = 0
    var sent: Int64 = 0

    init(number: UInt32) { self.number = number }

    var hasJoined: Bool { record.sessionStart != 0 }
    var descriptor: Int32 { http?.descriptor ?? -1 }
}
