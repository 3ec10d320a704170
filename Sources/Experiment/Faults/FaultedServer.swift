import FaultProxy
import Glibc
import LoadEngine
import Metering
import Synchronization

/// A trial's server and the path to it, as faults are done to them.
final class FaultedServer: FaultTarget {
    private let server: MeasuredServer
    private let proxy: TCPProxy?
    /// Of the steady state, nanoseconds.
    private let steady: Int64
    private let logReader: Mutex<ServerLogReader>
    private let ended = Mutex<[ServerLife]>([])
    private let started = Mutex<Int64>(.min)
    /// Of the one that runs, read before its time to be killed; nil before that, and where it could not be read.
    private let known = Mutex<ServerLog?>(nil)
    /// Of the steady state, once it is known.
    private let steadyStart = Mutex<Int64>(.min)

    /// - Parameter steady: length of the steady state, nanoseconds.
    init(_ server: MeasuredServer, proxy: TCPProxy?, steady: Int64) {
        self.server = server
        self.proxy = proxy
        self.steady = steady
        logReader = Mutex(ServerLogReader(endpoint: server.place, steady: steady))
    }

    /// Reads the log of the process that runs. One that is started anew has another: what was kept of its
    /// predecessor's is no part of it.
    var reader: ServerLogReader { logReader.withLock { $0 } }

    /// The processes that were killed, in their order.
    var endedLives: [ServerLife] { ended.withLock { $0 } }
    /// When the one that runs was started; the smallest instant for the first.
    var lastStart: Int64 { started.withLock { $0 } }

    func perform(_ action: FaultAction) async throws -> ProxyAction {
        switch action {
        case .kill: return try await kill()
        case .start: return try await start()
        case .pause: return try signal(SIGSTOP)
        case .resume: return try signal(SIGCONT)
        case .cut(let cut, let share): return try await path().cut(cut, share: share)
        case .conditions(let conditions): return try await path().set(conditions)
        }
    }

    private func path() throws -> TCPProxy {
        guard let proxy else { throw ServerFailure.unusable("there is no proxy on the clients' way") }
        if let failure = proxy.failure { throw ServerFailure.unusable(failure) }
        return proxy
    }

    private func process() throws -> ServerLives {
        guard let lives = server.lives else {
            throw ServerFailure.unusable("bench did not start the server")
        }
        return lives
    }

    private func signal(_ number: Int32) throws -> ProxyAction {
        let lives: ServerLives = try process()
        let instant: Int64 = WallClock.realtime()
        try lives.signal(number)
        return ProxyAction(instant: instant, connections: 0)
    }

    /// A log goes with its server, and reading it takes time: all but the last of it is read before.
    func prepare(_ action: FaultAction, steadyStart start: Int64) async {
        guard action == .kill else { return }
        steadyStart.withLock { $0 = start }
        let reader: ServerLogReader = self.reader
        let read = BackgroundRead { try reader.readAll(from: start) }
        let result = await read.wait(isAbandoned: { Task.isCancelled || self.server.hasEnded })
        guard case .success(let log) = result else { return }
        known.withLock { $0 = log }
    }

    /// What came since its log was read is read at once before the signal.
    private func kill() async throws -> ProxyAction {
        let lives: ServerLives = try process()
        let reader: ServerLogReader = self.reader
        let start: Int64 = steadyStart.withLock { $0 }
        let known: ServerLog? = known.withLock { known in
            defer { known = nil }
            return known
        }
        let read = BackgroundRead {
            var log: ServerLog = try known ?? reader.readAll(from: start)
            // A second time: the first may have taken long.
            for _ in 0..<2 { log.entries += try reader.read(after: log.entries.last?.seq ?? 0) }
            return log
        }
        var life = ServerLife(log: ServerLog(entries: [], complete: false), start: lastStart)
        switch await read.wait(isAbandoned: { self.server.hasEnded }) {
        case .success(let log): life.log = log
        case .failure(let error): life.failure = "the log of the server that was killed: \(error)"
        case nil: life.failure = "the log of the server that was killed: it had ended before"
        }
        let instant: Int64 = WallClock.realtime()
        try lives.kill()
        ended.withLock { $0.append(life) }
        return ProxyAction(instant: instant, connections: proxy?.counters.open ?? 0)
    }

    private func start() async throws -> ProxyAction {
        let lives: ServerLives = try process()
        started.withLock { $0 = WallClock.realtime() }
        try await lives.start()
        let place: Endpoint = server.place
        logReader.withLock { $0 = ServerLogReader(endpoint: place, steady: steady) }
        await proxy?.redirect(to: place.address, port: place.port)
        return ProxyAction(instant: WallClock.realtime(), connections: 0)
    }
}
