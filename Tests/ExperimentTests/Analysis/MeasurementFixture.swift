import Experiment
import LoadEngine
import Metering
import Results
import Scenarios

/// A tiny trial whose every figure can be worked out by hand: instants are milliseconds after an
/// epoch, the steady state is [1,000, 11,000).
struct MeasurementFixture {
    static let epoch: Int64 = 1_700_000_000_000_000_000

    static func at(_ milliseconds: Double) -> Int64 { epoch + Int64(milliseconds * 1e6) }

    var transport: Transport = .webSocket
    var clients: [ClientRecord] = []
    var receipts: [EntryObservation] = []
    var polls: [PollObservation] = []
    var log: [LogEntry] = []
    var submissions: [SubmissionRecord] = []
    var samples: [ProcessSample] = []
    var errors: [String: Int] = [:]
    var generator = GeneratorRecord()
    var machine = MachineRecord()
    var workers = 1
    /// Of the server's batching, beside the contract's.
    var windows: [String: Int64] = [:]
    var eventTypes: [String] = []
    /// By event type.
    var typeTraffic: [String: TypeTraffic] = [:]
    var serverIDs: [String] = ["s"]
    var failure: String?
    var partial = false
    var logComplete = true
    var tasksPerSecond: Double = 10
    var steady: ClosedRange<Double> = 1_000...11_000

    init(transport: Transport = .webSocket, clients: Int) {
        self.transport = transport
        self.clients = (0..<clients).map { _ in Self.client() }
    }

    static func client(from: Double = 0, to: Double = 20_000) -> ClientRecord {
        var client = ClientRecord()
        client.sessionStart = at(from)
        client.sessionEnd = at(to)
        return client
    }

    /// Appends an entry with the next `seq`, from 1.
    mutating func entry(
        _ event: String = "task_completed", at instant: Double, room: String = "dashboard",
        task: String? = nil, agent: String? = nil, status: String? = nil, drawn: Double? = nil,
        started: Double? = nil
    ) {
        log.append(
            LogEntry(
                seq: UInt64(log.count + 1), event: event, room: room, timestamp: Self.at(instant),
                taskID: task, agentID: agent, newStatus: status, drawnDurationMilliseconds: drawn,
                startedAt: started.map(Self.at)))
    }

    /// Appends a receipt of `seq`; its type is the log entry's.
    mutating func receipt(
        _ seq: UInt64, client: UInt32 = 0, at instant: Double, lag: UInt32 = 0, delay: UInt32 = 0,
        flags: EntryObservation.Flags = [], uncertainty: UInt32 = 0
    ) {
        let name: String = log.first { $0.seq == seq }?.event ?? "unknown"
        let type: Int
        if let known = eventTypes.firstIndex(of: name) {
            type = known
        } else {
            type = eventTypes.count
            eventTypes.append(name)
        }
        receipts.append(
            EntryObservation(
                seq: seq, arrival: Self.at(instant), client: client, lag: lag,
                serverDelayMicroseconds: delay, stampUncertainty: uncertainty, type: UInt16(type),
                flags: flags))
    }

    /// What clients received of a type: in the window, or before it.
    mutating func traffic(
        _ type: String, messages: UInt64, entries: UInt64, bytes: UInt64, inWindow: Bool = true
    ) {
        if !eventTypes.contains(type) { eventTypes.append(type) }
        var traffic = TypeTraffic()
        (traffic.messages, traffic.entries, traffic.bytes) = (messages, entries, bytes)
        if inWindow {
            traffic.windowMessages = messages
            traffic.windowEntries = entries
            traffic.windowBytes = bytes
        }
        typeTraffic[type] = traffic
    }

    mutating func poll(
        client: UInt32 = 0, intended: Double, arrival: Double, seq: UInt64,
        outcome: PollObservation.Outcome = .answered, lag: UInt32 = 0
    ) {
        polls.append(
            PollObservation(
                client: client, status: outcome == .answered ? 200 : 0, outcome: outcome,
                intended: Self.at(intended), sent: Self.at(intended),
                arrival: outcome == .answered ? Self.at(arrival) : 0, lag: lag, seq: seq))
    }

    mutating func submission(_ task: String?, intended: Double) {
        submissions.append(
            SubmissionRecord(
                intended: Self.at(intended), sent: Self.at(intended), answered: Self.at(intended + 1),
                status: task == nil ? 503 : 202, taskID: task))
    }

    mutating func sample(at instant: Double, cpu: Double, user: Double, system: Double, resident: UInt64) {
        samples.append(
            ProcessSample(
                instant: Self.at(instant), cpuNanoseconds: Int64(cpu * 1e6),
                userNanoseconds: Int64(user * 1e6), systemNanoseconds: Int64(system * 1e6),
                residentBytes: resident))
    }

    func measurement(block: Int = 0, position: Int = 0, discarded: Bool = false) -> TrialMeasurement {
        var timeline = Timeline()
        timeline.connectStart = Self.at(-1_000)
        timeline.loadStart = Self.at(0)
        timeline.steadyStart = Self.at(steady.lowerBound)
        timeline.steadyEnd = Self.at(steady.upperBound)
        timeline.drainEnd = Self.at(steady.upperBound + 2_000)
        let record = LoadRecord(
            timeline: timeline, entries: [receipts] + Array(repeating: [], count: workers - 1),
            polls: [polls], submissions: submissions,
            clients: clients, eventTypes: eventTypes,
            typeTraffic: eventTypes.map { typeTraffic[$0] ?? TypeTraffic() }, errors: errors,
            serverIDs: serverIDs,
            generator: generator, failure: failure)
        var measurement = TrialMeasurement(
            arm: Arm(name: transport == .webSocket ? "push" : "polling", transport: transport),
            load: LoadPoint(tasksPerSecond: tasksPerSecond), block: block, position: position,
            discarded: discarded,
            partial: partial, record: record, log: ServerLog(entries: log, complete: logComplete),
            samples: samples,
            server: ServerSettings(
                teams: 1, eventLoops: 1, pingInterval: 25_000_000_000, pingTimeout: 20_000_000_000,
                batchWindows: windows))
        measurement.machine = machine
        return measurement
    }
}
