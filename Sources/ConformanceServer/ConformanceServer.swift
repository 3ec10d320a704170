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

    func run() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let address = await ListeningAddress.find(host: host, group: group)
        let application = Application(
            router: Router(),
            server: .socketIO(
                ConformanceApplications.engine(on: group), ConformanceApplications.sockets(on: group).engine),
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
