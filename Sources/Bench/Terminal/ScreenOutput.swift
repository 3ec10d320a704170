/// Turns views into what a terminal has to be told, so that each is drawn over the one before. Writes nothing
/// itself.
///
/// What was on the terminal before stays above. The cursor is hidden while a view stands there, and ``erase()``
/// brings both back.
struct ScreenOutput: Sendable {
    private var drawn: (lines: Int, width: Int, height: Int)?

    /// Lines of at most `width - 1` columns, fewer than `height`.
    mutating func draw(_ lines: [String], width: Int, height: Int) -> String {
        var text: String = ""
        if let drawn {
            if width < drawn.width || height < drawn.height {
                // The terminal has broken the lines anew: where they are now is its own affair.
                text += "\u{1B}[2J\u{1B}[H"
            } else {
                text += Self.toTop(of: drawn.lines)
            }
        } else {
            text += "\u{1B}[?25l\r"
        }
        text += lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n")
        if let drawn, drawn.lines > lines.count { text += "\u{1B}[J" }
        self.drawn = (lines.count, width, height)
        return text
    }

    /// Takes the view away and shows the cursor, which is then where the view began; nil when none is drawn.
    mutating func erase() -> String? {
        guard let drawn else { return nil }
        self.drawn = nil
        return Self.toTop(of: drawn.lines) + "\u{1B}[J\u{1B}[?25h"
    }

    /// From the last line of a view to the first column of its first.
    private static func toTop(of lines: Int) -> String {
        lines > 1 ? "\r\u{1B}[\(lines - 1)A" : "\r"
    }
}
