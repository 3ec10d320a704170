import ArgumentParser
import Foundation

/// The command line of `fanout-server`.
@main
struct FanOutServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fanout-server",
        abstract: "Broadcasts to a number of Socket.IO clients and says what a delivered message cost.",
        discussion: """
            When it is ready, it prints `listening on http://127.0.0.1:PORT`. It waits until all clients have \
            joined, sends for the time given, waits until every client can take more, and prints one line \
            of JSON.
            """)

    @Option(help: "Port to listen on; 0 picks a free one.")
    var port = 0

    @Option(help: "Clients to wait for before the first broadcast.")
    var clients = 500

    @Option(help: "Broadcasts a second; 0 sends as fast as the clients take it.")
    var rate = 50

    @Option(help: "How long to broadcast, seconds.")
    var seconds = 10.0

    @Option(help: "Bytes of each message's text frame, without the frame's head.")
    var size = 107

    @Option(help: "Event loops that share the clients.")
    var eventLoops = 1

    @Option(help: "Threads that broadcast; together they keep to the rate.")
    var emitters = 1

    @Flag(
        inversion: .prefixedNo,
        help: "Write straight to the socket while nothing waits for it; otherwise always through NIO's queue."
    )
    var directWrites = true

    @Option(help: "How long the clients may take to join, seconds.")
    var joinTimeout = 120.0

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535") }
        guard (1...19_000).contains(clients) else { throw ValidationError("--clients is 1 to 19000") }
        guard (0...100_000).contains(rate) else { throw ValidationError("--rate is 0 to 100000") }
        guard seconds > 0, seconds <= 3_600 else { throw ValidationError("--seconds is up to 3600") }
        guard (1...64).contains(eventLoops) else { throw ValidationError("--event-loops is 1 to 64") }
        guard (1...64).contains(emitters) else { throw ValidationError("--emitters is 1 to 64") }
        guard (BenchMessage.minimumSize...100_000).contains(size) else {
            throw ValidationError("--size is \(BenchMessage.minimumSize) to 100000 bytes")
        }
    }

    func run() async throws {
        let status = await FanOutRun(options: self).run()
        fflush(nil)
        _exit(status)
    }
}
