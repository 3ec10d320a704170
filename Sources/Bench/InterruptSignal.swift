import Dispatch
import Experiment
import Foundation

/// Turns SIGINT and SIGTERM into a clean end: the first asks the run to stop and to keep what was
/// measured, a second one ends bench at once (the server follows, as its standard input closes).
final class InterruptSignal {
    private var sources: [any DispatchSourceSignal] = []

    init(_ interruption: Interruption) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { Self.received(interruption) }
            source.resume()
            sources.append(source)
        }
    }

    private static func received(_ interruption: Interruption) {
        if interruption.isRequested {
            VethNetwork.removeAll()
            _exit(ExitCodes.interrupted.rawValue)
        }
        interruption.request()
        StandardStreams.error("stopping; what was measured is kept (once more: stop at once)")
    }
}
