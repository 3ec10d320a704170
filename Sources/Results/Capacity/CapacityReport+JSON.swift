import Foundation

extension CapacityReport {
    /// The report as JSON in one canonical form: keys sorted, indented, a newline at the end.
    ///
    /// - Throws: ``ResultsError/notFinite(place:)``.
    package func json() throws(ResultsError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        do {
            return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
        } catch EncodingError.invalidValue(_, let context) {
            throw .notFinite(place: ResultsDocument.path(context.codingPath))
        } catch {
            throw .malformed(detail: "\(error)")
        }
    }

    /// - Throws: ``ResultsError``: `malformed` also for a document that is no capacity report.
    package init(json: [UInt8]) throws(ResultsError) {
        let data = Data(json)
        let decoder = JSONDecoder()
        do {
            let layout = try decoder.decode(Layout.self, from: data)
            guard layout.kind == "capacity" else {
                throw ResultsError.malformed(
                    detail: "it is no report of a capacity search (`kind` is not `capacity`)")
            }
            guard layout.schema == Self.currentSchema else {
                throw ResultsError.wrongSchema(found: layout.schema, known: Self.currentSchema)
            }
            self = try decoder.decode(CapacityReport.self, from: data)
        } catch let error as ResultsError {
            throw error
        } catch let error as DecodingError {
            throw .malformed(detail: ResultsDocument.explain(error))
        } catch {
            throw .malformed(detail: "\(error)")
        }
    }

    private struct Layout: Decodable {
        var schema: Int
        var kind: String?
    }
}
