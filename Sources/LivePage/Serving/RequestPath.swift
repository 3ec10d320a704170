/// The path of a request, taken apart: names of folders, and of a file at the end.
struct RequestPath: Sendable, Equatable {
    /// None for `/`.
    let names: [String]

    /// Nil for what names no file of a run: anything but an absolute path, names that are empty or begin with a
    /// dot (`..` among them), and bytes that are no text or have a meaning elsewhere. Percent-encoding is undone
    /// once (RFC 3986, 2.1); a query is ignored.
    init?(target: String) {
        guard target.utf8.first == UInt8(ascii: "/"), target.utf8.count <= 1024 else { return nil }
        let path = target.utf8.dropFirst().prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        guard !path.isEmpty else {
            names = []
            return
        }
        var names: [String] = []
        for part in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let bytes = Self.decoded(part), let name = String(validating: bytes, as: UTF8.self),
                Self.isName(name)
            else { return nil }
            names.append(name)
        }
        self.names = names
    }

    private static func isName(_ name: String) -> Bool {
        guard !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 255 else { return false }
        return name.unicodeScalars.allSatisfy {
            $0 != "/" && $0 != "\\" && $0.properties.generalCategory != .control
        }
    }

    /// Nil for a `%` without two digits.
    private static func decoded(_ part: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(part)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).isASCII
            ? Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) } : nil
    }

    /// `text/html; charset=utf-8` and so on, by the file's ending; text for what a browser would otherwise
    /// download.
    var contentType: String {
        let ending: Substring = names.last?.split(separator: ".").last ?? ""
        return switch ending {
        case "html": "text/html; charset=utf-8"
        case "json": "application/json"
        case "xml": "application/xml"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        default: "text/plain; charset=utf-8"
        }
    }
}
