/// Rows of text under a header, rendered for a terminal or as Markdown.
struct TextTable: Sendable, Equatable {
    /// Columns whose numbers line up at the right; the others are names.
    enum Alignment: Sendable { case left, right }

    var header: [String]
    var alignments: [Alignment]
    var rows: [[String]] = []

    /// The first `names` columns are left-aligned.
    init(_ header: [String], names: Int = 1) {
        self.header = header
        alignments = header.indices.map { $0 < names ? .left : .right }
    }

    /// Missing cells are blank.
    mutating func add(_ row: [String]) {
        rows.append(row + Array(repeating: "", count: max(0, header.count - row.count)))
    }

    /// Aligned lines, two blanks between columns; the header through `style`.
    func terminalLines(style: TerminalStyle) -> [String] {
        let widths: [Int] = header.indices.map { column in
            ([header] + rows).map { TextWidth.of(Self.oneLine($0[column])) }.max() ?? 0
        }
        func line(_ row: [String]) -> String {
            let cells: [String] = header.indices.map { column in
                TextWidth.padded(
                    Self.oneLine(row[column]), to: widths[column], rightAligned: alignments[column] == .right)
            }
            var text: String = cells.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text
        }
        return [style.bold(line(header))] + rows.map(line)
    }

    func markdownLines() -> [String] {
        func line(_ row: [String]) -> String {
            "| " + row.map(Self.escaped).joined(separator: " | ") + " |"
        }
        let rule: String = alignments.map { $0 == .left ? "---" : "---:" }.joined(separator: "|")
        return [line(header), "|\(rule)|"] + rows.map(line)
    }

    /// Cells hold names from scenario files and errors from servers: no line break, no column break,
    /// no HTML. In code spans only the column break has a meaning.
    static func escaped(_ text: String) -> String {
        let line: String = oneLine(text).replacing("|", with: "\\|")
        let parts: [Substring] = line.split(separator: "`", omittingEmptySubsequences: false)
        // Spans of several backticks follow other rules, and a lone one begins none.
        guard parts.count % 2 == 1, !line.contains("``") else { return line.replacing("<", with: "&lt;") }
        return parts.enumerated().map { index, part in
            index % 2 == 0 ? part.replacing("<", with: "&lt;") : part
        }.joined(separator: "`")
    }

    /// Without control characters, which could move the cursor or break the row.
    static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isControl(scalar) ? " " : scalar) }
        return String(result)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
