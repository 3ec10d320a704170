import LoadEngine
import Responder
import Scenarios

extension ResponderRole {
    static let second: Int64 = 1_000_000_000
    /// Longer than the longest answer, so that no poll finds its predecessor outstanding.
    private static let pollInterval: Int64 = 650_000_000
    /// Every event of a task goes to all clients at once: enough of them for the loop to gather (`Gathering`).
    private var clients: Int { self == .tasks ? 120 : 20 }
    /// Between two submissions.
    private static let submissionGap: Int64 = 40_000_000

    var transport: Transport {
        switch self {
        case .push, .tasks: .webSocket
        case .polling: .intervalPolling(intervalNanoseconds: Self.pollInterval)
        case .conditionalPolling: .conditionalPolling(intervalNanoseconds: Self.pollInterval)
        case .eventPolling: .eventPolling(intervalNanoseconds: Self.pollInterval)
        case .longPolling: .longPolling
        }
    }

    /// What the generator does against a responder in this role.
    ///
    /// - Parameters:
    ///   - seed: of the poll phases, nothing that the responder knows.
    ///   - cpus: of the generator.
    func plan(endpoint: Endpoint, steady: Int64, seed: UInt64, cpus: [Int]) -> LoadPlan {
        // Behind the window's end come the longest delay, an interval, and what a busy machine adds.
        LoadPlan(
            endpoint: endpoint, transport: transport, clients: clients, connectRate: 2_000,
            connectTimeout: 20 * Self.second, warmUp: Self.second / 4, steady: steady,
            drainLimit: transport.pollInterval != nil ? 3 * Self.second / 2 : Self.second,
            submissions: self == .tasks ? Self.submissions(steady: steady) : [], seed: seed, workers: 1,
            cpus: cpus)
    }

    /// Each carries its number, by which the record tells them apart.
    private static func submissions(steady: Int64) -> [LoadPlan.Submission] {
        (0..<Int((second / 4 + steady) / submissionGap)).map { number in
            LoadPlan.Submission(
                offset: Int64(number) * submissionGap,
                body: Array("{\"task_type\":\"web_research\",\"description\":\"\(number)\"}".utf8))
        }
    }

    /// The number in a submission's body.
    static func number(of body: [UInt8]) -> Int? {
        Int(String(decoding: body, as: UTF8.self).split(separator: "\"").dropLast().last ?? "")
    }
}
