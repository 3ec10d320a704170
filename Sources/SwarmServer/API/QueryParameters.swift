import Hummingbird

/// Reads the query of a request.
struct QueryParameters {
    private let request: Request

    /// - Throws: ``Problem`` for parameters that are unknown or there twice.
    init(_ request: Request, known: Set<String>) throws {
        self.request = request
        var seen: Set<Substring> = []
        for (name, _) in request.uri.queryParameters {
            guard known.contains(String(name)) else {
                let names = known.sorted().joined(separator: ", ")
                throw Problem(
                    .badRequest, "the parameter \(name.prefix(64)) is unknown; known here: \(names)")
            }
            guard seen.insert(name).inserted else {
                throw Problem(.badRequest, "the parameter \(name) is there twice")
            }
        }
    }

    func text(_ name: String) -> String? {
        request.uri.queryParameters[Substring(name)].map(String.init)
    }

    /// - Throws: ``Problem`` for what is no whole number in the range.
    func integer<Number: FixedWidthInteger>(_ name: String, in range: ClosedRange<Number>) throws -> Number? {
        guard let text = text(name) else { return nil }
        guard let value = Number(text), range.contains(value) else {
            throw Problem(
                .badRequest,
                "\(name) is \(text.prefix(64)); it must be a whole number from \(range.lowerBound) "
                    + "to \(range.upperBound)")
        }
        return value
    }
}
