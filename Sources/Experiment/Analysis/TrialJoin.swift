import LoadEngine
import Metering
import Statistics

/// Joins what every client saw with the server's log, client by client.
///
/// One row over the log is reused for all clients, so the work is linear in observations plus
/// clients x entries, and memory does not grow with clients.
struct TrialJoin {
    /// Parts of the window that are checked against each other for drift.
    static let slices = 10

    let index: EntryIndex
    let tasks: TaskIndex
    let window: Range<Int64>
    let clients: [ClientRecord]
    let behaviours: ClientBehaviours
    /// The behaviour of the client whose row is filled, and whether it is a witness of the target.
    var group = 0
    var isWitness = true
    let isPush: Bool
    /// Of the log's instants against this host's clock, nanoseconds.
    let clockUncertainty: Int64
    var tally: JoinTally

    let entries: [EntryObservation]
    let polls: [PollObservation]
    /// Times in which clients were cut off; empty where no faults were injected.
    let outages: [ClientOutage]
    private let eventTypes: Int

    /// When the client first possessed the entry, by place in the log; `Int64.max` when never.
    private(set) var possession: [Int64]
    /// What brought it: an entry observation, or a poll as -2 - its place; -1 for nothing.
    private(set) var source: [Int]
    private var lastSeqOfType: [UInt64]
    var firstOfTask: [Int64]

    init(_ measurement: TrialMeasurement, window: Range<Int64>) {
        let record = measurement.record
        index = EntryIndex(measurement.log, eligible: window)
        behaviours = ClientBehaviours(measurement)
        isPush = measurement.arm.transport.isPush
        // Where events are not their triggers' by name, no task can be followed to them.
        var submissions: [SubmissionRecord] = record.submissions + record.behaviours.flatMap(\.operations)
        if case .clients = measurement.log.origin { submissions = [] }
        tasks = TaskIndex(submissions, log: measurement.log, index: index, window: window)
        self.window = window
        clients = record.clients
        clockUncertainty = measurement.clock?.uncertainty ?? 0
        entries = record.entries.count == 1 ? record.entries[0] : Array(record.entries.joined())
        polls = record.polls.count == 1 ? record.polls[0] : Array(record.polls.joined())
        outages = measurement.faults == nil ? [] : ClientOutage.all(record, isPush: isPush)
        eventTypes = record.eventTypes.count
        tally = JoinTally(
            types: index.typeNames.count, entries: index.count, slices: Self.slices,
            groups: behaviours.groups)
        possession = Array(repeating: .max, count: index.count)
        source = Array(repeating: -1, count: index.count)
        lastSeqOfType = Array(repeating: 0, count: eventTypes)
        firstOfTask = Array(repeating: .max, count: tasks.intended.count)
    }

    /// Takes every client in turn.
    ///
    /// - Parameter visit: called for each client while its row is filled, for what is not in the tally:
    ///   ``journey(of:)`` tells how each entry came.
    mutating func run(
        _ visit: (_ join: TrialJoin, _ row: Row) -> Void = { _, _ in }
    ) {
        let receipts = ClientGroups(clients: clients.count, observations: entries.count) {
            entries[$0].client
        }
        let answers = ClientGroups(clients: clients.count, observations: polls.count) { polls[$0].client }
        tally.strays = receipts.strays + answers.strays
        for client in clients.indices where clients[client].sessionStart > 0 {
            let end: Int64 = clients[client].sessionEnd
            let session: Range<Int64> =
                clients[client].sessionStart..<max(clients[client].sessionStart, end > 0 ? end : .max)
            reset()
            group = behaviours.group(of: client)
            isWitness = behaviours.isWitness(client)
            let (duplicated, reordered) = (tally.duplicated, tally.reordered)
            let received: ArraySlice<UInt32> = receipts.places(of: client)
            takeReceipts(received)
            takePolls(answers.places(of: client), session: session)
            assignPages(answers.places(of: client), received)
            tally.groups[group].clients += 1
            tally.groups[group].duplicated += tally.duplicated - duplicated
            tally.groups[group].reordered += tally.reordered - reordered
            let stays: [Range<Int64>] = behaviours.sessions(of: client, whole: session)
            for stay in stays {
                judgeUpdates(stay)
                if isWitness { judgeStaleness(stay) }
            }
            var row = Row(sessions: stays)
            if behaviours.seesTasks(client) {
                judgeTasks(session)
                row.tasks = session
            }
            visit(self, row)
        }
    }

    /// What a client is judged by.
    struct Row {
        /// Entries stamped in these have to reach it.
        var sessions: [Range<Int64>]
        /// Tasks intended in here have to be seen by it; nil where none need be.
        var tasks: Range<Int64>?
    }

    private mutating func reset() {
        for place in possession.indices {
            possession[place] = .max
            source[place] = -1
        }
        for type in lastSeqOfType.indices { lastSeqOfType[type] = 0 }
        for task in firstOfTask.indices { firstOfTask[task] = .max }
    }

    private mutating func takeReceipts(_ places: ArraySlice<UInt32>) {
        for place in places {
            let receipt: EntryObservation = entries[Int(place)]
            noteLag(receipt.lag, arrival: receipt.arrival)
            let entry: Int? = index.place(of: receipt.seq)
            if let entry {
                if source[entry] >= 0 {
                    tally.duplicated += 1
                    continue
                }
                possession[entry] = receipt.arrival
                source[entry] = Int(place)
            }
            // A repeated receipt counted above as duplicated, so what falls here came out of order.
            let type = Int(receipt.type)
            guard type < eventTypes else { continue }
            if receipt.seq < lastSeqOfType[type] { tally.reordered += 1 }
            lastSeqOfType[type] = receipt.seq
        }
    }

    /// A poll's state holds every entry up to its `seq`.
    private mutating func takePolls(_ places: ArraySlice<UInt32>, session: Range<Int64>) {
        var held: Int = 0
        var lastSeq: UInt64 = 0
        var lastIntended: Int64?
        for place in places {
            let poll: PollObservation = polls[Int(place)]
            guard poll.outcome == .answered, poll.arrival > 0 else { continue }
            noteLag(poll.lag, arrival: poll.arrival)
            if window.contains(poll.intended) {
                tally.responses.add(Double(poll.arrival - poll.intended) / 1e9)
                // The pages of one poll share its intended instant.
                if let lastIntended, poll.intended > lastIntended {
                    tally.pollGaps.add(Double(poll.intended - lastIntended) / 1e9)
                }
            }
            lastIntended = poll.intended
            guard poll.seq > 0 else { continue }
            if poll.seq < lastSeq { tally.reordered += 1 }
            lastSeq = poll.seq
            let reach: Int = index.placeAfter(poll.seq)
            held = max(held, index.firstKnown(at: reach))
            guard reach > held else { continue }
            for entry in held..<reach where poll.arrival < possession[entry] {
                possession[entry] = poll.arrival
                source[entry] = -2 - Int(place)
                // The answer shows the state after its last entry: those that earlier ones made were
                // never seen.
                let stamp: Int64 = index.timestamps[entry]
                if entry + 1 < reach, index.visible[entry], window.contains(stamp), session.contains(stamp) {
                    tally.coalesced += 1
                }
            }
            held = reach
        }
    }

    /// Entries that came one by one on a page of the log came by that poll: its answer bears their arrival,
    /// and no state's `seq`.
    private mutating func assignPages(_ answers: ArraySlice<UInt32>, _ receipts: ArraySlice<UInt32>) {
        var next: Int = receipts.startIndex
        for place in answers {
            let poll: PollObservation = polls[Int(place)]
            guard poll.outcome == .answered, poll.seq == 0, poll.arrival > 0 else { continue }
            while next < receipts.endIndex, entries[Int(receipts[next])].arrival <= poll.arrival {
                let receipt: EntryObservation = entries[Int(receipts[next])]
                if receipt.arrival == poll.arrival, let entry = index.place(of: receipt.seq),
                    source[entry] == Int(receipts[next])
                {
                    source[entry] = -2 - Int(place)
                }
                next += 1
            }
        }
    }

    private mutating func noteLag(_ lag: UInt32, arrival: Int64) {
        if window.contains(arrival) { tally.generatorLag.record(UInt64(lag)) }
    }
}
