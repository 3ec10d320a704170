/// A CSV file (RFC 4180, lines end in a newline) as it is written.
struct CSVText: Sendable {
    private(set) var text: String

    init(columns: [String]) { text = columns.map(Self.field).joined(separator: ",") + "\n" }

    /// One line; nil is an empty field.
    mutating func add(_ fields: [String?]) {
        text += fields.map { Self.field($0 ?? "") }.joined(separator: ",") + "\n"
    }

    /// In quotes where it has to be.
    static func field(_ text: String) -> String {
        let isSpecial: Bool = text.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
                || $0 == UInt8(ascii: "\r")
        }
        return isSpecial ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
}
