import AllocationCounter
import Metering
import Testing

@testable import LoadEngine

/// A message's whole way through the engine but for the socket: unframed, its packet told, its entries found,
/// counted and recorded. Input and records are as the fleet's.
///
/// Of optimised code only: without optimisation Swift makes boxes that are none of the engine's. Run it with
/// `swift test -c release -Xswiftc -enable-testing --filter SteadyAllocation`; `engine-driver` counts the same
/// over a whole run.
@Suite("Receiving allocates nothing", .enabled(if: !_isDebugAssertConfiguration()))
struct SteadyAllocationTests {
    /// Frames as a server sends them, immediate and batched, short and long, whole in one read.
    private static func frames(count: UInt64) -> [[UInt8]] {
        let stamp = "2026-01-02T03:04:05.678901Z"
        return (1...count).map { seq in
            let pad = String(repeating: "x", count: seq % 7 == 0 ? 2900 + Int(seq % 100) : 15)
            let single =
                #"42["task_completed",{"seq":\#(seq),"timestamp":"\#(stamp)","pad":"\\\"\#(pad)"}]"#
            let batch =
                #"42["agent_update_batch",{"type":"agent_update","batch":[{"seq":\#(seq),"timestamp":"\#(stamp)"}],"#
                + #""count":1,"timestamp":"2026-01-02T03:04:05.778901Z"}]"#
            return frame(seq % 3 == 0 ? batch : single)
        }
    }

    private static func frame(_ text: String) -> [UInt8] {
        let payload = Array(text.utf8)
        let head: [UInt8] =
            payload.count < 126
            ? [0x81, UInt8(payload.count)]
            : [0x81, 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        return head + payload
    }

    @Test(
        "No allocation for thousands of messages, watched or not, but for whole chunks of the observation log",
        arguments: [false, true])
    func nothingPerMessage(isWatched: Bool) throws {
        try #require(allocation_counting() != 0)
        let board = try RunBoard(
            plan: LoadPlan(
                endpoint: Endpoint(host: "127.0.0.1", port: 1), transport: .webSocket, clients: 1,
                connectRate: 1,
                connectTimeout: 1, warmUp: 0, steady: 1, drainLimit: 1, submissions: [], seed: 1))
        let recorder = Recorder()
        recorder.window = 0..<Int64.max
        let tally = LiveTally()
        if isWatched { recorder.live.begin(clockOffset: 0) }
        let loop = try EventLoop(wakeup: board.workers[0].wakeup)
        let fleet = PushFleet(
            plan: board.plan, numbers: [0], loop: loop, recorder: recorder, timebase: board.timebase)
        let client = fleet.clients[0]
        client.stage = .open
        let token = Token(.push, 0)
        func feed(_ frame: [UInt8], arrival: Int64) {
            frame.withUnsafeBytes { bytes in
                var input = bytes
                let read = ReadStamp(arrival: arrival, lag: 1000, uncertainty: 0, isInWindow: true)
                fleet.takeMessages(
                    client, &input, read, isMoreWaiting: false, token: token, now: 1)
            }
        }
        let open =
            #"0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#
        for packet in [open, #"40{"sid":"b"}"#, #"42["connection_established",{"server_id":"s"}]"#] {
            feed(Self.frame(packet), arrival: 1)
        }
        let frames = Self.frames(count: 15_000)
        // The first of each type makes its name's place.
        for frame in frames.prefix(10) { feed(frame, arrival: 1_767_323_046_000_000_000) }
        let before = allocation_count_of_thread()
        for (number, frame) in frames.dropFirst(10).enumerated() {
            feed(frame, arrival: 1_767_323_046_000_000_000)
            if number % 600 == 0 { recorder.live.publish(to: tally, messages: recorder.messages) }
        }
        let allocations = allocation_count_of_thread() - before
        #expect(recorder.entries.count == 15_000)
        #expect(recorder.messages == 15_001)
        #expect(client.eligibleReceipts == 15_000)
        #expect(recorder.errors.total == 0)
        #expect(allocations == 0)
        #expect((tally.latencies.count > 10_000) == isWatched)
    }
}
