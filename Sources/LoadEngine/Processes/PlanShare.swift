import Scenarios

/// A plan as another process gets it: what its clients need, with the run's clock.
struct PlanShare: Codable {
    var share: GeneratorShare
    /// The run's `Timebase`.
    var clockOffset: Int64
    var endpoint: Endpoint
    var transport: Transport
    var clients: Int
    var connectRate: Double
    var connectTimeout: Int64
    var warmUp: Int64
    var steady: Int64
    var drainLimit: Int64
    /// Without bodies: the first process submits, the others only know when.
    var submissionOffsets: [Int64]
    var submissionTokens: [String?]
    var shape: TargetShape?
    var behaviours: [Behaviour]
    var reconnectSecond: Int64
    var operations: [[UInt8]]
    var seed: UInt64
    var workers: Int
    var httpClient: HTTPClientKind
    var cpus: [Int]

    init(_ plan: LoadPlan, share: GeneratorShare, timebase: Timebase) {
        self.share = share
        clockOffset = timebase.offset
        endpoint = plan.endpoint
        transport = plan.transport
        clients = plan.clients
        connectRate = plan.connectRate
        connectTimeout = plan.connectTimeout
        warmUp = plan.warmUp
        steady = plan.steady
        drainLimit = plan.drainLimit
        submissionOffsets = plan.shape == nil ? [] : plan.submissions.map(\.offset)
        submissionTokens = plan.shape == nil ? [] : plan.submissions.map(\.token)
        shape = plan.shape
        behaviours = plan.behaviours
        reconnectSecond = plan.reconnectSecond
        operations = plan.operations
        seed = plan.seed
        workers = plan.workers
        httpClient = plan.httpClient
        cpus = plan.cpus
    }

    var plan: LoadPlan {
        var plan = LoadPlan(
            endpoint: endpoint, transport: transport, clients: clients, connectRate: connectRate,
            connectTimeout: connectTimeout, warmUp: warmUp, steady: steady, drainLimit: drainLimit,
            submissions: zip(submissionOffsets, submissionTokens).map { offset, token in
                LoadPlan.Submission(offset: offset, body: [], token: token)
            },
            seed: seed, workers: workers, httpClient: httpClient, cpus: cpus)
        plan.shape = shape
        plan.behaviours = behaviours
        plan.reconnectSecond = reconnectSecond
        plan.operations = operations
        plan.share = share
        return plan
    }
}
