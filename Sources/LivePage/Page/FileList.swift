/// A folder without a report page: its files as links.
enum FileList {
    static func html(_ folder: ServedFolder) -> String {
        let items: [String] = folder.files.map { "<li><a href=\"/\(reference($0))\">\(escaped($0))</a></li>" }
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(folder.path))</title><link rel="icon" href="data:,">
            <style>\(LiveStyle.css)</style></head>
            <body><div class="page live"><main><h1>Files of this run</h1><p class="quiet">\(escaped(folder.path))</p>
            <ul>\(items.joined(separator: "\n"))</ul></main></div></body></html>

            """
    }

    /// As text of HTML, and as the value of an attribute in quotes.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    /// Percent-encoded but for what a path may hold as it is (RFC 3986, 2.3 and 3.3).
    private static func reference(_ name: String) -> String {
        name.utf8.map { byte -> String in
            let character = Character(UnicodeScalar(byte))
            let isPlain: Bool = character.isASCII && (character.isLetter || character.isNumber)
            guard !isPlain, !"-._~/".contains(character) else { return String(character) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
