import LoadEngine

/// Reads how many volatile updates the server says it dropped by its declared policy.
struct ShedReader {
    /// Who is asked.
    let endpoint: Endpoint

    /// The counter of `GET /metrics`; 0 for a server without one, which then declares no such policy.
    func read() -> Int {
        guard let answer = try? ControlClient(endpoint: endpoint, timeout: 3_000_000_000).get("/metrics"),
            answer.status == 200
        else { return 0 }
        return Self.volatileDropped(String(decoding: answer.body, as: UTF8.self))
    }

    /// `socketio_dropped_total{reason="volatile"}` of a Prometheus text; 0 when it is not there.
    static func volatileDropped(_ text: String) -> Int {
        let name = #"socketio_dropped_total{reason="volatile"} "#
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            return Double(line.dropFirst(name.count)).flatMap { Int(exactly: $0) } ?? 0
        }
        return 0
    }
}
