/// How wide text is, and how it is written into a drawing.
///
/// A report cannot ask a browser for widths. These are those of a plain sans-serif face, rounded up, in parts
/// of the font size: what they keep apart stays apart in Helvetica, Arial, Liberation and DejaVu Sans.
enum PlotText {
    /// Units of the viewBox that `text` takes at most.
    static func width(_ text: String, size: Double) -> Double {
        text.reduce(0) { $0 + width(of: $1) } * size
    }

    /// Above and below a line's baseline, in parts of the font size.
    static let ascent: Double = 0.8
    static let descent: Double = 0.22

    /// `text` with an ellipsis for what does not fit into `limit`.
    static func shortened(_ text: String, to limit: Double, size: Double) -> String {
        guard width(text, size: size) > limit else { return text }
        var result = ""
        for character in text {
            guard width(result + String(character) + "…", size: size) <= limit else { break }
            result.append(character)
        }
        return result + "…"
    }

    /// Text from outside, harmless in an element and in a quoted attribute, which keeps its line breaks.
    static func escaped(_ text: String) -> String { HTMLText.escaped(text).replacing("\n", with: "&#10;") }

    private static func width(of character: Character) -> Double {
        switch character {
        case "i", "j", "l", ".", ",", ":", ";", "'", "|", "!": 0.32
        case "f", "t", "r", "(", ")", "[", "]", " ", "/", "-": 0.41
        case "m", "w", "M", "W", "%", "@": 0.98
        case "0"..."9", "a"..."z": 0.64
        case "A"..."Z": 0.77
        case "…", "–", "→", "±", "×": 1
        default: Double(TextWidth.of(String(character))) * (character.isASCII ? 0.7 : 0.85)
        }
    }
}
