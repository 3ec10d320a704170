import Scenarios

/// All that one trial's generator does, fixed before it starts.
///
/// Times are nanoseconds; offsets count from the moment the load starts, which is when every client
/// is connected.
package struct LoadPlan: Sendable, Codable {
    package var endpoint: Endpoint
    package var transport: Transport
    package var clients: Int
    /// Connections opened a second.
    package var connectRate: Double
    /// Gives up on connecting after this long.
    package var connectTimeout: Int64
    package var warmUp: Int64
    package var steady: Int64
    /// Longest wait for stragglers after the steady state.
    package var drainLimit: Int64
    /// In ascending order of `offset`; the engine never delays a later one because an earlier is slow.
    package var submissions: [Submission]
    /// Users of a closed model, in place of `submissions`.
    package var closed: ClosedSubmissions?
    /// What the target sends and is asked for; nil is SwarmBot's contract.
    package var shape: TargetShape?
    /// What push clients do, by weight; empty when all only listen.
    package var behaviours: [Behaviour] = []
    /// What a second of the reconnecting contract lasts, nanoseconds. Shorter only in tests, which cannot wait
    /// for minutes.
    var reconnectSecond: Int64 = 1_000_000_000
    /// Faults are injected: a refused connection ends nothing, and a request that is never answered is given up after
    /// ``patience``.
    package var expectsFaults = false
    /// How long a request may be outstanding where faults are injected, nanoseconds: a connection whose other end is
    /// gone would keep its client waiting for ever. Shorter only in tests.
    var patience: Int64 = 10_000_000_000
    /// JSON bodies of the tasks that clients submit over their sockets, taken in turn.
    package var operations: [[UInt8]] = []
    /// Somebody watches: loops pick some of what they record for ``GeneratorRun/latencies``. Nil picks nothing.
    package var watch: Watch?
    /// Seeds poll phases and WebSocket masks.
    package var seed: UInt64
    /// Event loops of a process, each a thread.
    package var workers: Int
    /// Which of the clients this process simulates; all unless there are several processes.
    package var share = GeneratorShare.whole
    /// Makes the requests of polling and of submissions.
    package var httpClient: HTTPClientKind
    /// CPU that worker i is pinned to is `cpus[i % cpus.count]`; empty pins nothing.
    package var cpus: [Int]

    package init(
        endpoint: Endpoint, transport: Transport, clients: Int, connectRate: Double,
        connectTimeout: Int64, warmUp: Int64, steady: Int64, drainLimit: Int64, submissions: [Submission],
        seed: UInt64, workers: Int = 1, httpClient: HTTPClientKind = .native, cpus: [Int] = []
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.clients = clients
        self.connectRate = connectRate
        self.connectTimeout = connectTimeout
        self.warmUp = warmUp
        self.steady = steady
        self.drainLimit = drainLimit
        self.submissions = submissions
        self.seed = seed
        self.workers = workers
        self.httpClient = httpClient
        self.cpus = cpus
    }

    /// What looking at a running trial needs.
    package struct Watch: Sendable, Equatable, Codable {
        /// The target's clock minus this host's, nanoseconds.
        package var clockOffset: Int64

        package init(clockOffset: Int64 = 0) { self.clockOffset = clockOffset }
    }

    /// What the users of a closed model do.
    package struct ClosedSubmissions: Sendable, Equatable, Codable {
        package var load: ClosedLoad
        /// JSON bodies of `POST /api/tasks`, taken in turn. Not empty.
        package var bodies: [[UInt8]]

        package init(load: ClosedLoad, bodies: [[UInt8]]) {
            self.load = load
            self.bodies = bodies
        }
    }

    /// A task submitted over HTTP at an intended time.
    package struct Submission: Sendable, Equatable, Codable {
        /// After the load starts (so the warm-up is loaded too).
        package var offset: Int64
        /// JSON body that is posted; or the array of a Socket.IO event that is emitted.
        package var body: [UInt8]
        /// Where it is posted.
        package var path: String
        /// Identifies it among a target's updates in probe mode; nil for SwarmBot's tasks, whose answer
        /// tells their id.
        package var token: String?

        package init(
            offset: Int64, body: [UInt8], path: String = "/api/tasks", token: String? = nil
        ) {
            self.offset = offset
            self.body = body
            self.path = path
            self.token = token
        }
    }
}
