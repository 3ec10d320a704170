import Testing

@testable import Experiment

@Suite("Updates that the server sheds")
struct ShedReaderTests {
    @Test(
        "are read from its own counter",
        arguments: [
            ("socketio_dropped_total{reason=\"volatile\"} 17\n", 17),
            ("# TYPE socketio_dropped_total counter\nsocketio_dropped_total{reason=\"slow-reader\"} 4\n", 0),
            ("socketio_dropped_total{reason=\"volatile\"} 1.7e+06\n", 1_700_000),
            ("socketio_dropped_total{reason=\"volatile\"} NaN\n", 0), ("", 0),
        ])
    func counter(text: String, expected: Int) { #expect(ShedReader.volatileDropped(text) == expected) }
}
