import Foundation
import Results
import Testing

@Suite struct ResultsDocumentJSONTests {
    private let document = DocumentFixture.document(
        trials: [DocumentFixture.trial(block: 0, position: 1), DocumentFixture.trial(block: 1, position: 2)])

    @Test("a document read back is the document, and writes the same bytes")
    func roundTrip() throws {
        let bytes = try document.json()
        let back = try ResultsDocument(json: bytes)
        #expect(back == document)
        #expect(try back.json() == bytes)
        #expect(bytes.last == UInt8(ascii: "\n"))
    }

    @Test("the keys that other tools rely on are there")
    func keys() throws {
        let root = try #require(
            try JSONSerialization.jsonObject(with: Data(document.json())) as? [String: Any])
        for key in [
            "schema", "scenario", "runId", "startedAt", "partial", "seed", "environment", "verdict",
            "reasons",
            "cells", "comparisons", "predictions", "thresholds",
        ] {
            #expect(root[key] != nil, "\(key)")
        }
        let cell = try #require((root["cells"] as? [[String: Any]])?.first)
        for key in ["arm", "transport", "load", "clients", "summary", "trials"] {
            #expect(cell[key] != nil, "\(key)")
        }
        let summary = try #require(cell["summary"] as? [String: Any])
        for key in [
            "updateLatencyMs", "deliveryLatencyMs", "asSeenLatencyMs", "traffic", "server", "updates",
            "messages", "lost", "duplicated", "reordered", "shed", "coalesced", "errors", "disconnects",
            "generator", "staleShare",
        ] {
            #expect(summary[key] != nil, "\(key)")
        }
        let server = try #require(summary["server"] as? [String: Any])
        #expect(server["cpuPercent"] as? Double == 20)
        let load = try #require(cell["load"] as? [String: Any])
        #expect(load["tasksPerSecond"] as? Double == 0.2)
    }

    @Test("a figure that does not exist is a literal null, and is read back with and without its key")
    func nulls() throws {
        var document = document
        document.comparisons[0].ratio = nil
        document.comparisons[0].confidence95 = nil
        document.thresholds[0].value = nil
        document.environment.serverCPUs = nil
        document.cells[0].summary.updateLatencyMs = .empty
        let text = String(decoding: try document.json(), as: UTF8.self)
        for key in [
            "mean", "p50", "p90", "p99", "p999", "max", "serverDelayMs", "pollWaitMs", "submitToSeenMs",
            "cpuMicrosecondsPerMessage", "stampLagP99Ms", "ratio", "confidence95", "bootstrap95",
            "detectableChange", "value", "serverCPUs",
        ] {
            #expect(text.contains("\"\(key)\":null"), "\(key)")
        }
        #expect(try ResultsDocument(json: Array(text.utf8)) == document)
        let without = text.replacingOccurrences(
            of: "\"[A-Za-z0-9]+\":null,", with: "", options: .regularExpression)
        #expect(!without.contains("\"ratio\""))
        #expect(try ResultsDocument(json: Array(without.utf8)) == document)
    }

    @Test("keys come in sorted order, slashes unescaped")
    func canonical() throws {
        let text = String(decoding: try document.json(), as: UTF8.self)
        #expect(text.contains("\"runId\":\"run/1\""))
        let places = [
            "\"cells\":", "\"comparisons\":", "\"environment\":", "\"schema\":1", "\"verdict\":\"pass\"",
        ]
        .compactMap { text.range(of: $0)?.lowerBound }
        #expect(places.count == 5)
        #expect(places == places.sorted())
    }

    @Test("another schema is refused before anything else is looked at", arguments: [0, 2, 99])
    func schema(found: Int) {
        let text = Array("{\"schema\":\(found),\"unheard\":true}".utf8)
        #expect(throws: ResultsError.wrongSchema(found: found, known: 1)) { try ResultsDocument(json: text) }
    }

    @Test("what is no document is refused with the place of the fault")
    func malformed() throws {
        let text = String(decoding: try document.json(), as: UTF8.self)
        let cases: [(text: String, part: String)] = [
            ("", "the file is empty"), ("nonsense", "damaged, or cut off before its end"),
            ("[]", "the document: "),
            ("{}", "schema"), ("{\"schema\":\"1\"}", "schema"),
            ("{\"schema\":1}", "is missing"),
            (text.replacingOccurrences(of: "\"cpus\":2", with: "\"cpus\":true"), "environment.cpus"),
            (text.replacingOccurrences(of: "\"arm\":\"push\",", with: ""), "cells.0.arm"),
            (text.replacingOccurrences(of: "\"verdict\":\"pass\"", with: "\"verdict\":\"maybe\""), "verdict"),
            (text.replacingOccurrences(of: "[9000,1]", with: "[9000]"), "[value, count]"),
            (text.replacingOccurrences(of: "[9000,1]", with: "[9000,2]"), "add up"),
            (text.replacingOccurrences(of: "[9000,1]", with: "[1000,1]"), "ascending"),
            (text.replacingOccurrences(of: "[9000,1]", with: "[9000,18446744073709551615]"), "add up"),
            (String(text.dropLast(20)), "cut off before its end"),
        ]
        for (text, part) in cases {
            let error = try #require(throws: ResultsError.self) {
                try ResultsDocument(json: Array(text.utf8))
            }
            #expect(error.description.hasPrefix("not a results document: "))
            #expect(error.description.contains(part))
        }
    }

    @Test("a figure that is no number is never written, and named", arguments: [Double.nan, .infinity])
    func notFinite(value: Double) throws {
        var broken = document
        broken.cells[0].summary.server.cpuPercent = value
        let error = try #require(throws: ResultsError.self) { try broken.json() }
        #expect(error == .notFinite(place: "cells.0.summary.server.cpuPercent"))
    }
}
