import Testing

@testable import Reporting

@Suite struct HTMLTextTests {
    @Test(
        "text from outside cannot leave the element or the attribute that it stands in",
        arguments: [
            ("plain", "plain"),
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
            ("\"it's\"", "&quot;it&#39;s&quot;"),
            ("</script><script>", "&lt;/script&gt;&lt;script&gt;"),
            ("&amp;", "&amp;amp;"),
            // By grapheme, each of these is one character that is none of the five.
            ("\"\u{301} onload=x", "&quot;\u{301} onload=x"),
            ("<\u{20E3}b", "&lt;\u{20E3}b"),
            ("&\u{200D}", "&amp;\u{200D}"),
            // XML 1.0 has no such characters.
            ("a\u{0}b\u{8}c\u{FFFE}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
            ("tab\tand\nline", "tab\tand\nline"),
            // Would show what follows backwards.
            ("a\u{202E}b", "a\u{FFFD}b"),
            ("日本 ü 😀", "日本 ü 😀"),
            ("", ""),
        ])
    func escaping(_ text: String, _ expected: String) {
        #expect(Array(HTMLText.escaped(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(
        "marks become elements, and only whole ones",
        arguments: [
            ("`lost == 0`", "<code>lost == 0</code>"),
            ("**failed**", "<strong>failed</strong>"),
            ("**no**: 2 of `a`", "<strong>no</strong>: 2 of <code>a</code>"),
            ("`a ** b` and **c**", "<code>a ** b</code> and <strong>c</strong>"),
            ("a ` b", "a ` b"),
            ("a ** b", "a ** b"),
            ("****", "****"),
            ("`<b>`", "<code>&lt;b&gt;</code>"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("two\nlines", "two lines"),
        ])
    func marks(_ text: String, _ expected: String) {
        #expect(HTMLText.marked(text) == expected)
    }

    @Test(
        "a number stays beside its unit",
        arguments: [
            ("95 % of 3 s", "95\u{A0}% of 3\u{A0}s"),
            ("1.45 kB, 12 µs and 7 ms", "1.45\u{A0}kB, 12\u{A0}µs and 7\u{A0}ms"),
            ("at 10 tasks/s", "at 10\u{A0}tasks/s"), ("4.1 points", "4.1\u{A0}points"),
            ("2 sets, 3 blocks, 4 Bs", "2 sets, 3 blocks, 4 Bs"), ("<5 ms", "&lt;5\u{A0}ms"),
        ])
    func prose(_ text: String, _ expected: String) {
        #expect(HTMLText.prose(text) == expected)
    }

    @Test("what was found stands out of a sentence, and what bounds it steps back")
    func claims() {
        let sentence: String = """
            At 10 tasks/s, push delivers updates 8.1 times sooner than a<b (95 % interval 7.9 to 8.3), with 72 % less \
            traffic (51 to 84 %).
            """
        let expected: String = """
            At 10\u{A0}tasks/s, push delivers updates <strong>8.1 times sooner</strong> than a&lt;b <span \
            class="aside">(95\u{A0}% interval 7.9 to 8.3)</span>, with <strong>72\u{A0}% less traffic</strong> <span \
            class="aside">(51 to 84\u{A0}%)</span>.
            """
        #expect(ClaimText.html(sentence) == expected)
    }
}
