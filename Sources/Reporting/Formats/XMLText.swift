/// Text from outside in an XML 1.0 document.
enum XMLText {
    /// As the content of an element.
    static func content(_ text: String) -> String { escaped(text, inAttribute: false) }

    /// As an attribute's value between double quotes: line breaks and tabs are written as references, which
    /// a parser would otherwise turn into blanks.
    static func attribute(_ text: String) -> String { escaped(text, inAttribute: true) }

    private static func escaped(_ text: String, inAttribute: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"" where inAttribute: result += "&quot;"
            case "\t" where inAttribute, "\n" where inAttribute: result += "&#\(scalar.value);"
            // Written as it is, a parser reads a line feed.
            case "\r": result += "&#13;"
            default: result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return result
    }

    /// `Char` of XML 1.0 (section 2.2): other characters may not appear, not even as references.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
