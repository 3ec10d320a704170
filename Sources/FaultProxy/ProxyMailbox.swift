import CShims
import Synchronization

/// What a proxy's thread and those who use the proxy tell each other.
final class ProxyMailbox: Sendable {
    enum Command: Sendable {
        case conditions(PathConditions)
        case cut(ConnectionCut, share: Double)
        case upstream(host: String, port: UInt16)
        case stop
    }

    struct Letter: Sendable {
        var command: Command
        var done: @Sendable (ProxyAction) -> Void
    }

    private struct State {
        var letters: [Letter] = []
        /// Nobody reads letters any more.
        var isClosed = false
        var counters = ProxyCounters()
        var failure: String?
    }

    /// Makes the thread look; closed with the mailbox.
    let wakeup: Int32
    private let state = Mutex(State())

    init() throws(ProxyError) {
        wakeup = shim_wakeup_create()
        guard wakeup >= 0 else { throw ProxyError.system("making a wakeup", code: wakeup) }
    }

    deinit { _ = shim_close(wakeup) }

    /// `done` is called exactly once, on the proxy's thread; on the caller's when the proxy has stopped.
    func post(_ command: Command, done: @escaping @Sendable (ProxyAction) -> Void) {
        let isTaken = state.withLock { state in
            guard !state.isClosed else { return false }
            state.letters.append(Letter(command: command, done: done))
            return true
        }
        if isTaken {
            _ = shim_wakeup_signal(wakeup)
        } else {
            done(ProxyAction(instant: shim_clock_realtime(), connections: 0))
        }
    }

    func take() -> [Letter] {
        state.withLock { state in
            let letters = state.letters
            state.letters = []
            return letters
        }
    }

    /// The thread ends: what is in the box is answered, and nothing taken any more.
    func close(failure: String?, counters: ProxyCounters) {
        let left = state.withLock { state in
            let letters = state.letters
            state.letters = []
            state.isClosed = true
            state.counters = counters
            state.failure = failure
            return letters
        }
        for letter in left { letter.done(ProxyAction(instant: shim_clock_realtime(), connections: 0)) }
    }

    func publish(_ counters: ProxyCounters) { state.withLock { $0.counters = counters } }

    var counters: ProxyCounters { state.withLock { $0.counters } }
    var failure: String? { state.withLock { $0.failure } }
}
