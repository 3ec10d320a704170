import Testing

@testable import LoadEngine

@Suite("UTF-8")
struct UTF8CheckTests {
    @Test("Agrees with the standard library on random sequences of tricky bytes", arguments: 0..<10)
    func agreesWithTheStandardLibrary(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let tricky: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
            0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ]
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                tricky.randomElement(using: &random) ?? 0
            }
            let expected = String(validating: bytes, as: UTF8.self) != nil
            #expect(bytes.withUnsafeBytes { UTF8Check.isValid($0) } == expected)
        }
    }
}

@Suite("The state that a poll brings")
struct StateScannerTests {
    private func scan(_ text: String) -> (UInt64, String?)? {
        Array(text.utf8).withUnsafeBytes { bytes in
            StateScanner.scan(bytes).map { state in
                (state.seq, state.serverID.map { String(decoding: $0, as: UTF8.self) })
            }
        }
    }

    @Test("seq and server_id count at the top level only")
    func topLevel() throws {
        let text =
            #"{"activity":[{"seq":1}],"agents":{"a":{"seq":2,"server_id":"x"}},"seq":42,"server_id":"s\"1","z":"}"}"#
        let state = try #require(scan(text))
        #expect(state.0 == 42)
        #expect(state.1 == #"s\"1"#)
        #expect(try #require(scan(#"{"seq":0}"#)).1 == nil)
    }

    @Test(
        "No state without seq, nor from anything but one object",
        arguments: [
            "", "{}", "[]", #"{"seq":"1"}"#, #"{"seq":-1}"#, #"{"seq":1"#, #"{"seq":1}}"#,
            #"{"a":{"seq":1}}"#, "null",
        ])
    func malformed(text: String) {
        #expect(scan(text) == nil)
    }
}

@Suite("Names as numbers")
struct NameTableTests {
    private func index(_ table: inout NameTable, _ name: String) -> UInt16 {
        Array(name.utf8).withUnsafeBytes { table.index(of: $0) }
    }

    @Test("The same name has the same number; names past the limit share one")
    func numbers() {
        var table = NameTable(limit: 2)
        #expect(index(&table, "a") == 0)
        #expect(index(&table, "bb") == 1)
        #expect(index(&table, "a") == 0)
        #expect(index(&table, "c") == 2)
        #expect(index(&table, "d") == 2)
        #expect(index(&table, "bb") == 1)
        #expect(table.names == ["a", "bb", NameTable.overflowName])
    }
}

@Suite("The bound of a shared read's stamp")
struct StampUncertaintyTests {
    @Test(
        "Is the time since the previous read; saturates, also without one and when the clock ran backwards",
        arguments: [
            (1000, 400, 600), (1000, 1000, 0), (4_294_967_295, 0, .max), (4_294_967_294, 0, .max - 1),
            (1_700_000_000_000_000_000, 0, .max), (1000, 1001, .max),
        ] as [(Int64, Int64, UInt32)])
    func bound(arrival: Int64, last: Int64, expected: UInt32) {
        #expect(Recorder.uncertainty(arrival: arrival, after: last) == expected)
    }
}

@Suite("Growing logs")
struct ObservationLogTests {
    @Test("Everything comes back in order", arguments: [0, 1, 3, 4, 5, 100])
    func joined(count: Int) {
        var log = ObservationLog<Int>(chunk: 4)
        for value in 0..<count { log.append(value) }
        #expect(log.count == count)
        #expect(log.joined() == Array(0..<count))
    }
}

@Suite("Plans that cannot be carried out")
struct LoadPlanTests {
    private static let good = LoadPlan(
        endpoint: Endpoint(host: "127.0.0.1", port: 1), transport: .webSocket, clients: 1, connectRate: 1,
        connectTimeout: 1,
        warmUp: 0, steady: 0, drainLimit: 0, submissions: [], seed: 1)

    private static func with(_ change: (inout LoadPlan) -> Void) -> LoadPlan {
        var plan = good
        change(&plan)
        return plan
    }

    @Test(
        "Are refused before anything starts",
        arguments: [
            with { $0.endpoint.address = "localhost" }, with { $0.endpoint.port = 0 },
            with { $0.clients = -1 },
            with { $0.workers = 0 },
            with { $0.connectRate = 0 }, with { $0.connectRate = .nan }, with { $0.steady = -1 },
            with { $0.transport = .intervalPolling(intervalNanoseconds: 0) },
            with { $0.submissions = [.init(offset: 2, body: []), .init(offset: 1, body: [])] },
        ])
    func refused(plan: LoadPlan) {
        let error = #expect(throws: LoadError.self) { try LoadRun(plan: plan) }
        #expect(error?.kind == .plan)
        #expect(throws: Never.self) { try LoadRun(plan: Self.good) }
    }
}
