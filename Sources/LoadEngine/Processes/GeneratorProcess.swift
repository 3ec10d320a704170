import CShims
import Glibc
import Synchronization

/// Another process of a run, seen from the first one.
///
/// `take` and `end` belong to one thread; messages may be sent from any.
final class GeneratorProcess: Sendable {
    struct State {
        var stream = MessageStream()
        var status: GeneratorMessage.Status?
        var latencies: LiveLatencies?
        /// By the workers' numbers among all.
        var records: [Int: WorkerRecord] = [:]
        var hasSaidHello = false
        /// It has handed over everything, or is gone.
        var hasEnded = false
        /// Why its part is missing or incomplete.
        var failure: String?
    }

    /// From 1; the first process is 0.
    let index: Int
    let process: pid_t
    private let socket: Int32
    private let state = Mutex(State())

    /// Starts `command`, a program's path and its arguments. Throws `LoadError`.
    init(index: Int, command: [String]) throws(LoadError) {
        self.index = index
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var peer: Int32 = -1
        let process = shim_spawn_peer(command[0], &arguments, &peer)
        guard process > 0 else {
            throw LoadError.system("starting a generator process (\(command[0]))", code: process)
        }
        self.process = process
        socket = peer
    }

    deinit { _ = shim_close(socket) }

    var status: GeneratorMessage.Status? { state.withLock { $0.status } }
    var latencies: LiveLatencies? { state.withLock { $0.latencies } }
    var hasEnded: Bool { state.withLock { $0.hasEnded } }
    var failure: String? { state.withLock { $0.failure } }
    var records: [Int: WorkerRecord] { state.withLock { $0.records } }

    /// A process that is gone cannot be told anything; `take` finds out.
    func send(_ message: GeneratorMessage) {
        guard let frame = try? message.frame() else { return }
        _ = shim_send_all(socket, frame, frame.count)
    }

    /// Takes what has arrived. True when there was something.
    func take(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
        guard !hasEnded, shim_wait_readable(socket, 0) != 0 else { return false }
        let count = shim_read_some(socket, buffer.baseAddress, buffer.count)
        guard count > 0 else {
            end(because: howItEnded())
            return true
        }
        state.withLock { state in
            do {
                state.stream.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                while let message = try state.stream.next() { try Self.note(message, &state) }
            } catch {
                state.failure = "it sent \(error)"
                state.hasEnded = true
            }
        }
        return true
    }

    private static func note(_ message: GeneratorMessage, _ state: inout State) throws {
        switch message {
        case .hello(let hello):
            guard hello == GeneratorMessage.Hello() else { throw GeneratorMessageError.otherProgram }
            state.hasSaidHello = true
        case .status(let status): state.status = status
        case .latencies(let latencies): state.latencies = latencies
        case .entries(let worker, let part): state.records[worker, default: WorkerRecord()].entries += part
        case .polls(let worker, let part): state.records[worker, default: WorkerRecord()].polls += part
        case .worker(let number, let summary):
            summary.complete(&state.records[number, default: WorkerRecord()])
        case .end(let end):
            state.failure = end.failure
            state.hasEnded = true
        case .plan, .begin, .finishDrain, .cancel: break
        }
    }

    private func end(because reason: String) {
        state.withLock { state in
            state.failure = state.failure ?? reason
            state.hasEnded = true
        }
    }

    /// It closed the conversation, so it is about to end if it has not yet.
    private func howItEnded() -> String {
        for _ in 0..<100 {
            var status: Int32 = 0
            let result = shim_reap(process, &status)
            if result == 0 {
                let signal = status & 0x7F
                guard signal == 0 else {
                    return "it was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
                }
                return "it ended with exit code \(status >> 8 & 0xFF) before it had handed over what it saw"
            }
            guard result == -EAGAIN else { break }
            usleep(10_000)
        }
        return "it stopped talking"
    }

    /// Lets it go, and sees that it does: no process outlives its run.
    func release() {
        _ = shutdown(socket, Int32(SHUT_RDWR))
        for attempt in 0..<300 {
            var status: Int32 = 0
            guard shim_reap(process, &status) == -EAGAIN else { return }
            if attempt == 200 { _ = shim_signal(process, SIGKILL) }
            usleep(10_000)
        }
    }

    /// Ends a process that does not do what it should by itself.
    func kill(because reason: String = "it did not end in time and was killed") {
        _ = shim_signal(process, SIGKILL)
        end(because: reason)
    }
}
