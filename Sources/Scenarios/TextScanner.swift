/// One pass over a file's scalars that finds what must not reach the YAML parser.
struct TextScanner {
    struct Finding {
        var position: Position
        var complaint: Complaint
    }

    /// At most one of a kind, so that one habit does not fill the screen.
    private(set) var findings: [Finding] = []
    /// True when a line holds something other than a comment or document markers.
    private(set) var hasContent: Bool = false

    private var position = Position(line: 1, column: 1)
    private var previous: Unicode.Scalar = "\n"
    private var brackets: Int = 0
    private var aliases: Int = 0
    private var inPrefix: Bool = true
    private var inComment: Bool = false
    /// A tab among the blanks before a line's text; harmless when no text follows.
    private var indentingTab: Position?
    private var reportedTab: Bool = false
    private var reportedControl: Bool = false
    private var reportedDepth: Bool = false

    mutating func take(_ scalar: Unicode.Scalar) {
        if Self.isLineBreak(scalar) {
            // The second half of CR LF ends no line of its own.
            if !(scalar == "\n" && previous == "\r") { startLine() }
        } else {
            if inPrefix { takePrefix(scalar) }
            takeAnywhere(scalar)
            position.column += 1
        }
        previous = scalar
    }

    mutating func finish() {
        findings.sort { $0.position < $1.position }
    }

    private mutating func startLine() {
        position = Position(line: position.line + 1, column: 1)
        inPrefix = true
        inComment = false
        indentingTab = nil
    }

    private mutating func takePrefix(_ scalar: Unicode.Scalar) {
        guard position.column <= SourceText.maximumIndentation else {
            inPrefix = false
            hasContent = true
            guard !reportedDepth else { return }
            reportedDepth = true
            return report(
                position, "this line starts deeper than any scenario's", remedy: "indent two spaces a level")
        }
        switch scalar {
        case "\t":
            if indentingTab == nil { indentingTab = position }
        case " ", "-", "?", ":":
            break
        default:
            inPrefix = false
            inComment = scalar == "#"
            if inComment { return }
            hasContent = true
            if let tab = indentingTab, !reportedTab {
                reportedTab = true
                report(tab, "a tab indents this line", remedy: "indent with spaces")
            }
        }
    }

    private mutating func takeAnywhere(_ scalar: Unicode.Scalar) {
        guard Self.isText(scalar) else {
            guard !reportedControl else { return }
            reportedControl = true
            let code: String = String(scalar.value, radix: 16, uppercase: true)
            let padded: String = String(repeating: "0", count: max(0, 4 - code.count)) + code
            return report(position, "U+\(padded) is no text character", remedy: "remove it")
        }
        guard !inComment else { return }
        if scalar == "[" || scalar == "{" {
            brackets += 1
            if brackets == SourceText.maximumBrackets + 1 {
                report(
                    position, "the file has more than \(SourceText.maximumBrackets) opening brackets",
                    remedy: "write lists and mappings a line an entry")
            }
        }
        if previous == "*", Self.mayStartAlias(scalar) {
            aliases += 1
            if aliases == SourceText.maximumAliases + 1 {
                report(
                    position, "the file uses more than \(SourceText.maximumAliases) aliases",
                    remedy: "write the values out")
            }
        }
    }

    private mutating func report(_ position: Position, _ what: String, remedy: String) {
        findings.append(Finding(position: position, complaint: Complaint(what, remedy: remedy)))
    }

    private static func mayStartAlias(_ scalar: Unicode.Scalar) -> Bool {
        scalar != " " && scalar != "\t" && scalar != "*"
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar.value == 0x85 || scalar.value == 0x2028
            || scalar.value == 0x2029
    }

    /// The characters that YAML allows in a stream (YAML 1.1, section 4.1), without a byte order mark.
    private static func isText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
            0x10000...0x10FFFF:
            true
        default: false
        }
    }
}
