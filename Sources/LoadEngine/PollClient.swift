/// One simulated dashboard that polls: its transfer and its totals.
final class PollClient {
    /// Among all clients of the run.
    let number: UInt32
    var transfer: Transfer?
    var meter = TCPMeter()
    var record = ClientRecord()
    /// The largest `seq` it possesses.
    var seq: UInt64 = 0
    /// The outstanding poll's intended and actual start, CLOCK_REALTIME.
    var intended: Int64 = 0
    var sent: Int64 = 0

    init(number: UInt32) { self.number = number }

    var hasJoined: Bool { record.sessionStart != 0 }
    var descriptor: Int32 { transfer?.descriptor ?? -1 }
}
