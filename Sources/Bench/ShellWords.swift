/// A command as one writes it in a shell, split into words: blanks part them, quotes and backslashes keep them.
///
/// Nothing else of a shell is understood: no variables, no patterns, no redirection.
enum ShellWords {
    /// - Throws: ``ServerBinaryError`` when a quote is not closed.
    static func split(_ text: String) throws(ServerBinaryError) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                // Within double quotes only these lose their backslash (POSIX shell, 2.2.3).
                if quote == "\"", !"\"\\$`".contains(character) { word = (word ?? "") + "\\" }
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" || character.isNewline {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let quote {
            throw ServerBinaryError(message: "`\(text)`: the quote \(quote) is not closed")
        }
        if isEscaped {
            throw ServerBinaryError(message: "`\(text)`: it ends in a backslash that keeps nothing")
        }
        if let word { words.append(word) }
        return words
    }
}
