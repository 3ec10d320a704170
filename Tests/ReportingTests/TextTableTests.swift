import Testing

@testable import Reporting

@Suite struct TextTableTests {
    @Test(
        "columns are counted as a terminal shows them",
        arguments: [
            ("", 0), ("push", 4), ("µs", 2), ("日本", 4), ("e\u{301}", 1), ("🚀", 2), ("한국어", 6), ("ａ", 2),
            ("\u{7}", 0), ("❤️", 2),
        ] as [(String, Int)])
    func width(text: String, columns: Int) {
        #expect(TextWidth.of(text) == columns)
    }

    @Test("names line up at the left and numbers at the right, wide characters included")
    func terminal() {
        var table = TextTable(["", "日本", "push"])
        table.add(["mean", "505 ms", "1.00 s"])
        table.add(["p99", "-"])
        #expect(
            table.terminalLines(style: .plain) == [
                "        日本    push",
                "mean  505 ms  1.00 s",
                "p99        -",
            ])
    }

    @Test("text from outside cannot break a row or move the cursor")
    func hostileText() {
        var table = TextTable(["a"])
        table.add(["x|y\n\u{1B}[2Jz<b>"])
        #expect(table.terminalLines(style: .plain) == ["a", "x|y  [2Jz<b>"])
        #expect(table.markdownLines() == ["| a |", "|---|", "| x\\|y  [2Jz&lt;b> |"])
    }

    @Test("code spans stay code, and what only looks like one is escaped")
    func codeSpans() {
        #expect(TextTable.escaped("`a < b | c`") == "`a < b \\| c`")
        #expect(TextTable.escaped("`a` <b> `c`") == "`a` &lt;b> `c`")
        #expect(
            TextTable.escaped("**50** hold `p99 < 5ms`: <i> | `a < b`")
                == "**50** hold `p99 < 5ms`: &lt;i> \\| `a < b`")
        // A lone backtick begins no span, and spans of several end at several alone.
        #expect(TextTable.escaped("`a` <b> `c") == "`a` &lt;b> `c")
        #expect(TextTable.escaped("`` ` `` <b> `") == "`` ` `` &lt;b> `")
        #expect(TextTable.escaped("`") == "`")
    }

    @Test("Markdown tables say how their columns align")
    func markdown() {
        var table = TextTable(["arm", "mean", "p99"])
        table.add(["push", "1 ms", "2 ms"])
        #expect(
            table.markdownLines() == ["| arm | mean | p99 |", "|---|---:|---:|", "| push | 1 ms | 2 ms |"])
    }

    @Test("prose is wrapped at blanks and list items keep their indent")
    func wrapping() {
        #expect(TextWidth.wrapped("one two three", width: 7) == ["one two", "three"])
        #expect(TextWidth.wrapped("- one two", width: 5, indent: "  ") == ["- one", "  two"])
        #expect(TextWidth.wrapped("averylongword b", width: 5) == ["averylongword", "b"])
        #expect(TextWidth.wrapped("", width: 5) == [""])
        #expect(TextWidth.wrapped("took 62.1 ms, then", width: 10) == ["took", "62.1 ms,", "then"])
    }

    @Test(
        "colours are for terminals whose user does not object",
        arguments: [
            (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false),
            (true, ["NO_COLOR": ""], true), (true, ["TERM": "dumb"], false),
        ] as [(Bool, [String: String], Bool)])
    func colours(isTerminal: Bool, environment: [String: String], colours: Bool) {
        #expect(TerminalStyle(isTerminal: isTerminal, environment: environment).colours == colours)
    }
}
