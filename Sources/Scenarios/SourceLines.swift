/// A file's lines as scalars, in which a repeated key can be found and hidden without moving anything.
struct SourceLines {
    private var lines: [[Unicode.Scalar]]
    private var hidden: UInt32 = 0

    init(_ text: String) {
        lines = []
        var line: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            line.append(scalar)
            if scalar == "\n" {
                lines.append(line)
                line = []
            }
        }
        lines.append(line)
    }

    var text: String {
        var view = String.UnicodeScalarView()
        for line in lines { view.append(contentsOf: line) }
        return String(view)
    }

    /// Whether a text stands at a place, all of it on one line.
    func hold(_ text: String, at place: Position) -> Bool {
        guard lines.indices.contains(place.line - 1), place.column > 0 else { return false }
        return lines[place.line - 1].dropFirst(place.column - 1).starts(with: text.unicodeScalars)
    }

    /// Just past the last character. The parser counts a line more where the last one has no end.
    var end: Position {
        let last: Int = lines.count > 1 && lines[lines.count - 1].isEmpty ? lines.count - 2 : lines.count - 1
        let length: Int = lines[last].count - (lines[last].last == "\n" ? 1 : 0)
        return Position(line: last + 1, column: length + 1)
    }

    /// Overwrites the next occurrence, in the same block mapping, of the key at `first` with
    /// private-use characters of the same length.
    ///
    /// Returns where it stood, or nil when it is not found: a mapping in brackets, for instance.
    mutating func hideRepetition(of key: String, at first: Position) -> Position? {
        guard lines.indices.contains(first.line - 1) else { return nil }
        let indent: Int = first.column - 1
        let opening: [Unicode.Scalar] = lines[first.line - 1]
        guard indent >= 0, indent <= opening.count else { return nil }
        guard opening[..<indent].allSatisfy({ $0 == " " || $0 == "-" || $0 == "?" }) else { return nil }
        let spellings: [[Unicode.Scalar]] = [key, "\"\(key)\"", "'\(key)'"].map { Array($0.unicodeScalars) }
        for index in first.line..<lines.count {
            let line: [Unicode.Scalar] = lines[index]
            let blanks: Int = line.prefix { $0 == " " }.count
            let isEmpty: Bool = blanks == line.count || line[blanks] == "\n" || line[blanks] == "\r"
            if isEmpty || line[blanks] == "#" || blanks > indent { continue }
            guard blanks == indent else { return nil }
            for spelling in spellings where Self.isKey(spelling, in: line, at: indent) {
                // A private-use character of its own each, or two hidden keys would repeat one another.
                let mask = Unicode.Scalar(0xE000 + hidden) ?? "\u{E000}"
                hidden += 1
                for offset in spelling.indices { lines[index][indent + offset] = mask }
                return Position(line: index + 1, column: first.column)
            }
        }
        return nil
    }

    private static func isKey(_ key: [Unicode.Scalar], in line: [Unicode.Scalar], at start: Int) -> Bool {
        guard line.count >= start + key.count, line[start..<(start + key.count)].elementsEqual(key) else {
            return false
        }
        return line[(start + key.count)...].first { $0 != " " } == ":"
    }
}
