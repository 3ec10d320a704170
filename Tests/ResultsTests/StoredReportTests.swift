import Testing

@testable import Results

@Suite("Documents that say what they are") struct StoredReportTests {
    private struct Note: StoredReport, Equatable {
        static let kind = "note"
        static let name = "note"
        static let currentSchema = 2
        var schema = 2
        var kind = "note"
        var text = "a/b"
        var value = 1.5
    }

    private func error(_ text: String) -> String? {
        do {
            _ = try Note(json: Array(text.utf8))
            return nil
        } catch {
            return error.description
        }
    }

    @Test("are written in one form and read again")
    func canonical() throws {
        let json = try Note().json()
        #expect(
            String(decoding: json, as: UTF8.self) == """
                {
                  "kind" : "note",
                  "schema" : 2,
                  "text" : "a/b",
                  "value" : 1.5
                }

                """)
        #expect(try Note(json: json) == Note())
        #expect(throws: ResultsError.self) { try Note(value: .nan).json() }
    }

    @Test("are told from others before anything else is looked at")
    func refused() {
        #expect(
            error(#"{"kind": "gate", "schema": 2}"#)?.contains("it is no note (`kind` is not `note`)") == true
        )
        #expect(error(#"{"schema": 2}"#)?.contains("it is no note") == true)
        #expect(error(#"{"kind": "note"}"#)?.contains("schema is missing") == true)
        #expect(error(#"{"kind": "note", "schema": 3}"#)?.contains("3") == true)
        #expect(error(#"{"kind": "note", "schema": 2, "text": "x"}"#)?.contains("value is missing") == true)
        #expect(error("{")?.isEmpty == false)
        #expect(error("")?.isEmpty == false)
    }

    @Test("a comparison with a stored run is refused as one, and not as a gate of two builds")
    func baseline() {
        for text in [#"{"kind": "baseline", "schema": 1}"#, #"{"kind": "baseline", "schema": 2}"#] {
            do throws(ResultsError) {
                _ = try GateDocument(json: Array(text.utf8))
                Issue.record("read")
            } catch {
                #expect(!error.description.contains("report of a gate"), "\(error)")
            }
        }
    }
}
