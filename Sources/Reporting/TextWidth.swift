/// Columns that text takes in a terminal with a fixed-width font.
package enum TextWidth {
    package static func of(_ text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// `text` followed (or preceded) by blanks up to `width` columns.
    package static func padded(_ text: String, to width: Int, rightAligned: Bool) -> String {
        let blanks: String = String(repeating: " ", count: max(0, width - of(text)))
        return rightAligned ? blanks + text : text + blanks
    }

    /// Lines of at most `width` columns, broken at blanks but not between a number and its unit; a
    /// longer word stands alone.
    static func wrapped(_ text: String, width: Int, indent: String = "") -> [String] {
        var lines: [String] = []
        var line: String = ""
        for word in words(text) {
            let prefix: String = lines.isEmpty ? "" : indent
            if line.isEmpty {
                line = prefix + word
            } else if of(line) + 1 + of(word) <= width {
                line += " \(word)"
            } else {
                lines.append(line)
                line = indent + word
            }
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    private static let units: Set<Substring> = [
        "%", "B", "kB", "MB", "GB", "TB", "ms", "s", "task/s", "tasks/s", "µs",
    ]

    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        for word in text.split(separator: " ") {
            // What stands behind a unit, such as a comma or a bracket, is no part of it.
            let unit: Substring = word.prefix { !",;:.)(".contains($0) }
            if let last = words.last, last.last?.isNumber == true, units.contains(unit) {
                words[words.count - 1] = "\(last) \(word)"
            } else {
                words.append(String(word))
            }
        }
        return words
    }

    /// A grapheme takes two columns when its base is East Asian wide or an emoji, none when it only
    /// marks or controls, one otherwise (Unicode Standard Annex 11).
    private static func columns(of character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        switch first.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        return first.properties.isEmojiPresentation || isWide(first.value) ? 2 : 1
    }

    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
