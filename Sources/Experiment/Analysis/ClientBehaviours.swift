import LoadEngine
import Results
import Scenarios

/// The behaviours of a trial's clients, and the sessions that they meant to have.
struct ClientBehaviours {
    /// What was on its way to a client when it left is neither late nor lost: entries of the last so many
    /// nanoseconds of a stay are not judged, beyond the largest batching window.
    static let settling: Int64 = 500_000_000

    let behaviours: [Behaviour]
    private let places: [UInt8]
    private let records: [UInt32: BehaviourRecord]
    private let largestWindow: Int64

    init(_ measurement: TrialMeasurement) {
        behaviours = measurement.arm.behaviours
        places = measurement.record.behaviourOf
        largestWindow = measurement.server.largestBatchWindow
        records = Dictionary(
            measurement.record.behaviours.map { ($0.client, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The number of groups that clients are told apart by.
    var groups: Int { max(1, behaviours.count) }

    func group(of client: Int) -> Int {
        client < places.count ? min(Int(places[client]), groups - 1) : 0
    }

    func behaviour(of client: Int) -> Behaviour? {
        behaviours.isEmpty ? nil : behaviours[group(of: client)]
    }

    func record(of client: Int) -> BehaviourRecord? { records[UInt32(client)] }

    /// Whether the client's latencies and losses say something of the target.
    func isWitness(_ client: Int) -> Bool { behaviour(of: client)?.kind.isSlow != true }

    /// Whether the client is there throughout, so that every task's first event has to reach it.
    func seesTasks(_ client: Int) -> Bool {
        guard let behaviour = behaviour(of: client) else { return true }
        if case .refresher = behaviour.kind { return false }
        return isWitness(client)
    }

    /// The sessions within which an entry has to reach the client. `whole` is from its first joining to the
    /// run's end, and the only one of a client that does not come and go.
    func sessions(of client: Int, whole: Range<Int64>) -> [Range<Int64>] {
        guard let stays = record(of: client)?.sessions, !stays.isEmpty else { return [whole] }
        return stays.map { stay in
            // The last one was ended by the run, after the drain.
            guard stay.end > 0, stay.end < whole.upperBound else { return stay.start..<whole.upperBound }
            return stay.start..<max(stay.start, stay.end - largestWindow - Self.settling)
        }
    }
}
