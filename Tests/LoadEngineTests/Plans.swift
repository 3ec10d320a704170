import Responder
import Scenarios
import TestSupport

@testable import LoadEngine

/// Short plans against a responder, and running them.
enum Plans {
    static let second: Int64 = 1_000_000_000

    static func make(
        _ responder: ResponderServer, _ transport: Transport, clients: Int, steady: Int64 = second,
        submissions: [LoadPlan.Submission] = [], workers: Int = 1
    ) -> LoadPlan {
        LoadPlan(
            endpoint: Endpoint(host: responder.host, port: responder.port), transport: transport,
            clients: clients,
            connectRate: 2000, connectTimeout: 20 * second, warmUp: second / 4, steady: steady,
            drainLimit: second / 2, submissions: submissions, seed: 42, workers: workers)
    }

    static func run(_ plan: LoadPlan) async throws -> LoadRecord {
        let run = try LoadRun(plan: plan)
        try run.start()
        return await run.wait()
    }
}

extension LoadRecord {
    /// All workers' entries.
    var allEntries: [EntryObservation] { entries.flatMap { $0 } }
    var allPolls: [PollObservation] { polls.flatMap { $0 } }

    /// [t0, t1).
    var window: Range<Int64> { timeline.steadyStart..<timeline.steadyEnd }
}
