import Testing

@testable import Reporting

@Suite struct XMLTextTests {
    @Test(
        "markup is escaped, and what XML 1.0 cannot hold is replaced",
        arguments: [
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"), ("]]>", "]]&gt;"), ("\u{1B}[0m", "\u{FFFD}[0m"),
            ("\u{0}\u{8}\u{B}\u{C}\u{1F}", String(repeating: "\u{FFFD}", count: 5)),
            ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"), ("é 😀 \u{10FFFF}", "é 😀 \u{10FFFF}"),
            ("a\tb\nc", "a\tb\nc"), ("a\r\nb", "a&#13;\nb"), ("\"'", "\"'"),
        ])
    func content(text: String, expected: String) { #expect(XMLText.content(text) == expected) }

    @Test("in an attribute quotes and line breaks are references")
    func attribute() {
        #expect(XMLText.attribute("\"a\"\n\tb\r<") == "&quot;a&quot;&#10;&#9;b&#13;&lt;")
    }
}
