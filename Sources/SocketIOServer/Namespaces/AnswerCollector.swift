import NIOConcurrencyHelpers
import SocketIO

/// What came back for a broadcast with acknowledgements.
package struct BroadcastAnswers: Sendable {
    /// Arguments of each acknowledgement, in order of arrival.
    package let answers: [[JSONValue]]
    /// Sockets the event was sent to.
    package let receivers: Int
    /// Whether the time ran out before every receiver had answered or gone.
    package let timedOut: Bool
}

/// Gathers a broadcast's acknowledgements from all event loops and reports once.
final class AnswerCollector: Sendable {
    private struct Progress {
        var answers: [[JSONValue]] = []
        var receivers = 0
        var settled = 0
        /// A receiver's own time ran out, which is the broadcast's: its timer just fires first.
        var timedOut = false
        /// Event loops that may still add receivers.
        var openShards: Int
        var done: (@Sendable (BroadcastAnswers) -> Void)?
    }

    private let progress: NIOLockedValueBox<Progress>

    /// - Parameter done: Called exactly once, on any thread.
    init(shards: Int, done: @escaping @Sendable (BroadcastAnswers) -> Void) {
        progress = NIOLockedValueBox(Progress(openShards: shards, done: done))
    }

    /// One more socket gets the event.
    func expectOne() {
        progress.withLockedValue { $0.receivers += 1 }
    }

    /// An event loop has reached all its sockets.
    func shardDone() {
        update { $0.openShards -= 1 }
    }

    /// A socket answered, or will not any more.
    func answer(_ result: Result<[JSONValue], AcknowledgementError>) {
        update { progress in
            progress.settled += 1
            switch result {
            case .success(let arguments): progress.answers.append(arguments)
            case .failure(.timedOut): progress.timedOut = true
            case .failure: break
            }
        }
    }

    /// Nothing more is waited for.
    func timeOut() {
        finish(timedOut: true)
    }

    private func update(_ change: (inout Progress) -> Void) {
        let isComplete = progress.withLockedValue { progress in
            change(&progress)
            return progress.openShards == 0 && progress.settled == progress.receivers
        }
        if isComplete { finish(timedOut: false) }
    }

    private func finish(timedOut: Bool) {
        let report = progress.withLockedValue { progress -> (() -> Void)? in
            guard let done = progress.done else { return nil }
            progress.done = nil
            let answers = BroadcastAnswers(
                answers: progress.answers, receivers: progress.receivers,
                timedOut: timedOut || progress.timedOut)
            return { done(answers) }
        }
        report?()
    }
}
