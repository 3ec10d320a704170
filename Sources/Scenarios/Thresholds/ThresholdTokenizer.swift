/// Cuts a threshold expression into tokens.
struct ThresholdTokenizer {
    private let text: String
    private let scalars: [Unicode.Scalar]
    private var place: Int = 0

    /// Nobody writes longer ones; keeps what errors show on a line.
    static let longest: Int = 400

    private init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    /// All tokens; the last one is the end.
    static func tokens(of text: String) throws(ThresholdSyntaxError) -> [ThresholdToken] {
        guard text.unicodeScalars.count <= longest else {
            let shown = String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest)))
            throw ThresholdSyntaxError(
                text: shown, range: longest..<longest,
                complaint: Complaint(
                    "the expression is longer than \(longest) characters", remedy: "write several"))
        }
        var tokenizer = ThresholdTokenizer(text)
        var tokens: [ThresholdToken] = []
        while let token = try tokenizer.next() { tokens.append(token) }
        return tokens + [ThresholdToken(kind: .end, range: tokenizer.place..<tokenizer.place)]
    }

    private mutating func next() throws(ThresholdSyntaxError) -> ThresholdToken? {
        while place < scalars.count, Self.isBlank(scalars[place]) { place += 1 }
        guard place < scalars.count else {
            // What is missing at the end is missing behind the last word, not behind the blanks.
            while place > 0, Self.isBlank(scalars[place - 1]) { place -= 1 }
            return nil
        }
        let start: Int = place
        let kind: ThresholdToken.Kind = try kind(beginningWith: scalars[place])
        return ThresholdToken(kind: kind, range: start..<place)
    }

    private mutating func kind(
        beginningWith scalar: Unicode.Scalar
    ) throws(ThresholdSyntaxError) -> ThresholdToken.Kind {
        if Self.isLetter(scalar) { return .word(take { Self.isWordPart($0) }) }
        if Self.isDigit(scalar) { return .number(take { Self.isNumberPart($0) }) }
        switch scalar {
        case "\"", "'": return .quoted(try quoted())
        case "@": return .load(try load())
        case "<", ">", "=", "!": return .comparison(try comparison())
        default: break
        }
        place += 1
        switch scalar {
        case ".": return .dot
        case "/": return .slash
        case "-": return .minus
        case "%": return .percent
        default: throw error((place - 1)..<place, unexpected(scalar))
        }
    }

    private mutating func take(while belongs: (Unicode.Scalar) -> Bool) -> String {
        let start: Int = place
        while place < scalars.count, belongs(scalars[place]) { place += 1 }
        return String(String.UnicodeScalarView(scalars[start..<place]))
    }

    /// The text up to the closing quote; there is no way to write that quote itself.
    private mutating func quoted() throws(ThresholdSyntaxError) -> String {
        let quote: Unicode.Scalar = scalars[place]
        let start: Int = place
        place += 1
        let name: String = take { $0 != quote }
        guard place < scalars.count else {
            throw error(
                start..<scalars.count,
                Complaint("this quote is never closed", remedy: "end the name with \(quote)"))
        }
        place += 1
        guard !name.isEmpty else {
            throw error(start..<place, Complaint("there is no name between the quotes", remedy: "write one"))
        }
        return name
    }

    private mutating func load() throws(ThresholdSyntaxError) -> String {
        place += 1
        if place < scalars.count, scalars[place] == "\"" || scalars[place] == "'" { return try quoted() }
        let label: String = take { Self.isLoadPart($0) }
        guard !label.isEmpty else {
            throw error(
                place..<place, Complaint("a load point has to follow `@`", remedy: "write one such as @10"))
        }
        return label
    }

    private mutating func comparison() throws(ThresholdSyntaxError) -> ThresholdComparison {
        let start: Int = place
        let text: String = take { "<>=!".unicodeScalars.contains($0) }
        if let comparison = ThresholdComparison(rawValue: text) { return comparison }
        let meant: String =
            switch text {
            case "=", "===": "=="
            case "=<": "<="
            case "=>": ">="
            case "!", "!==", "<>": "!="
            default: ""
            }
        let all: String = ThresholdComparison.allCases.map(\.rawValue).joined(separator: " ")
        throw error(
            start..<place,
            Complaint(
                "`\(text)` is no comparison",
                remedy: meant.isEmpty ? "write one of \(all)" : "write \(meant)"))
    }

    private func unexpected(_ scalar: Unicode.Scalar) -> Complaint {
        switch scalar {
        case "(", ")":
            Complaint(
                "brackets mean nothing here",
                remedy: "a statistic follows its figure: updateLatency.p99 < 50ms")
        case "&", "|", ",", ";":
            Complaint("a threshold is one condition", remedy: "write each as a threshold of its own")
        case "+", "*":
            Complaint(
                "figures are not added or multiplied", remedy: "divide two (/) or subtract them ( - )")
        default:
            Complaint(
                "this character means nothing here", remedy: "quote names that hold unusual characters")
        }
    }

    private func error(_ range: Range<Int>, _ complaint: Complaint) -> ThresholdSyntaxError {
        ThresholdSyntaxError(text: text, range: range, complaint: complaint)
    }
}

extension ThresholdTokenizer {
    /// Whether a name can stand without quotes.
    static func isWord(_ name: String) -> Bool {
        name.unicodeScalars.first.map(isLetter) == true && name.unicodeScalars.allSatisfy(isWordPart)
    }

    static func isLoadLabel(_ label: String) -> Bool {
        !label.isEmpty && label.unicodeScalars.allSatisfy(isLoadPart)
    }

    /// In the quotes that it does not hold itself.
    static func quoted(_ name: String) -> String {
        name.contains("\"") ? "'\(name)'" : "\"\(name)\""
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }

    /// Ends of lines too, which YAML's block texts (`|`, `>`) end with.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || isDigit(scalar) || scalar == "-"
    }

    private static func isLoadPart(_ scalar: Unicode.Scalar) -> Bool { isWordPart(scalar) || scalar == "." }

    private static func isNumberPart(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || isDigit(scalar) || scalar == "." || scalar == "%" || scalar.value == 0xB5
            || scalar.value == 0x3BC
    }
}
