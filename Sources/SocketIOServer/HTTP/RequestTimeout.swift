import NIOCore

/// One deadline that moves often: the timer behind it is set again only when it goes off too early.
///
/// For one event loop.
final class RequestTimeout {
    private let eventLoop: any EventLoop
    private let action: () -> Void
    private var deadline: NIODeadline?
    private var scheduled: Scheduled<Void>?

    /// - Parameter action: Called when a deadline has come.
    init(eventLoop: any EventLoop, action: @escaping () -> Void) {
        self.eventLoop = eventLoop
        self.action = action
    }

    /// Sets the deadline to `duration` from now, in place of the one before.
    func set(_ duration: TimeAmount) {
        let next = NIODeadline.now() + duration
        let isEarlier = deadline.map { next < $0 } ?? true
        deadline = next
        guard isEarlier || scheduled == nil else { return }
        scheduled?.cancel()
        schedule(next)
    }

    /// Waits for nothing any more, and lets go of the timer.
    func cancel() {
        deadline = nil
        scheduled?.cancel()
        scheduled = nil
    }

    private func schedule(_ deadline: NIODeadline) {
        scheduled = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in
            self?.wentOff()
        }
    }

    private func wentOff() {
        scheduled = nil
        guard let deadline else { return }
        if deadline <= .now() {
            self.deadline = nil
            action()
        } else {
            schedule(deadline)
        }
    }
}
