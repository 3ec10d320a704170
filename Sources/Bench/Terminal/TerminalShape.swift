import Foundation
import Reporting

/// What a terminal can show.
struct TerminalShape: Sendable, Equatable {
    var width: Int
    var height: Int
    var style: TerminalStyle
    /// Block elements can be shown, not only ASCII.
    var isUnicode: Bool

    /// Whether the locale's characters are UTF-8's: the first of these variables that is set decides (POSIX, 8.2
    /// Internationalization Variables).
    static func isUnicode(_ environment: [String: String]) -> Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = environment[name], !value.isEmpty else { continue }
            let text: String = value.lowercased()
            return text.contains("utf-8") || text.contains("utf8")
        }
        return false
    }

    /// Of the terminal behind a descriptor as it is now; 80 by 24 when it does not say.
    init(descriptor: Int32, environment: [String: String]) {
        var size = winsize()
        let isKnown: Bool = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        width = isKnown ? Int(size.ws_col) : 80
        height = isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
        style = TerminalStyle(isTerminal: true, environment: environment)
        isUnicode = Self.isUnicode(environment)
    }

    init(width: Int, height: Int, style: TerminalStyle = .plain, isUnicode: Bool = true) {
        self.width = width
        self.height = height
        self.style = style
        self.isUnicode = isUnicode
    }
}
