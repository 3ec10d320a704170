import Testing

@testable import LoadEngine

@Suite("Finding log entries in event packets")
struct UpdateScannerTests {
    static let stamp = "2026-01-02T03:04:05.678901Z"
    /// From `date -u -d 2026-01-02T03:04:05 +%s`.
    static let instant: Int64 = 1_767_323_045_678_901_000

    /// The outcome, type and entries of one scan.
    private func scan(_ text: String) -> (UpdateScanner.Outcome, String, [UpdateScanner.Entry], Int64) {
        let scanner = UpdateScanner()
        return Array(text.utf8).withUnsafeBytes { bytes in
            let outcome = scanner.scan(bytes)
            return (outcome, String(decoding: scanner.type, as: UTF8.self), scanner.entries, scanner.flush)
        }
    }

    @Test(
        "A single event's members count wherever they stand, at its own top level only",
        arguments: [
            #"["task_completed",{"seq":7,"timestamp":"\#(stamp)"}]"#,
            #"["task_completed",{"timestamp":"\#(stamp)","seq":7}]"#,
            #"["task_completed",{"result":{"seq":1,"timestamp":"x"},"timestamp":"\#(stamp)","seq":7}]"#,
            #"["task_completed",{"seq":7,"a":[{"seq":9},["seq",8]],"timestamp":"\#(stamp)","b":{}}]"#,
            #"["task_completed",{"note":"\"seq\":3,\\","seq":7,"timestamp":"\#(stamp)"}]"#,
            #"["task_completed",{"s":"}]{[","seq":7,"timestamp":"\#(stamp)","e":"\\\""}]"#,
            #" [ "task_completed" , { "seq" : 7 , "timestamp" : "\#(stamp)" } , "offset" ] "#,
            #"["task_completed",{"n":-1.5e+3,"t":true,"z":null,"seq":7,"timestamp":"\#(stamp)"},1,{}]"#,
            #"["task_completed",{"seq":3,"timestamp":"\#(stamp)","seq":7}]"#,
            #"["task_completed",{"\u0073eq":1,"seq":7,"timestamp":"\#(stamp)"}]"#,
        ])
    func singles(text: String) {
        let (outcome, type, entries, flush) = scan(text)
        #expect(outcome == .update)
        #expect(type == "task_completed")
        #expect(entries == [.init(seq: 7, timestamp: Self.instant)])
        #expect(flush == 0)
    }

    @Test(
        "A batch yields every item, and its flush",
        arguments: [
            """
            ["task_update_batch",{"type":"task_update","batch":[{"seq":1,"timestamp":"\(stamp)"},
            {"x":{"seq":9},"timestamp":"\(stamp)","seq":2}],"count":2,"timestamp":"2026-01-02T03:04:06.000000Z"}]
            """,
            """
            ["task_update_batch",{"timestamp":"2026-01-02T03:04:06.000000Z","count":2,"batch":
            [{"seq":1,"timestamp":"\(stamp)"},{"seq":2,"timestamp":"\(stamp)","batch":[{"seq":5}]}]}]
            """,
        ])
    func batches(text: String) {
        let (outcome, type, entries, flush) = scan(text)
        #expect(outcome == .update)
        #expect(type == "task_update")
        #expect(entries.map(\.seq) == [1, 2])
        #expect(entries.allSatisfy { $0.timestamp == Self.instant })
        #expect(flush == 1_767_323_046_000_000_000)
    }

    @Test(
        "An event without seq is the server's answer to this client",
        arguments: [
            #"["connection_established",{"client_id":"a","server_id":"b","timestamp":"\#(stamp)","rooms":[]}]"#,
            #"["pong",{"ping_id":1}]"#, #"["room_joined",{}]"#, #"["hello"]"#, #"["hello","seq",7]"#,
            #"["hello",[{"seq":1}]]"#, #"["x",{"y":{"seq":1}}]"#, #"["_batch",{}]"#,
        ])
    func replies(text: String) {
        #expect(scan(text).0 == .reply)
    }

    @Test(
        "Malformed input is called so",
        arguments: [
            "", "[", "[]", "{}", "[1]", #"["x""#, #"["x",]"#, #"["x",{]"#, #"["x",{}"#, #"["x",{}]]"#,
            #"["x",{}]x"#,
            #"["x",{"seq":}]"#, #"["x",{"seq":"7","timestamp":"\#(stamp)"}]"#,
            #"["x",{"seq":-7,"timestamp":"\#(stamp)"}]"#,
            #"["x",{"seq":7.5,"timestamp":"\#(stamp)"}]"#, #"["x",{"seq":7}]"#,
            #"["x",{"seq":7,"timestamp":"today"}]"#,
            #"["x",{"seq":18446744073709551616,"timestamp":"\#(stamp)"}]"#, #"["x",{"seq":7,"timestamp":1}]"#,
            #"["x",{"a":[}]}]"#, #"["x",{"a" 1}]"#, #"["x",{"a":1 "b":2}]"#, #"["x",{"a":"\"}]"#,
            "[\"x\u{1}\"]",
            #"["x_batch",{}]"#, #"["x_batch",{"batch":[],"timestamp":"\#(stamp)"}]"#, #"["x_batch"]"#,
            #"["x_batch",{"batch":[{"seq":1,"timestamp":"\#(stamp)"}]}]"#,
            #"["x_batch",{"batch":[{"timestamp":"\#(stamp)"}],"timestamp":"\#(stamp)"}]"#,
            #"["x_batch",{"batch":[7],"timestamp":"\#(stamp)"}]"#, #"["x_batch",[{"seq":1}]]"#,
            #"["x","# + String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000) + "]",
        ])
    func malformed(text: String) {
        #expect(scan(text).0 == .malformed)
    }

    @Test("The largest seq is taken whole")
    func largestSeq() {
        let (outcome, _, entries, _) = scan(
            #"["x",{"seq":18446744073709551615,"timestamp":"\#(Self.stamp)"}]"#)
        #expect(outcome == .update)
        #expect(entries.first?.seq == .max)
    }

    @Test("Strings end at the first unescaped quote, whatever their length and neighbours", arguments: 0..<40)
    func stringsOfEveryLength(length: Int) {
        // Every byte that may stand in a string, non-ASCII ones with the top bit included.
        let ordinary = (0x20...0xFF).map { UInt8($0) }.filter { $0 != 0x22 && $0 != 0x5C }
        for byte in ordinary {
            let text = [0x22] + [UInt8](repeating: byte, count: length) + [0x22, 0x2C, 0x01]
            text.withUnsafeBytes { bytes in
                var cursor = JSONCursor(bytes)
                #expect(cursor.string()?.count == length)
                #expect(cursor.position == length + 2)
            }
        }
        for control in 0..<0x20 as Range<UInt8> {
            let text = [0x22] + [UInt8](repeating: 0x7F, count: length) + [control, 0x22]
            text.withUnsafeBytes { bytes in
                var cursor = JSONCursor(bytes)
                #expect(cursor.string() == nil)
            }
        }
        for place in 0..<length {
            var text = [0x22] + [UInt8](repeating: 0x61, count: length) + [0x22, 0x22]
            text[1 + place] = 0x5C
            text.withUnsafeBytes { bytes in
                var cursor = JSONCursor(bytes)
                // A backslash before the closing quote takes it into the string.
                #expect(cursor.string()?.count == (place == length - 1 ? length + 1 : length))
            }
        }
    }

    @Test("The same bytes again are the same update, wherever they lie; other bytes are another")
    func repeated() {
        let scanner = UpdateScanner()
        func text(_ type: String, _ seq: Int) -> [UInt8] {
            Array(#"["\#(type)",{"seq":\#(seq),"timestamp":"\#(Self.stamp)"}]"#.utf8)
        }
        func scan(_ bytes: [UInt8], _ expected: UpdateScanner.Outcome = .update, type: String, seq: UInt64?) {
            bytes.withUnsafeBytes {
                #expect(scanner.scan($0) == expected)
                #expect(String(decoding: scanner.type, as: UTF8.self) == type)
                // `type` lies in the bytes just scanned: those of before may be gone.
                let start: Int = scanner.type.baseAddress.map { Int(bitPattern: $0) } ?? 0
                let origin: Int = $0.baseAddress.map { Int(bitPattern: $0) } ?? 0
                #expect((origin..<(origin + $0.count)).contains(start))
            }
            #expect(scanner.entries.map(\.seq) == (seq.map { [$0] } ?? []))
        }
        var first = text("task_update", 7)
        scan(first, type: "task_update", seq: 7)
        scan(text("task_update", 7), type: "task_update", seq: 7)
        scan(text("task_update", 8), type: "task_update", seq: 8)
        scan(text("task_upset!", 8), type: "task_upset!", seq: 8)
        first[first.count - 1] = UInt8(ascii: "}")
        scan(first, .malformed, type: "task_update", seq: 7)
        scan(first, .malformed, type: "task_update", seq: 7)
        let answer = Array(#"["connection_established",{"server_id":"a"}]"#.utf8)
        scan(answer, .reply, type: "connection_established", seq: nil)
        scan(answer, .reply, type: "connection_established", seq: nil)
        scan(text("task_update", 7), type: "task_update", seq: 7)
    }

    @Test("Broadcasts that come in turn are each known again, batches with all of theirs, long ones too")
    func inTurn() {
        let scanner = UpdateScanner()
        let flush = "2026-01-02T03:04:06.000000Z"
        func batch(_ first: UInt64, pad: Int = 0) -> [UInt8] {
            let note = String(repeating: "x", count: pad)
            return Array(
                """
                ["agent_update_batch",{"note":"\(note)","batch":[{"seq":\(first),"timestamp":"\(Self.stamp)"},
                {"seq":\(first + 1),"timestamp":"\(Self.stamp)"}],"timestamp":"\(flush)"}]
                """.utf8)
        }
        let single = Array(#"["task_update",{"seq":9,"timestamp":"\#(Self.stamp)"}]"#.utf8)
        let long = batch(20, pad: ScannedUpdate.longest)
        // Twice, and then more than are remembered.
        for text in [batch(1), single, batch(3), long, batch(1), single, batch(3), long, batch(5), batch(1)] {
            text.withUnsafeBytes { bytes in
                #expect(scanner.scan(bytes) == .update)
                let isSingle = text == single
                #expect(scanner.type.elementsEqual((isSingle ? "task_update" : "agent_update").utf8))
                #expect(scanner.isBatch == !isSingle)
                #expect(scanner.flush == (isSingle ? 0 : 1_767_323_046_000_000_000))
                #expect(scanner.argument == (isSingle ? 15 : 22))
            }
            let first: UInt64 = text == long ? 20 : text == batch(3) ? 3 : text == batch(5) ? 5 : 1
            #expect(scanner.entries.map(\.seq) == (text == single ? [9] : [first, first + 1]))
            #expect(scanner.entries.allSatisfy { $0.timestamp == Self.instant })
        }
    }

    /// An unmasked text frame (RFC 6455 section 5.2) of a Socket.IO event, and its JSON.
    private func frame(_ json: String) -> (bytes: [UInt8], json: Range<Int>) {
        let payload = Array("42\(json)".utf8)
        let head: [UInt8] =
            payload.count < 126
            ? [0x81, UInt8(payload.count)]
            : [0x81, 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        return (head + payload, (head.count + 2)..<(head.count + payload.count))
    }

    @Test(
        "A frame that another client had is known when it is the same to its last byte", arguments: [0, 200])
    func frames(pad: Int) {
        let scanner = UpdateScanner()
        let note = String(repeating: "x", count: pad)
        func text(_ seq: Int) -> String {
            #"["task_update",{"note":"\#(note)","seq":\#(seq),"timestamp":"\#(Self.stamp)"}]"#
        }
        func scan(_ json: String, framed: Bool = true) {
            let (bytes, range) = frame(json)
            bytes.withUnsafeBytes {
                let part = UnsafeRawBufferPointer(rebasing: $0[range])
                #expect(scanner.scan(part, in: framed ? $0 : nil) == .update)
            }
        }
        func known(_ bytes: [UInt8]) -> Int? { bytes.withUnsafeBytes { scanner.findAgain(atFrontOf: $0) } }
        let seven = frame(text(7)).bytes
        let eight = frame(text(8)).bytes
        #expect(known(seven) == nil)
        scan(text(7))
        scan(text(8))
        #expect(known(seven + eight) == seven.count)
        #expect(scanner.entries == [UpdateScanner.Entry(seq: 7, timestamp: Self.instant)])
        seven.withUnsafeBytes {
            #expect(scanner.findAgain(atFrontOf: $0) == seven.count)
            #expect(scanner.type.elementsEqual("task_update".utf8))
        }
        #expect(known(eight) == eight.count)
        #expect(scanner.entries.map(\.seq) == [8])
        // Not whole, nothing, another first byte, another last one.
        #expect(known(seven.dropLast()) == nil)
        #expect(known([]) == nil)
        #expect(known([0x01] + seven.dropFirst()) == nil)
        #expect(known(seven.dropLast() + [UInt8(ascii: "}")]) == nil)
        // What came in pieces, or in no frame, is no frame to compare with.
        scan(text(9), framed: false)
        #expect(known(frame(text(9)).bytes) == nil)
        #expect(known(Array(text(9).utf8)) == nil)
        // The oldest is forgotten for a fifth.
        for seq in 10...12 { scan(text(seq)) }
        #expect(known(seven) == nil)
        #expect(known(frame(text(12)).bytes) != nil)
    }

    @Test("A frame that is too long to keep is not known again")
    func longFrames() {
        let scanner = UpdateScanner()
        let note = String(repeating: "x", count: ScannedUpdate.longest)
        let (bytes, range) = frame(
            #"["task_update",{"note":"\#(note)","seq":1,"timestamp":"\#(Self.stamp)"}]"#)
        bytes.withUnsafeBytes {
            #expect(scanner.scan(UnsafeRawBufferPointer(rebasing: $0[range]), in: $0) == .update)
            #expect(scanner.findAgain(atFrontOf: $0) == nil)
        }
    }

    @Test("Random and mutated bytes never trap", arguments: 0..<20)
    func fuzz(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let valid = Array(
            """
            ["task_update_batch",{"type":"task_update","batch":[{"seq":1,"m":{"a":["\\"x\\\\",1.5,null]},
            "timestamp":"\(Self.stamp)"}],"count":1,"timestamp":"\(Self.stamp)"}]
            """.utf8)
        let alphabet = Array(#"[]{}",:\0123456789 seqtimestamp_batchTZ-."#.utf8)
        let scanner = UpdateScanner()
        for _ in 0..<3000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 2: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: at)
                default: bytes.removeSubrange(at...)
                }
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                    alphabet.randomElement(using: &random) ?? 0
                }
            }
            bytes.withUnsafeBytes { raw in
                _ = scanner.scan(raw)
                _ = StateScanner.scan(raw)
                _ = Timestamp.parse(raw)
                var session = PushSession()
                _ = session.receive(raw, now: 0)
            }
            #expect(scanner.entries.count <= valid.count)
        }
    }
}
