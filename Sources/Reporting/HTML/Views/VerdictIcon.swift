import Results

/// A verdict without words; its shape tells as much as its colour.
enum VerdictIcon {
    static func glyph(_ verdict: Verdict) -> String {
        switch verdict {
        case .pass: "✓"
        case .fail: "✗"
        case .invalid: "?"
        }
    }

    /// The page's icon as a `data:` address, so that a browser asks nobody for one.
    static func address(_ verdict: Verdict) -> String {
        let (colour, path): (String, String) =
            switch verdict {
            case .pass: ("0d6b4f", "M4.5 8.5 7 11l4.5-6")
            case .fail: ("b3261e", "M5 5l6 6M11 5l-6 6")
            case .invalid: ("8a5a00", "M5.5 6.2a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.8-1.1 1.6M8 12v.4")
            }
        // Percent-encoded where RFC 3986 wants it: angle brackets, quotation marks, blanks, the number sign.
        return
            "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20viewBox=%220%200%2016%2016%22%3E"
            + "%3Ccircle%20cx=%228%22%20cy=%228%22%20r=%228%22%20fill=%22%23\(colour)%22/%3E"
            + "%3Cpath%20d=%22\(path.replacing(" ", with: "%20"))%22%20fill=%22none%22%20stroke=%22white%22%20"
            + "stroke-width=%222%22%20stroke-linecap=%22round%22/%3E%3C/svg%3E"
    }
}
