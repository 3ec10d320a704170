import Foundation

/// Whether a terminal report may use colours.
package struct TerminalStyle: Sendable, Equatable {
    /// Escape sequences are written.
    package var colours: Bool

    package init(colours: Bool) { self.colours = colours }

    /// No escape sequences at all.
    package static let plain = TerminalStyle(colours: false)

    /// Colours for a terminal that has them, unless the user objects with `NO_COLOR` (any value but
    /// the empty one, as no-color.org has it).
    package init(isTerminal: Bool, environment: [String: String]) {
        let objection: String = environment["NO_COLOR"] ?? ""
        colours = isTerminal && objection.isEmpty && environment["TERM"] != "dumb"
    }

    /// What standard output allows.
    package static var standardOutput: TerminalStyle {
        TerminalStyle(
            isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
    }

    package func bold(_ text: String) -> String { wrap(text, code: "1") }
    package func green(_ text: String) -> String { wrap(text, code: "32") }
    package func red(_ text: String) -> String { wrap(text, code: "31") }
    package func yellow(_ text: String) -> String { wrap(text, code: "33") }

    /// Less bright than the rest.
    package func dim(_ text: String) -> String { wrap(text, code: "2") }

    private func wrap(_ text: String, code: String) -> String {
        colours ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
