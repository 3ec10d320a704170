import ArgumentParser
import Glibc
import Hummingbird
import Logging
import NIOPosix
import SocketIOServer

/// `conformance-server`: the small server that protocol suites run against.
@main
struct ConformanceServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance-server",
        abstract: "A Socket.IO and Engine.IO server with the behaviour that protocol suites assume.")

    @Option(help: "The port to listen on; 0 picks a free one.")
    var port = 3000

    @Option(help: "The address to listen on; both IPv4 and IPv6 unless given.")
    var host: String?

    @Option(help: "Milliseconds between pings; the suites assume the default.")
    var pingInterval = 300

    @Option(help: "Milliseconds to wait for a pong; the suites assume the default, busy machines want more.")
    var pingTimeout = 200

    func validate() throws {
        let range = 1...Int(Int32.max)
        guard range.contains(pingInterval), range.contains(pingTimeout) else {
            throw ValidationError("--ping-interval and --ping-timeout must be at least 1 ms")
        }
    }

    func run() async throws {
        var configuration = ConformanceApplications.configuration
        configuration.pingInterval = .milliseconds(pingInterval)
        configuration.pingTimeout = .milliseconds(pingTimeout)
        // One loop: the suites send a GET and then a POST on another connection, and take for granted that a server
        // sees them in that order.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let address = await ListeningAddress.find(host: host, group: group)
        let application = Application(
            router: Router(),
            server: .socketIO(
                ConformanceApplications.engine(on: group, configuration: configuration),
                ConformanceApplications.sockets(on: group, configuration: configuration).engine),
            configuration: .init(address: .hostname(address.bind, port: port), backlog: 4096),
            onServerRunning: { channel in
                print("listening on http://\(address.shown):\(channel.localAddress?.port ?? 0)")
                // A pipe would keep the line until the buffer is full.
                fflush(nil)
            },
            eventLoopGroupProvider: .shared(group), logger: Logger(label: "conformance-server"))
        try await application.runService()
    }
}
