import Foundation
import Results
import Testing

@Suite("What a trial did over time")
struct TrialSeriesTests {
    private let series = TrialSeries(
        sliceSeconds: 0.5,
        slices: [
            .init(
                second: -0.25, phase: "warmUp", updateLatencyMs: nil, deliveryLatencyMs: nil, messages: 0,
                submissions: 1, clients: nil, errors: nil, serverCPUPercent: nil, residentBytes: nil),
            .init(
                second: 0, phase: "steady",
                updateLatencyMs: .init(count: 3, mean: 2.5, p50: 2, p90: 4, p99: 4, max: 4.125),
                deliveryLatencyMs: .init(count: 3, mean: 1.5, p50: 1, p90: 2, p99: 2, max: 2.125),
                messages: 3, submissions: 0, clients: 500, errors: 2, serverCPUPercent: 12.5,
                residentBytes: 1_048_576),
            .init(
                second: 0.7, phase: "drain", updateLatencyMs: nil, deliveryLatencyMs: nil, messages: 0,
                submissions: 0, clients: 499, errors: 0, serverCPUPercent: nil, residentBytes: nil),
        ])

    private func document(_ series: TrialSeries?) -> ResultsDocument {
        var trial = DocumentFixture.trial(block: 0, position: 1)
        trial.series = series
        return DocumentFixture.document(trials: [trial])
    }

    @Test("a document with it reads back as it was, and what does not exist in a slice is null")
    func roundTrip() throws {
        let bytes = try document(series).json()
        let back = try ResultsDocument(json: bytes)
        #expect(back == document(series))
        #expect(try back.json() == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.contains(
                #"{"clients":null,"deliveryLatencyMs":null,"errors":null,"messages":0,"phase":"warmUp","#
                    + #""residentBytes":null,"second":-0.25,"serverCPUPercent":null,"submissions":1,"#
                    + #""updateLatencyMs":null}"#))
        #expect(
            text.contains(
                #""updateLatencyMs":{"count":3,"max":4.125,"mean":2.5,"p50":2,"p90":4,"p99":4}"#))
    }

    @Test("a trial without it has no key, as in documents from before there was one")
    func absent() throws {
        let bytes = try document(nil).json()
        #expect(!String(decoding: bytes, as: UTF8.self).contains("\"series\""))
        #expect(try ResultsDocument(json: bytes).cells[0].trials[0].series == nil)
    }

    @Test("merging keeps each trial's own")
    func merging() throws {
        let merged = try document(series).merged(with: document(nil))
        #expect(merged.cells[0].trials.map(\.series) == [series, nil])
    }

    @Test("a slice lasts until the next one begins, the last one as long as a whole one")
    func lengths() {
        #expect(series.length(of: 0) == 0.25)
        #expect(series.length(of: 1) == 0.7)
        #expect(series.length(of: 2) == 0.5)
    }
}
