import ArgumentParser
import Glibc
import Responder

/// `bench responder`: the other side of `bench selftest`, a process of its own, and a server of planted capacity. Not
/// for users.
struct ResponderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "responder", abstract: "The server of known behaviour that selftest measures.",
        shouldDisplay: false)

    @Option var role: ResponderRole?
    @Option var seed: UInt64?
    @Option var fault: ResponderFault?
    /// Microseconds that each sending occupies the sender: makes a server that is saturated at
    /// 1 / (events x cost) clients, instead of one whose behaviour is drawn for a role.
    @Option var sendCost: Int64?
    /// Events a second, with `sendCost`.
    @Option var events: Double = 100
    /// Milliseconds from a task to its event, with `sendCost`; without it tasks make none.
    @Option var taskDuration: Int64?
    /// Started in the place of swarm-server it is given that one's options.
    @Argument(parsing: .allUnrecognized) var others: [String] = []

    func validate() throws {
        guard (role == nil) != (sendCost == nil) else {
            throw ValidationError("A responder has a --role or a --send-cost.")
        }
        guard sendCost ?? 1 > 0, events >= 0, taskDuration ?? 0 >= 0 else {
            throw ValidationError("--send-cost is above 0, --events and --task-duration 0 or above.")
        }
    }

    /// Serves until standard input ends, so that it cannot outlive the bench that started it.
    func run() throws {
        let seed: UInt64 = seed ?? .random(in: 1...UInt64.max)
        var behavior: ResponderBehavior
        if let role {
            behavior = ResponderBehavior.drawn(for: role, seed: seed)
        } else {
            behavior = ResponderBehavior(seed: seed)
            behavior.eventsPerSecond = events
            behavior.taskDuration = taskDuration.map { $0 * 1_000_000 }
            behavior.sendCost = (sendCost ?? 0) * 1_000
            behavior.keepsDeliveries = false
        }
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
