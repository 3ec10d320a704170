import Testing

@testable import Experiment

@Suite("CSV files")
struct CSVBytesTests {
    @Test("hold numbers exactly, the extremes included")
    func numbers() {
        var csv = CSVBytes(columns: ["a", "b", "c"])
        csv.add(UInt64.max)
        csv.add(Int64.min)
        csv.add(0 as UInt64)
        csv.endRow()
        let text = String(decoding: csv.bytes, as: UTF8.self)
        #expect(text == "a,b,c\n18446744073709551615,-9223372036854775808,0\n")
    }

    @Test(
        "quote what RFC 4180 says",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
            ("two\nlines", "\"two\nlines\""), ("", ""),
        ])
    func quoting(field: String, expected: String) {
        var csv = CSVBytes(columns: ["f", "n"])
        csv.add(quoting: field)
        csv.add(1 as UInt64)
        csv.endRow()
        #expect(String(decoding: csv.bytes, as: UTF8.self) == "f,n\n\(expected),1\n")
    }
}
