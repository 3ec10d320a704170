import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import SocketIOServer
import SwarmCore

/// One life of the server, from its options to its exit code.
struct ServerRun {
    /// How long goodbyes may take, and the whole end.
    private static let goodbyeTime = Duration.milliseconds(1_500)
    private static let endTime = Duration.milliseconds(2_500)

    let options: SwarmServerCommand
    private let logger = Logger(label: "swarm-server")

    init(options: SwarmServerCommand) {
        self.options = options
    }

    /// Serves until told to stop.
    ///
    /// - Returns: 0 after an orderly end, 69 when the address cannot be listened on, 70 when serving failed.
    func run() async -> Int32 {
        let stops = StopRequests(watchesInput: options.stopOnStdinEnd)
        do {
            let loops = MultiThreadedEventLoopGroup(numberOfThreads: options.eventLoops ?? System.coreCount)
            let swarmLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
            let configuration = try swarmConfiguration()
            let host = try await SwarmHost.start(configuration: configuration, on: swarmLoop)
            try await forwardLogs(of: host)
            let sockets = SocketServer(configuration: socketConfiguration(), eventLoopGroup: loops)
            try await SwarmPush(
                namespace: sockets.namespace("/"), host: host, configuration: configuration
            ).start()
            let readiness = Readiness()
            let api = SwarmAPI(host: host, sockets: sockets, readiness: readiness, figures: HTTPFigures())
            let group = ServiceGroup(
                configuration: .init(services: [application(api, loops)], logger: logger))
            let stopping = Task {
                for await reason in stops.reasons {
                    logger.notice("stopping", metadata: ["reason": "\(reason.rawValue)"])
                    readiness.end()
                    await end(host, sockets, group)
                    return
                }
            }
            try await group.run()
            stopping.cancel()
            return 0
        } catch {
            return report(error)
        }
    }

    private func application(_ api: SwarmAPI, _ loops: MultiThreadedEventLoopGroup)
        -> some ApplicationProtocol
    {
        let host = options.host
        return Application(
            router: api.router(), server: .socketIO(api.sockets.engine, prepared: api.preparedAnswers()),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: options.port), backlog: 4_096),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? 0
                let name = host.contains(":") ? "[\(host)]" : host
                print("listening on http://\(name):\(port)")
                fflush(nil)
            },
            eventLoopGroupProvider: .shared(loops), logger: logger)
    }

    /// Sends what has collected, says goodbye, and stops serving; cut off if it takes too long.
    private func end(_ host: SwarmHost, _ sockets: SocketServer, _ group: ServiceGroup) async {
        Task.detached {
            try? await Task.sleep(for: ServerRun.endTime)
            // Without the exit handlers, which must not run beside the threads that are still at work.
            _exit(0)
        }
        try? await host.perform { swarm, now in swarm.flushWindows(now: now) }
        await sockets.shutdown(deadline: ServerRun.goodbyeTime)
        await group.triggerGracefulShutdown()
    }

    private func forwardLogs(of host: SwarmHost) async throws {
        let swarmLogger = Logger(label: LogOutput.swarmLabel)
        try await host.perform { swarm, _ in
            swarm.logSink = { line in
                let level: Logger.Level = line.level >= .error ? .error : .warning
                swarmLogger.log(level: level, "\(line.source): \(line.message)")
            }
        }
        LogOutput.forward { line in host.execute { swarm, now in swarm.noteLogLine(line, now: now) } }
    }

    private func swarmConfiguration() throws -> SwarmConfiguration {
        // A new log has a new name, whatever the seed.
        var configuration = SwarmConfiguration(
            serverID: String(UInt64.random(in: 1 << 60 ... .max), radix: 16))
        configuration.seed = options.seed
        configuration.teams = options.teams
        configuration.logCapacity = options.logSize
        configuration.queueLimit = options.maxQueue
        for window in options.batchWindow {
            try configuration.windows.set(window.type, nanoseconds: window.nanoseconds)
        }
        return configuration
    }

    private func socketConfiguration() -> SocketIOServerConfiguration {
        var configuration = SocketIOServerConfiguration()
        configuration.pingInterval = .nanoseconds(options.pingInterval)
        configuration.pingTimeout = .nanoseconds(options.pingTimeout)
        configuration.maxConnections = options.maxConnections
        configuration.maxSessions = options.maxSessions
        // No event of this server's clients has any.
        configuration.packetLimits.maximumAttachments = 0
        return configuration
    }

    /// Says in one sentence why the server could not serve.
    private func report(_ error: any Error) -> Int32 {
        let address = "\(options.host):\(options.port)"
        let (code, sentence): (Int32, String) =
            switch error {
            case let error as IOError where error.errnoCode == EADDRINUSE:
                (69, "\(address) is in use by another program; choose another --port, or 0 for a free one")
            case let error as IOError where error.errnoCode == EACCES:
                (69, "not allowed to listen on \(address); choose a --port from 1024 on")
            case let error as IOError where error.errnoCode == EADDRNOTAVAIL:
                (69, "\(options.host) is no address of this machine; choose another --host")
            case is SocketAddressError, is SocketAddressError.UnknownHost:
                (69, "\(options.host) cannot be resolved to an address; choose another --host")
            default: (70, "the server failed: \(error)")
            }
        FileHandle.standardError.write(Data("swarm-server: \(sentence)\n".utf8))
        return code
    }
}
