import Mustache

/// Text as it may stand in an element or a quoted attribute of a page.
///
/// Works on scalars: by grapheme, a quotation mark with a combining accent behind it would pass unescaped.
/// The output is well-formed as XML 1.0, too, which knows fewer characters than HTML.
enum HTMLText {
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isSpecial($0) }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            default: result.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return String(result)
    }

    /// Escaped, with numbers kept beside their units.
    static func prose(_ text: String) -> String {
        escaped(TextTable.oneLine(text)).replacing(numberAndUnit) { "\($0.output.1)\u{A0}\($0.output.2)" }
    }

    private static var numberAndUnit: Regex<(Substring, Substring, Substring)> {
        #/([0-9]) (%|points?\b|tasks?/s|(?:[µm]?s|[kMGT]?B)\b)/#
    }

    /// Escaped, with `code` and **strong** text as elements (the marks of ``ReportPart``).
    static func marked(_ text: String) -> String {
        let parts: [Substring] = escaped(TextTable.oneLine(text)).split(
            separator: "`", omittingEmptySubsequences: false)
        var html: String = ""
        for (index, part) in parts.enumerated() {
            let isCode: Bool = index % 2 == 1
            if isCode, index < parts.count - 1 {
                html += "<code>\(part)</code>"
            } else {
                html += (isCode ? "`" : "") + strong(part)
            }
        }
        return html
    }

    private static func strong(_ text: Substring) -> String {
        let parts: [Substring] = text.split(separator: "**", omittingEmptySubsequences: false)
        var html: String = ""
        for (index, part) in parts.enumerated() {
            let isStrong: Bool = index % 2 == 1
            if isStrong, index < parts.count - 1 {
                html += part.isEmpty ? "****" : "<strong>\(part)</strong>"
            } else {
                html += (isStrong ? "**" : "") + part
            }
        }
        return html
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "&", "<", ">", "\"", "'": true
        default: isForbidden(scalar)
        }
    }

    /// What XML 1.0 does not allow, controls, and what would turn the direction of the text behind it.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

/// ``HTMLText`` for the values of templates; swift-mustache's own escapes by grapheme.
struct HTMLContent: MustacheContentType {
    /// What templates choose it by.
    static let name: String = "REPORT"

    func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
}
