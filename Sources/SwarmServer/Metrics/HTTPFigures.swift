import Synchronization

/// How many requests the API has answered, by status.
final class HTTPFigures: Sendable {
    private let answers = Mutex<[Int: UInt64]>([:])

    func count(status: Int) {
        answers.withLock { $0[status, default: 0] += 1 }
    }

    func write(to text: inout PrometheusText) {
        let answers = answers.withLock { $0 }
        text.add(
            "swarm_http_responses_total", .counter, help: "Answers of the HTTP API, by status.",
            answers.sorted { $0.key < $1.key }.map { .init($0.value, ("status", String($0.key))) })
    }
}
