import LoadEngine
import Scenarios
import Testing

@testable import Experiment

@Suite("Parts of measuring targets")
struct TargetPartsTests {
    @Test(
        "A metric's value is the sum of its series",
        arguments: [
            ("# TYPE cpu counter\ncpu 1.5\n", Double?.some(1.5)),
            ("cpu{process=\"a b\"} 1\ncpu{process=\"c}\"} 2 1700000000000\n", 3),
            ("cpu_other 1\nxcpu 2\n", nil), ("cpu NaN\ncpu -1\n", nil), ("cpu\r\ncpu 4\r\n", 4), ("", nil),
        ])
    func prometheus(text: String, value: Double?) {
        #expect(PrometheusSampler.value(of: "cpu", in: text) == value)
    }

    @Test(
        "A metric that is no CPU time is refused, whatever its size",
        arguments: [
            (0, 0), (1.5, 1_500_000_000), (9.1e9, 9_100_000_000_000_000_000), (9.3e9, nil), (1e14, nil),
            (-1, nil), (.nan, nil), (.infinity, nil),
        ] as [(Double, Int64?)])
    func cpuSeconds(seconds: Double, nanoseconds: Int64?) {
        #expect(PrometheusSampler.nanoseconds(seconds) == nanoseconds)
    }

    @Test(
        "A pingInterval is taken as clients take it, and nonsense is refused with its number",
        arguments: [
            (1, 1_000_000), (25_000, 25_000_000_000), (86_400_000, 86_400_000_000_000), (0, nil), (-5, nil),
            (86_400_001, nil), (.max, nil), (.min, nil),
        ] as [(Int64, Int64?)])
    func pingInterval(milliseconds: Int64, nanoseconds: Int64?) {
        let check = TargetCheck(
            endpoint: Endpoint(host: "127.0.0.1", port: 1), target: Target(name: "t", api: .none))
        do {
            #expect(try check.interval(milliseconds: milliseconds) == nanoseconds)
        } catch {
            #expect(nanoseconds == nil && "\(error)".contains("\(milliseconds) ms"))
        }
    }

    @Test(
        "Where the target's clock is another, push's drain cannot be ended by its stamps",
        arguments: [
            (nil, Transport.webSocket, false), (9_999_999, .webSocket, false),
            (-9_999_999, .webSocket, false), (10_000_000, .webSocket, true),
            (-3_600_000_000_000, .longPolling, true),
            (.min, .webSocket, true), (.max, .webSocket, true),
            (10_000_000, .eventPolling(intervalNanoseconds: 1_000_000_000), false),
        ] as [(Int64?, Transport, Bool)])
    func drain(offset: Int64?, transport: Transport, lastsToLimit: Bool) {
        let clock = offset.map { ClockOffset(offset: $0, uncertainty: 0, roundTrip: 0, exchanges: 1) }
        let reader = ServerLogReader(endpoint: Endpoint(host: "127.0.0.1", port: 1))
        let drain = DrainWatch(reader: reader, transport: transport, largestWindow: 0, clock: clock)
        #expect(drain.lastsToLimit == lastsToLimit)
    }

    @Test(
        "Only this host's addresses are local",
        arguments: [("127.0.0.1", true), ("127.9.8.7", true), ("8.8.8.8", false), ("192.0.2.1", false)])
    func locality(address: String, isLocal: Bool) {
        #expect(TargetEndpoints.isLocal(address) == isLocal)
    }

    private func scenario(_ target: String) throws -> Scenario {
        let text =
            "arms: [{name: push, transport: websocket}]\nload: {tasks-per-second: 0}\ntarget: \(target)\n"
        return try ScenarioReader.parse(Array(text.utf8), file: "x")
    }

    @Test("Load goes to another host only with leave, and latencies need its clock")
    func remote() throws {
        let stamped = try scenario("{url: \"http://192.0.2.1:80\", updates: {timestamp: at}}")
        #expect(throws: TargetError.self) { try TargetEndpoints(stamped, allowRemote: false) }
        let refusal = #expect(throws: TargetError.self) { try TargetEndpoints(stamped, allowRemote: true) }
        #expect(refusal?.description.contains("clock") == true)
        let told = try scenario(
            "{url: \"http://192.0.2.1:80\", updates: {timestamp: at}, clock: {get: /t, timestamp: now}}")
        #expect(try TargetEndpoints(told, allowRemote: true).places["target"]?.isLocal == false)
        // A pong tells SwarmBot's time, and in probe mode nobody's is needed.
        _ = try TargetEndpoints(scenario("{url: \"http://192.0.2.1\", api: swarmbot}"), allowRemote: true)
        _ = try TargetEndpoints(
            scenario("{url: \"http://192.0.2.1\", trigger: {emit: say, arguments: [\"{token}\"]}}"),
            allowRemote: true)
    }

    @Test("Triggers carry a token of their own each, in path, body and arguments")
    func triggers() {
        let shape = TargetShape(updates: UpdateFields(), poll: nil, emitsTriggers: false, tokenPrefix: "sb1-")
        let arrivals = [10, 20].map { LoadPlan.Submission(offset: $0, body: []) }
        let posted = TriggerPlan.submissions(
            arrivals, trigger: .post(path: "/a?t={token}", body: "{token}{token}"), shape: shape)
        #expect(posted.map(\.path) == ["/a?t=sb1-1-", "/a?t=sb1-2-"])
        #expect(posted.map { String(decoding: $0.body, as: UTF8.self) } == ["sb1-1-sb1-1-", "sb1-2-sb1-2-"])
        #expect(posted.map(\.token) == ["sb1-1-", "sb1-2-"])
        let emitted = TriggerPlan.submissions(
            arrivals, trigger: .emit(event: "s\"y", arguments: #"[{"id":"{token}"},1]"#), shape: shape)
        #expect(String(decoding: emitted[1].body, as: UTF8.self) == #"["s\"y",{"id":"sb1-2-"},1]"#)
        let bare = TriggerPlan.submissions(
            arrivals, trigger: .emit(event: "say", arguments: "[]"), shape: shape)
        #expect(String(decoding: bare[0].body, as: UTF8.self) == #"["say"]"#)
        #expect(TriggerPlan.submissions(arrivals, trigger: nil, shape: shape).isEmpty)
    }
}
