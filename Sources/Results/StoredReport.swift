import Foundation

/// A document besides ``ResultsDocument`` that says itself what it is: of a gate, a capacity search, claims.
///
/// Its JSON has one canonical form: keys sorted, indented, a newline at the end.
package protocol StoredReport: Codable {
    /// The value of its key `kind`.
    static var kind: String { get }
    /// What it is, for those who give another one: `report of a gate`.
    static var name: String { get }
    static var currentSchema: Int { get }
}

extension StoredReport {
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

    /// - Throws: ``ResultsError``: `malformed` also for a document of another kind, `wrongSchema`.
    package init(json: [UInt8]) throws(ResultsError) {
        let data = Data(json)
        let decoder = JSONDecoder()
        do {
            let layout = try decoder.decode(StoredReportLayout.self, from: data)
            guard layout.kind == Self.kind else {
                throw ResultsError.malformed(detail: "it is no \(Self.name) (`kind` is not `\(Self.kind)`)")
            }
            guard let schema = layout.schema else {
                throw ResultsError.malformed(detail: "key schema is missing")
            }
            guard schema == Self.currentSchema else {
                throw ResultsError.wrongSchema(found: schema, known: Self.currentSchema)
            }
            self = try decoder.decode(Self.self, from: data)
        } catch let error as ResultsError {
            throw error
        } catch let error as DecodingError {
            throw .malformed(detail: ResultsDocument.explain(error))
        } catch {
            throw .malformed(detail: "\(error)")
        }
    }
}

/// What a document says of itself, whatever else is in it.
struct StoredReportLayout: Decodable {
    var schema: Int?
    var kind: String?

    /// Of bytes that are no JSON object, nil.
    static func kind(of json: [UInt8]) -> String? {
        (try? JSONDecoder().decode(Self.self, from: Data(json)))?.kind
    }
}
