/// Names from a document as names of files.
enum FileName {
    /// Letters, digits, `.`, `_`, `-` and `@` as they are, anything else as `-`; never empty, never
    /// beginning with a dot, at most 120 characters, so that no name leaves its folder.
    static func safe(_ name: String) -> String {
        var result: String = ""
        for scalar in name.unicodeScalars.prefix(120) {
            let isSafe: Bool =
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                || "._-@".unicodeScalars.contains(scalar)
            result.unicodeScalars.append(isSafe ? scalar : "-")
        }
        if result.first == "." { result = "-" + result.dropFirst() }
        return result.isEmpty ? "-" : result
    }
}
