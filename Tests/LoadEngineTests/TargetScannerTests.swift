import Scenarios
import Testing

@testable import LoadEngine

extension String {
    /// Calls `body` with the text's bytes.
    fileprivate func bytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        Array(utf8).withUnsafeBytes { body($0) }
    }
}

@Suite("Instants as targets write them")
struct InstantTextTests {
    /// 2026-11-23T05:06:07Z, by `date -u -d 2026-11-23T05:06:07Z +%s`.
    private static let second: Int64 = 1_795_410_367

    @Test(
        "stand for exact nanoseconds",
        arguments: [
            ("2026-11-23T05:06:07Z", InstantFormat.iso8601, second * 1_000_000_000),
            ("2026-11-23T05:06:07.123456Z", .iso8601, second * 1_000_000_000 + 123_456_000),
            ("2026-11-23 05:06:07,5", .iso8601, second * 1_000_000_000 + 500_000_000),
            ("2026-11-23T05:06:07.123456+00:00", .iso8601, second * 1_000_000_000 + 123_456_000),
            ("2026-11-23T07:36:07.000000001+0230", .iso8601, second * 1_000_000_000 + 1),
            ("2026-11-23T00:06:07-05", .iso8601, second * 1_000_000_000),
            ("2026-11-23T05:06:07.1234567891234", .iso8601, second * 1_000_000_000 + 123_456_789),
            ("1795410367", .epochSeconds, second * 1_000_000_000),
            ("1795410367.25", .epochSeconds, second * 1_000_000_000 + 250_000_000),
            // As Python prints time.time(): the seventh decimal is below a microsecond.
            ("1795410367.1234567", .epochSeconds, second * 1_000_000_000 + 123_456_700),
            ("1795410367123", .epochMilliseconds, second * 1_000_000_000 + 123_000_000),
            ("1795410367123.456", .epochMilliseconds, second * 1_000_000_000 + 123_456_000),
            ("1795410367123456", .epochMicroseconds, second * 1_000_000_000 + 123_456_000),
            ("1795410367123456789", .epochNanoseconds, second * 1_000_000_000 + 123_456_789),
        ])
    func exact(text: String, format: InstantFormat, nanoseconds: Int64) {
        #expect(text.bytes { InstantText.parse($0, format) } == nanoseconds)
    }

    @Test(
        "that are none are refused",
        arguments: [
            ("", InstantFormat.iso8601), ("2026-11-23", .iso8601), ("2026-13-23T05:06:07Z", .iso8601),
            ("2026-11-23T05:06:07.Z", .iso8601), ("2026-11-23T05:06:07+1", .iso8601),
            ("2026-11-23T05:06:07 PM", .iso8601), ("1795410367", .iso8601), ("", .epochSeconds),
            ("1.", .epochSeconds), ("-1", .epochSeconds), ("1e9", .epochSeconds), ("null", .epochSeconds),
            ("99999999999999999999", .epochNanoseconds), ("9999999999999", .epochSeconds),
        ])
    func refused(text: String, format: InstantFormat) {
        #expect(text.bytes { InstantText.parse($0, format) } == nil)
    }
}

@Suite("Updates of targets that are no SwarmBot")
struct TargetScannerTests {
    private func scanner(
        timestamp: [String]? = nil, format: InstantFormat = .epochMilliseconds, sequence: [String]? = nil,
        token: [String]? = nil, events: [String]? = nil
    ) -> TargetScanner {
        var updates = UpdateFields()
        updates.timestamp = timestamp.map(FieldPath.init)
        updates.format = format
        updates.sequence = sequence.map(FieldPath.init)
        updates.token = token.map(FieldPath.init)
        updates.events = events
        return TargetScanner(
            TargetShape(updates: updates, poll: nil, emitsTriggers: false, tokenPrefix: "sb7f-"))
    }

    private func scan(_ scanner: TargetScanner, _ json: String) -> (TargetScanner.Outcome, [UInt64], [Int64])
    {
        var scanner = scanner
        let outcome = json.bytes { scanner.scan($0) }
        return (outcome, scanner.entries.map(\.seq), scanner.entries.map(\.timestamp))
    }

    @Test(
        "are found by their paths, whatever else the event holds",
        arguments: [
            #"["news",{"meta":{"n":7,"at":1500}}]"#,
            #"["news",{"x":{"meta":{"n":1,"at":2}},"at":3,"n":4,"meta":{"z":[{"at":9}],"at":"1500","n":"7"}},8]"#,
            #"[ "news" , { "meta" : { "at" : 1500 , "n" : 7 } } ]"#,
        ])
    func paths(json: String) {
        let found = scan(scanner(timestamp: ["meta", "at"], sequence: ["meta", "n"]), json)
        #expect(found == (.update, [7], [1_500_000_000]))
    }

    @Test("in an array are found by their place")
    func places() {
        let found = scan(
            scanner(timestamp: ["1", "at"], sequence: ["0"]), #"["e",[5,{"at":2}]]"#)
        #expect(found == (.update, [5], [2_000_000]))
    }

    @Test(
        "are none without the fields, or under another name",
        arguments: [
            #"["news"]"#, #"["news",1]"#, #"["news",{"at":null,"n":1}]"#, #"["news",{"at":{},"n":1}]"#,
            #"["news",{"at":1500}]"#, #"["news",{"at":1500,"n":-1}]"#, #"["news",{"at":1500,"n":1.5}]"#,
            #"["olds",{"at":1500,"n":1}]"#, #"["news",{"at":"#,
        ])
    func others(json: String) {
        let scanner = scanner(timestamp: ["at"], sequence: ["n"], events: ["news"])
        #expect(scan(scanner, json) == (.other, [], []))
    }

    @Test("without a sequence are numbered alike by every client, and by type")
    func numbered() {
        let scanner = scanner(timestamp: ["at"])
        let first = scan(scanner, #"["a",{"at":1500,"you":1}]"#).1
        #expect(first == scan(scanner, #"["a",{"you":2,"at":1500}]"#).1)
        #expect(first != scan(scanner, #"["b",{"at":1500}]"#).1)
        #expect(first[0] < scan(scanner, #"["a",{"at":1501}]"#).1[0])
    }

    @Test(
        "are the triggers whose tokens come back",
        arguments: [
            (#"["said",{"text":"hello sb7f-12-"}]"#, [UInt64(12)]),
            (#"["said",{"text":"sb7f-1-, sb7f-2- and sb7f-30-"}]"#, [1, 2, 30]),
            (#"["said",{"text":"sb7f-1"}]"#, []), (#"["said",{"text":"sb7f-"}]"#, []),
            (#"["said",{"text":"sb7e-1- sb7f-0- sb7f-x-"}]"#, []),
            (#"["said",{"text":"sb7fsb7f-4-"}]"#, [4]),
            (#"["said","sb7f-5-"]"#, [5]),
        ])
    func tokens(json: String, numbers: [UInt64]) {
        #expect(scan(scanner(), json).1 == numbers)
    }

    @Test("are looked for only where the token comes back, if that is told")
    func tokenPath() {
        let scanner = scanner(token: ["id"])
        #expect(scan(scanner, #"["said",{"quote":"sb7f-1-","id":"sb7f-2-"}]"#).1 == [2])
        #expect(scan(scanner, #"["said",{"quote":"sb7f-1-"}]"#).0 == .other)
    }

    @Test(
        "malformed packets are told from other events",
        arguments: ["", "{}", "[", "[1]", #"["a"#])
    func malformed(json: String) {
        #expect(scan(scanner(timestamp: ["at"]), json).0 == .malformed)
    }
}

@Suite("Joining a namespace")
struct SessionJoiningTests {
    private func own(_ namespace: String, _ packet: String) -> Bool {
        let joining = SessionJoining(namespace: namespace, authentication: nil, awaitsGreeting: false)
        return packet.bytes { joining.isOwn($0) }
    }

    @Test("sends the namespace and the auth object")
    func packets() {
        let joining = SessionJoining(
            namespace: "/chat", authentication: Array(#"{"token":"x"}"#.utf8), awaitsGreeting: false)
        #expect(String(decoding: joining.connect, as: UTF8.self) == #"40/chat,{"token":"x"}"#)
        #expect(String(decoding: joining.disconnect, as: UTF8.self) == "41/chat,")
        #expect(String(decoding: SessionJoining.standard.connect, as: UTF8.self) == "40")
        #expect(String(decoding: SessionJoining.standard.disconnect, as: UTF8.self) == "41")
    }

    @Test(
        "takes the packets of that namespace alone",
        arguments: [
            ("/", #"42["a"]"#, true), ("/", "40", true), ("/", #"42/chat,["a"]"#, false),
            ("/", #"42/,["a"]"#, true), ("/chat", #"42/chat,["a"]"#, true), ("/chat", "41/chat", true),
            ("/chat", #"42["a"]"#, false), ("/chat", #"42/chatter,["a"]"#, false), ("/chat", "41", false),
            ("/chat", #"42/cha,["a"]"#, false),
        ])
    func namespaces(namespace: String, packet: String, isOwn: Bool) {
        #expect(own(namespace, packet) == isOwn)
    }

    @Test("is complete with the answer to CONNECT where no greeting is awaited")
    func joined() {
        let joining = SessionJoining(namespace: "/chat", authentication: nil, awaitsGreeting: false)
        var session = PushSession(joining)
        _ = #"0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000}"#.bytes {
            session.receive($0, now: 0)
        }
        #expect(session.state == .joining)
        #expect(#"40{"sid":"b"}"#.bytes { session.receive($0, now: 0) } == .nothing)
        #expect(session.state == .joining, "of another namespace")
        #expect(#"40/chat,{"sid":"b"}"#.bytes { session.receive($0, now: 0) } == .nothing)
        #expect(session.state == .joined)
        #expect(#"42/chat,["a"]"#.bytes { session.receive($0, now: 0) } == .event(jsonStart: 8))
        #expect(
            #"44/chat,{"message":"no"}"#.bytes { session.receive($0, now: 0) }
                == .failed(#"connect error {"message":"no"}"#))
    }
}
