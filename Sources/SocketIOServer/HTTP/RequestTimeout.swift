import NIOCore

/// One deadline that moves often: the timer behind it is set again only when it goes off too early.
struct RequestTimeout {
    private final class Timer {
        var deadline: NIODeadline?
        var scheduled: Scheduled<Void>?
    }

    private let timer = Timer()

    /// Calls `action` in `duration` from now unless set again or cancelled.
    mutating func set(_ duration: Duration, on eventLoop: any EventLoop, action: @escaping () -> Void) {
        let deadline = NIODeadline.now() + TimeAmount(duration)
        let isLater = timer.deadline.map { $0 <= deadline } ?? false
        timer.deadline = deadline
        if isLater, timer.scheduled != nil { return }
        timer.scheduled?.cancel()
        Self.schedule(timer, at: deadline, on: eventLoop, action: action)
    }

    mutating func cancel() {
        timer.deadline = nil
        timer.scheduled?.cancel()
        timer.scheduled = nil
    }

    private static func schedule(
        _ timer: Timer, at deadline: NIODeadline, on eventLoop: any EventLoop, action: @escaping () -> Void
    ) {
        timer.scheduled = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            timer.scheduled = nil
            guard let current = timer.deadline else { return }
            if current <= .now() {
                timer.deadline = nil
                action()
            } else {
                schedule(timer, at: current, on: eventLoop, action: action)
            }
        }
    }
}
