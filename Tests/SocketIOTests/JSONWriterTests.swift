import Testing

@testable import SocketIO

@Suite("JSON writer")
struct JSONWriterTests {
    @Test(
        "output is what JSON.stringify prints",
        arguments: [
            (.null, "null"), (true, "true"), (0, "0"), (.int(.min), "-9223372036854775808"),
            (.int(.max), "9223372036854775807"), (1.0, "1"), (-0.0, "0"), (0.1, "0.1"), (-1.5, "-1.5"),
            (123.456, "123.456"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (1.5e300, "1.5e+300"),
            (1e-6, "0.000001"), (1.25e-7, "1.25e-7"), (.double(.leastNonzeroMagnitude), "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (0.30000000000000004, "0.30000000000000004"), (.double(.infinity), "null"),
            (.double(.nan), "null"),
            ("a/b", "\"a/b\""), ("\"\\\u{8}\u{c}\n\r\t", #""\"\\\b\f\n\r\t""#),
            ("\u{0}\u{1f}\u{7f}", "\"\\u0000\\u001f\u{7f}\""), ("é€😀\u{2028}", "\"é€😀\u{2028}\""),
            ([], "[]"), ([:], "{}"), ([1, "a", [nil]], #"[1,"a",[null]]"#),
            (["z": 1, "a": ["b": false]], #"{"z":1,"a":{"b":false}}"#),
        ] as [(JSONValue, String)])
    func writes(_ value: JSONValue, _ expected: String) {
        #expect(String(decoding: value.encoded(), as: UTF8.self) == expected)
    }

    @Test("attachments become numbered placeholders in the order of the text")
    func placeholders() {
        let value: JSONValue = ["a": .binary([1]), "b": [.binary([2, 3])]]
        var text: [UInt8] = []
        var attachments: [[UInt8]] = []
        JSONWriter.append(value, to: &text, attachments: &attachments)
        #expect(
            String(decoding: text, as: UTF8.self)
                == #"{"a":{"_placeholder":true,"num":0},"b":[{"_placeholder":true,"num":1}]}"#)
        #expect(attachments == [[1], [2, 3]])
        #expect(value.binaryCount == 2)
    }
}
