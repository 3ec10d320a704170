import ArgumentParser
import Glibc
import Responder

/// `bench responder`: the other side of `bench selftest`, a process of its own. Not for users.
struct ResponderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "responder", abstract: "The server of known behaviour that selftest measures.",
        shouldDisplay: false)

    @Option var role: ResponderRole
    @Option var seed: UInt64?
    @Option var fault: ResponderFault?

    /// Serves until standard input ends, so that it cannot outlive the bench that started it.
    func run() throws {
        var behavior = ResponderBehavior.drawn(for: role, seed: seed ?? .random(in: 1...UInt64.max))
        fault?.apply(to: &behavior)
        let responder: ResponderServer
        do {
            responder = try ResponderServer(behavior)
        } catch let error as ResponderError {
            StandardStreams.error(error.description)
            throw ExitCodes.internalError
        }
        StandardStreams.print("listening on http://\(responder.host):\(responder.port)")
        var byte: UInt8 = 0
        while true {
            let count = read(0, &byte, 1)
            if count == 0 || (count < 0 && errno != EINTR) { break }
        }
        withExtendedLifetime(responder) {}
    }
}

extension ResponderRole: ExpressibleByArgument {}
extension ResponderFault: ExpressibleByArgument {}
