import Reporting

/// A line of the terminal view: pieces of text, some of them marked, cut where the terminal ends.
struct ViewLine {
    enum Mark: Sendable { case plain, bold, dim, good, bad, caution }

    private var pieces: [(text: String, mark: Mark)] = []

    init() {}

    init(_ text: String, _ mark: Mark = .plain) { add(text, mark) }

    /// Control characters, which a name from a scenario file may hold, become blanks.
    mutating func add(_ text: String, _ mark: Mark = .plain) {
        pieces.append((String(text.map { $0.unicodeScalars.allSatisfy(Self.isControl) ? " " : $0 }), mark))
    }

    /// The columns that it takes.
    var width: Int { pieces.reduce(0) { $0 + TextWidth.of($1.text) } }

    /// At most `width` columns of it; marks come as escape sequences where the style has them.
    func text(width: Int, style: TerminalStyle) -> String {
        var left: Int = width
        var line: String = ""
        for (text, mark) in pieces {
            var part: String = ""
            for character in text {
                let columns: Int = TextWidth.of(String(character))
                guard columns <= left else {
                    left = 0
                    break
                }
                left -= columns
                part.append(character)
            }
            if !part.isEmpty { line += Self.marked(part, mark, style) }
            if left == 0 { break }
        }
        return line
    }

    private static func marked(_ text: String, _ mark: Mark, _ style: TerminalStyle) -> String {
        switch mark {
        case .plain: text
        case .bold: style.bold(text)
        case .dim: style.dim(text)
        case .good: style.green(text)
        case .bad: style.red(text)
        case .caution: style.yellow(text)
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
