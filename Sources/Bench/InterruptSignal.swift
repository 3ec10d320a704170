import Dispatch
import Experiment
import Foundation

/// Turns SIGINT, SIGTERM and SIGHUP (the terminal was closed) into a clean end: the first asks the run to stop
/// and to keep what was measured, a second one ends bench at once (the server follows, as its standard input
/// closes). SIGHUP stays ignored where it is, as below nohup.
///
/// Whatever ends or stops bench by a signal gives the terminal back first.
final class InterruptSignal {
    private var sources: [any DispatchSourceSignal] = []

    /// What the first signal is answered with.
    static let stopping = "stopping; what was measured is kept (once more: stop at once)"

    /// - Parameters:
    ///   - display: what draws on the terminal meanwhile.
    ///   - firstMessage: nil where nothing is measured.
    init(
        _ interruption: Interruption, display: ProgressDisplay? = nil,
        firstMessage: String? = InterruptSignal.stopping
    ) {
        // Who reads what is printed may end before the run does. Handled, since children would inherit that it is
        // ignored.
        signal(SIGPIPE) { _ in }
        for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !Self.isIgnored(number) {
            on(number) { Self.received(interruption, display, firstMessage) }
        }
        guard let display, display.isLive else { return }
        // Ctrl-Z: the shell that comes back wants its cursor.
        on(SIGTSTP) { display.pause { _ = kill(getpid(), SIGSTOP) } }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        return sigaction(number, nil, &action) == 0
            && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
                == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private func on(_ number: Int32, _ action: @escaping @Sendable () -> Void) {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler(handler: action)
        source.resume()
        sources.append(source)
    }

    private static func received(
        _ interruption: Interruption, _ display: ProgressDisplay?, _ message: String?
    ) {
        if interruption.isRequested {
            display?.finish(within: 200)
            VethNetwork.removeAll()
            _exit(ExitCodes.interrupted.rawValue)
        }
        interruption.request()
        guard let message else { return }
        // Where nobody reads, writing would keep the second signal waiting.
        DispatchQueue.global().async {
            if let display { display.note(message) } else { StandardStreams.error(message) }
        }
    }
}
