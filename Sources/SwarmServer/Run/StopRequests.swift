@preconcurrency import Dispatch
import Foundation

/// Why the server is to stop.
enum StopReason: String, Sendable {
    case terminated = "SIGTERM"
    case interrupted = "SIGINT"
    case inputEnded = "end of standard input"
}

/// Waits for what ends the server.
final class StopRequests: Sendable {
    /// The reasons, as they come.
    let reasons: AsyncStream<StopReason>
    private let sources: [any DispatchSourceSignal]

    /// Takes over SIGTERM and SIGINT.
    ///
    /// - Parameter watchesInput: whether the end of standard input is a reason, too.
    init(watchesInput: Bool) {
        let (reasons, continuation) = AsyncStream.makeStream(of: StopReason.self)
        self.reasons = reasons
        sources = [(SIGTERM, StopReason.terminated), (SIGINT, .interrupted)].map { number, reason in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(reason) }
            source.resume()
            return source
        }
        if watchesInput {
            // A blocking read on a thread of its own works for pipes, terminals and files alike.
            Thread.detachNewThread {
                StopRequests.readToEnd()
                continuation.yield(.inputEnded)
            }
        }
    }

    private static func readToEnd() {
        var buffer = [UInt8](repeating: 0, count: 512)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 || (count < 0 && errno == EINTR) { continue }
            return
        }
    }
}
