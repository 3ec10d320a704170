/// The bytes of a scenario file, checked for what a YAML parser would misread or choke on.
///
/// Checked before parsing because a parser's own words for these name no remedy, and because nesting
/// and aliases must be bounded before anything recurses over them.
struct SourceText {
    /// Scenario files are written by hand; none comes near this.
    static let maximumBytes: Int = 256 * 1024
    /// Opening brackets in the whole file: a bound on the depth of flow collections.
    static let maximumBrackets: Int = 256
    /// Columns of indentation and indicators before a line's text: a bound on the depth of blocks.
    static let maximumIndentation: Int = 128
    /// Uses of aliases: keeps what they expand to small, however they nest.
    static let maximumAliases: Int = 8

    /// Without a byte order mark.
    let text: String

    /// Fails with every problem found.
    init(bytes: [UInt8], file: String) throws(ScenarioError) {
        func whole(_ complaint: Complaint) -> ScenarioError {
            ScenarioError([ScenarioProblem(place: .file(file), complaint: complaint)])
        }
        guard bytes.count <= Self.maximumBytes else {
            throw whole(
                Complaint(
                    "the file is larger than \(Self.maximumBytes / 1024) KiB",
                    remedy: "a scenario is a page of YAML: check that this is the right file"))
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            let complaint = Complaint(
                "this byte is not valid UTF-8", remedy: "save the file as UTF-8 text")
            let place: ScenarioProblem.Place = .position(file: file, Self.firstInvalidPosition(in: bytes))
            throw ScenarioError([ScenarioProblem(place: place, complaint: complaint)])
        }
        text =
            decoded.unicodeScalars.first == "\u{FEFF}" ? String(decoded.unicodeScalars.dropFirst()) : decoded
        var scanner = TextScanner()
        for scalar in text.unicodeScalars { scanner.take(scalar) }
        scanner.finish()
        guard scanner.findings.isEmpty else {
            throw ScenarioError(
                scanner.findings.map { finding in
                    ScenarioProblem(
                        place: .position(file: file, finding.position), complaint: finding.complaint)
                })
        }
        guard scanner.hasContent else {
            throw whole(
                Complaint(
                    "the file is empty",
                    remedy: "start from scenarios/polling-vs-push.yaml, or give it at least `arms`"))
        }
    }

    /// Where the first ill-formed sequence starts, counted in scalars of what precedes it.
    private static func firstInvalidPosition(in bytes: [UInt8]) -> Position {
        var line: Int = 1
        var column: Int = 1
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            if scalar == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return Position(line: line, column: column)
    }
}
