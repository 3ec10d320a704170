import Foundation
import Testing

@testable import SwarmCore

@Suite("JSON bytes")
struct JSONBytesTests {
    private func written(_ write: (inout JSONBytes) -> Void) -> String {
        var json = JSONBytes()
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test("put commas where they belong")
    func commas() {
        let text = written { json in
            json.beginObject()
            json.field("a", 1)
            json.key("b")
            json.beginArray()
            json.element("x")
            json.beginArray()
            json.endArray()
            json.integer(-7)
            json.endArray()
            json.dynamicKey("c\"")
            json.raw(JSONBytes.null)
            json.endObject()
        }
        #expect(text == #"{"a":1,"b":["x",[],-7],"c\"":null}"#)
    }

    @Test("escape what RFC 8259 demands and nothing else")
    func escaping() throws {
        #expect(written { $0.element("a/b\u{7F}é\u{2028}") } == "\"a/b\u{7F}é\u{2028}\"")
        #expect(
            written { $0.element("\"\\\n\r\t\u{08}\u{0C}\u{01}\u{1F}") } == #""\"\\\n\r\t\b\f\u0001\u001f""#)
        let everything = String(String.UnicodeScalarView((0..<0x80).compactMap(Unicode.Scalar.init)))
        let decoded = try JSONDecoder().decode(
            [String].self, from: Data(("[" + written { $0.element(everything) } + "]").utf8))
        #expect(decoded == [everything])
    }

    @Test(
        "write decimals without needless digits",
        arguments: [
            (1, 4, "1"), (0, 2, "0"), (0.5, 1, "0.5"), (0.05, 4, "0.05"), (-2.25, 2, "-2.25"),
            (2.0 / 3, 4, "0.6667"), (1e-9, 4, "0"), (-1e-9, 4, "0"), (12_345.678, 2, "12345.68"),
            (.nan, 2, "null"), (.infinity, 2, "null"), (1e300, 2, "null"),
        ] as [(Double, Int, String)])
    func decimals(value: Double, places: Int, text: String) {
        #expect(written { $0.decimal(value, places: places) } == text)
    }

    @Test(
        "write milliseconds to the microsecond",
        arguments: [
            (0, "0"), (1_000, "0.001"), (40_000_000, "40"), (41_234_567, "41.234"), (1_500_000_000, "1500"),
        ] as [(Int64, String)])
    func milliseconds(nanoseconds: Int64, text: String) {
        #expect(written { $0.milliseconds(nanoseconds: nanoseconds) } == text)
    }
}
