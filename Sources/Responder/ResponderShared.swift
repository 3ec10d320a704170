import Glibc
import Synchronization

/// What a responder's thread and its owner share.
final class ResponderShared: Sendable {
    enum Command {
        case stop(reset: Bool)
        case disconnect(client: Int)
        case send([UInt8], client: Int)
        case emit(Int)
        case mute
        case dropHTTP
    }

    let truth = Mutex(ResponderTruth())
    let hasEnded = Atomic<Bool>(false)
    private let commands = Mutex<[Command]>([])
    /// The pipe's reading end; readable when commands wait.
    let wakeup: Int32
    private let waker: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ResponderError(call: "pipe", code: errno) }
        wakeup = ends[0]
        waker = ends[1]
        for end in ends { ResponderSocket.unblock(end) }
    }

    deinit {
        close(wakeup)
        close(waker)
    }

    func send(_ command: Command) {
        commands.withLock { $0.append(command) }
        var byte: UInt8 = 0
        _ = write(waker, &byte, 1)
    }

    func takeCommands() -> [Command] {
        commands.withLock { commands in
            defer { commands = [] }
            return commands
        }
    }
}
