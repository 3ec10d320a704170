import Testing

@testable import SocketIO

@Suite("JSON reader")
struct JSONReaderTests {
    @Test(
        "values of RFC 8259 are read",
        arguments: [
            ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("42", 42),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1.5", 1.5), ("1e3", 1000),
            ("-9.223372036854775808e18", .int(.min)), ("9.223372036854775808e18", 0x1p63),
            ("1.0", 1),
            ("-1.25E-2", -0.0125), ("\"\"", ""), ("\"a/b\\/c\"", "a/b/c"),
            ("\"\\\"\\\\\\b\\f\\n\\r\\t\"", "\"\\\u{8}\u{c}\n\r\t"), ("\"\\u20ac\\uD83D\\ude00\"", "€😀"),
            ("\"é€😀\"", "é€😀"), ("[]", []), ("[1,[2],{}]", [1, [2], [:]]),
            ("\t{\"b\" : 1 ,\n\"a\":[ ]}\r", ["b": 1, "a": []]),
        ] as [(String, JSONValue)])
    func reads(_ text: String, _ expected: JSONValue) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == expected)
    }

    @Test(
        "what is no JSON is refused with its reason and place",
        arguments: [
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("nul", .unexpectedEnd, 3),
            ("nulL", .unexpectedByte, 3), ("NaN", .unexpectedByte, 0), ("Infinity", .unexpectedByte, 0),
            ("01", .invalidNumber, 1), ("-", .invalidNumber, 1), ("1.", .invalidNumber, 2),
            ("+1", .unexpectedByte, 0),
            (".5", .unexpectedByte, 0), ("1e", .invalidNumber, 2), ("1e999", .numberOutOfRange, 0),
            ("[1,]", .unexpectedByte, 3), ("[1 2]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1),
            ("{\"a\":1,}", .unexpectedByte, 7), ("{\"a\"}", .unexpectedByte, 4),
            ("{a:1}", .unexpectedByte, 1),
            ("{\"a\":}", .unexpectedByte, 5), ("[1}", .unexpectedByte, 2), ("{]", .unexpectedByte, 1),
            ("\"a", .unexpectedEnd, 2), ("\"\\", .unexpectedEnd, 2), ("\"\\x\"", .invalidEscape, 1),
            ("\"\\u12g4\"", .invalidEscape, 1), ("\"\\ud800\"", .loneSurrogate, 1),
            ("\"\\udc00\"", .loneSurrogate, 1), ("\"\\ud800\\u0041\"", .loneSurrogate, 1),
            ("\"\n\"", .controlCharacter, 1), ("1 1", .trailingBytes, 2), ("[]]", .trailingBytes, 2),
            ("// 1", .unexpectedByte, 0), ("\u{feff}1", .unexpectedByte, 0),
        ] as [(String, JSONError.Reason, Int)])
    func refuses(_ text: String, _ reason: JSONError.Reason, _ offset: Int) {
        #expect(throws: JSONError(reason, at: offset)) { try JSONValue(parsing: Array(text.utf8)) }
        // The allocation-free walk must judge alike; only the range of numbers is beyond it.
        if reason != .numberOutOfRange {
            #expect(throws: JSONError(reason, at: offset)) { try Self.skip(Array(text.utf8)) }
        }
    }

    @Test(
        "strings that are not UTF-8 are refused",
        arguments: [
            [0x80], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xff],
        ]
            as [[UInt8]])
    func refusesInvalidUTF8(_ bytes: [UInt8]) {
        let text: [UInt8] = [0x22] + bytes + [0x22]
        #expect(throws: JSONError(.invalidUTF8, at: 1)) { try JSONValue(parsing: text) }
    }

    @Test("nesting is accepted to the limit and refused one level deeper")
    func depth() throws {
        let deep = { (levels: Int) in Array((String(repeating: "[", count: levels)).utf8) }
        let closed = { (levels: Int) in deep(levels) + Array(String(repeating: "]", count: levels).utf8) }
        #expect(throws: Never.self) { try JSONValue(parsing: closed(64)) }
        #expect(throws: JSONError(.tooDeep, at: 64)) { try JSONValue(parsing: closed(65)) }
        #expect(throws: JSONError(.tooDeep, at: 64)) { try JSONValue(parsing: deep(1_000_000)) }
        #expect(throws: JSONError(.tooDeep, at: 1)) {
            try JSONValue(parsing: Array("[{}]".utf8), maximumDepth: 1)
        }
    }

    @Test("of repeated keys the last counts, and the order of keys is kept")
    func keys() throws {
        let value = try JSONValue(parsing: Array(#"{"z":1,"a":2,"z":3}"#.utf8))
        #expect(value["z"] == 3)
        #expect(value.object?.members.map(\.key) == ["z", "a", "z"])
    }

    @Test("members are found step by step without building values")
    func stepping() throws {
        let text = Array(#"["name",{"skip":[1,{"seq":9}],"se\u0071":12,"x":null}]"#.utf8)
        let found = try text.withUnsafeBytes { bytes -> Int64? in
            var reader = JSONReader(bytes)
            try reader.beginArray()
            _ = try reader.nextElement()
            #expect(reader.matches(try reader.scanString(), "name"))
            _ = try reader.nextElement()
            try reader.beginObject()
            var found: Int64?
            while let key = try reader.nextKey() {
                if reader.matches(key, "seq") {
                    found = try reader.readInteger()
                } else {
                    try reader.skipValue()
                }
            }
            let hasMore = try reader.nextElement()
            #expect(!hasMore)
            try reader.finish()
            return found
        }
        #expect(found == 12)
    }

    private static func skip(_ text: [UInt8]) throws {
        try text.withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            try reader.skipValue()
            try reader.finish()
        }
    }
}
