import Foundation

extension BaselineReport {
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

    /// - Throws: ``ResultsError/malformed(detail:)``, also for a document that is no comparison with a stored run.
    package init(json: [UInt8]) throws(ResultsError) {
        let data = Data(json)
        let decoder = JSONDecoder()
        do {
            guard try decoder.decode(Layout.self, from: data).kind == "baseline" else {
                throw ResultsError.malformed(
                    detail: "it is no comparison with a stored run (`kind` is not `baseline`)")
            }
            self = try decoder.decode(BaselineReport.self, from: data)
        } catch let error as ResultsError {
            throw error
        } catch let error as DecodingError {
            throw .malformed(detail: ResultsDocument.explain(error))
        } catch {
            throw .malformed(detail: "\(error)")
        }
    }

    private struct Layout: Decodable { var kind: String? }
}
