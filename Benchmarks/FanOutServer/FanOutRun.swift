import Foundation
import Hummingbird
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import SocketIOServer
import SwarmCore

/// One run: serve, wait for the clients, broadcast, report.
struct FanOutRun {
    let options: FanOutServerCommand

    /// - Returns: The process's exit status.
    func run() async -> Int32 {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: options.eventLoops)
        let watch = JoinWatch(expected: options.clients)
        var configuration = SocketIOServerConfiguration()
        configuration.directWrites = options.directWrites
        configuration.admission = { _ in
            watch.arrived()
            return true
        }
        let server = SocketServer(configuration: configuration, eventLoopGroup: group)
        let sockets = NIOLockedValueBox<[Socket]>([])
        greet(server.namespace("/"), watch, sockets)
        let memoryBefore = NIOLockedValueBox(0)
        let application = Application(
            router: Router(), server: .socketIO(server.engine),
            configuration: .init(address: .hostname("127.0.0.1", port: options.port), backlog: 4_096),
            onServerRunning: { channel in
                memoryBefore.withLockedValue { $0 = ProcessClock.residentBytes }
                print("listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
                fflush(nil)
            },
            eventLoopGroupProvider: .shared(group),
            logger: Logger(label: "fanout-server") { StreamLogHandler.standardError(label: $0) })
        let serving = Task { try await application.run() }
        defer { serving.cancel() }
        do {
            try await joined(watch)
            let memory = ProcessClock.residentBytes - memoryBefore.withLockedValue { $0 }
            let broadcaster = Broadcaster(
                server: server, eventLoops: Array(group.makeIterator()), options: options, sockets: sockets)
            var report = try await measure(server, broadcaster)
            report.residentBytes = memory
            report.handshakesPerSecond = watch.handshakesPerSecond ?? 0
            print(report.json)
            fflush(nil)
            try await left(server)
            await server.shutdown(deadline: .seconds(1))
            return 0
        } catch {
            FileHandle.standardError.write(Data("fanout-server: \(error)\n".utf8))
            return 1
        }
    }

    /// What a client gets on connecting: the greeting of a SwarmBot server.
    private func greet(_ namespace: Namespace, _ watch: JoinWatch, _ sockets: NIOLockedValueBox<[Socket]>) {
        let serverID = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        namespace.onConnection { socket in
            socket.join(Broadcaster.room)
            let timestamp = Timestamp.string(ProcessClock.wall)
            let greeting =
                "{\"client_id\":\"\(socket.id)\",\"server_id\":\"\(serverID)\",\"rooms\":[\"\(Broadcaster.room)\"]"
                + ",\"timestamp\":\"\(timestamp)\"}"
            socket.emit("connection_established", encodedArguments: Array(greeting.utf8))
            sockets.withLockedValue { $0.append(socket) }
            watch.joined()
        }
    }

    private func joined(_ watch: JoinWatch) async throws {
        let deadline = ProcessClock.monotonic + UInt64(options.joinTimeout * 1e9)
        while watch.count < options.clients {
            guard ProcessClock.monotonic < deadline else {
                throw FanOutError.clientsMissing(joined: watch.count, expected: options.clients)
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        // What the last handshakes left to do is no part of the broadcasts.
        try await Task.sleep(for: .milliseconds(300))
    }

    /// Clients leave when they have what they wanted; nobody is cut off with messages unread.
    private func left(_ server: SocketServer) async throws {
        let deadline = ProcessClock.monotonic + UInt64(options.joinTimeout * 1e9)
        while server.counters.sockets > 0, ProcessClock.monotonic < deadline {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func measure(_ server: SocketServer, _ broadcaster: Broadcaster) async throws -> FanOutReport {
        let before = server.counters
        let cpuBefore = ProcessClock.cpu
        let start = ProcessClock.monotonic
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for index in 0..<options.emitters {
                tasks.addTask { try await onThread { try broadcaster.run(emitter: index, from: start) } }
            }
            try await tasks.waitForAll()
        }
        try await onThread { try broadcaster.settle(until: ProcessClock.monotonic + 10_000_000_000) }
        let cpu = ProcessClock.cpu - cpuBefore
        let seconds = Double(ProcessClock.monotonic - start) / 1e9
        let after = server.counters
        return FanOutReport(
            messages: after.eventsSent - before.eventsSent, broadcasts: broadcaster.count,
            clients: options.clients, seconds: seconds, cpuNanoseconds: cpu, residentBytes: 0,
            handshakesPerSecond: 0, queuedWrites: after.queuedWrites - before.queuedWrites)
    }
}

/// Runs something that blocks on a thread of its own.
private func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}

/// Why there is no report.
enum FanOutError: Error, CustomStringConvertible {
    case clientsMissing(joined: Int, expected: Int)

    var description: String {
        switch self {
        case .clientsMissing(let joined, let expected):
            "\(joined) of \(expected) clients joined in time; raise --join-timeout or look at the clients' errors"
        }
    }
}
