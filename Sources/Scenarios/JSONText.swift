import Yams

/// Writes YAML values as JSON (RFC 8259), as YAML's core schema reads plain scalars: `true`, `null` and
/// numbers are such, everything else and everything in quotes is text.
enum JSONText {
    /// nil for a mapping whose keys are no words.
    static func write(_ node: Node) -> String? {
        switch node {
        case .scalar(let scalar): return self.scalar(scalar)
        case .sequence(let sequence):
            var items: [String] = []
            for item in sequence {
                guard let text = write(item) else { return nil }
                items.append(text)
            }
            return "[\(items.joined(separator: ","))]"
        case .mapping(let mapping):
            var members: [String] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key, let text = write(value) else { return nil }
                members.append("\(quote(name.string)):\(text)")
            }
            return "{\(members.joined(separator: ","))}"
        case .alias: return nil
        }
    }

    private static func scalar(_ scalar: Node.Scalar) -> String {
        guard scalar.style == .plain || scalar.style == .any else { return quote(scalar.string) }
        switch scalar.string {
        case "true", "True", "TRUE": return "true"
        case "false", "False", "FALSE": return "false"
        case "", "~", "null", "Null", "NULL": return "null"
        default: return isNumber(scalar.string) ? scalar.string : quote(scalar.string)
        }
    }

    /// Whether the text is a number as JSON writes it; others, such as `007` or `.5`, stay text.
    static func isNumber(_ text: String) -> Bool {
        var rest: Substring = text[...]
        func digits() -> Int {
            let count: Int = rest.prefix { $0.isASCII && $0.isNumber }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == "-" { rest = rest.dropFirst() }
        let startsWithZero: Bool = rest.first == "0"
        let whole: Int = digits()
        guard whole > 0, whole == 1 || !startsWithZero else { return false }
        if rest.first == "." {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == "e" || rest.first == "E" {
            rest = rest.dropFirst()
            if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// A JSON string.
    static func quote(_ text: String) -> String {
        var result: String = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits: String = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
