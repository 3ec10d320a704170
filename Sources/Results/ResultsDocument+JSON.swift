import Foundation

extension ResultsDocument {
    /// The document as JSON in one canonical form: keys sorted, no spaces, a newline at the end. The
    /// same document always gives the same bytes.
    ///
    /// - Throws: ``ResultsError/notFinite(place:)``: a NaN or an infinity is never written.
    package func json() throws(ResultsError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
        } catch EncodingError.invalidValue(_, let context) {
            throw .notFinite(place: Self.path(context.codingPath))
        } catch {
            throw .malformed(detail: "\(error)")
        }
    }

    /// Reads a document.
    ///
    /// - Throws: ``ResultsError``: `wrongSchema` before anything else is looked at, `malformed` with
    ///   the path of the key that is missing or wrong.
    package init(json: [UInt8]) throws(ResultsError) {
        guard json.contains(where: { $0 > UInt8(ascii: " ") }) else {
            throw .malformed(detail: "the file is empty")
        }
        let data = Data(json)
        let decoder = JSONDecoder()
        do {
            let layout = try decoder.decode(Layout.self, from: data)
            guard layout.schema == Self.currentSchema else {
                throw ResultsError.wrongSchema(found: layout.schema, known: Self.currentSchema)
            }
            self = try decoder.decode(ResultsDocument.self, from: data)
        } catch let error as ResultsError {
            throw error
        } catch let error as DecodingError {
            throw .malformed(detail: Self.explain(error))
        } catch {
            throw .malformed(detail: "\(error)")
        }
        if let flaw = firstMalformedPair { throw .malformed(detail: flaw) }
    }

    private struct Layout: Decodable { var schema: Int }

    /// Histogram pairs are arrays in JSON, so their shape is not checked by their type.
    private var firstMalformedPair: String? {
        for cell in cells {
            for trial in cell.trials {
                for (key, histogram) in trial.histograms.sorted(by: { $0.key < $1.key })
                where !histogram.isWellFormed {
                    return "histogram \(key) of cell \(cell.arm), trial \(trial.position): pairs must be "
                        + "[value, count] in ascending order of value, and their counts add up to `count`"
                }
            }
        }
        return nil
    }

    static func explain(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            "key \(path(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\(place(context.codingPath)): \(context.debugDescription)"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "damaged, or cut off before its end: \(context.debugDescription)"
                : "key \(path(context.codingPath)): \(context.debugDescription)"
        @unknown default:
            "\(error)"
        }
    }

    private static func place(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "the document" : "key \(path(keys))"
    }

    static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
