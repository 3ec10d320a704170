/// What one direction of a connection does to the bytes on it. Durations are nanoseconds.
package struct LineConditions: Sendable, Equatable {
    /// Between a byte's coming in and its going out.
    package var delay: Int64 = 0
    /// Drawn evenly from 0 to this and added to `delay`. Bytes never overtake each other, as TCP has it: what
    /// was drawn a shorter time waits for what came before it.
    package var jitter: Int64 = 0
    /// Bytes a second that a connection carries at most; nil for as many as come.
    package var bytesPerSecond: Double?
    /// Bytes that an idle line lets through at once before `bytesPerSecond` counts: the depth of the token
    /// bucket.
    package var burst = 0
    /// What exceeds `bytesPerSecond` stays with its sender, as with somebody who reads slowly, instead of
    /// waiting in the proxy, as in a router.
    package var holdsBack = false
    /// Nothing is taken in or let out. Nothing is lost either: it goes on when this ends.
    package var isStopped = false

    package init() {}

    /// Bytes go out as they come in.
    var isClear: Bool { delay == 0 && jitter == 0 && bytesPerSecond == nil && !isStopped }

    /// The same within what the arithmetic of instants can hold: at most a day of delay or jitter, at least
    /// one byte a second.
    var bounded: LineConditions {
        let day: Int64 = 86_400_000_000_000
        var line = self
        line.delay = min(max(0, delay), day)
        line.jitter = min(max(0, jitter), day)
        line.bytesPerSecond = bytesPerSecond.map { $0.isFinite ? min(max(1, $0), 1e12) : 1e12 }
        line.burst = min(max(0, burst), 1 << 30)
        return line
    }
}

/// Which way bytes go.
package enum Direction: Int, Sendable, CaseIterable {
    /// From the client to the server.
    case up = 0
    /// From the server to the client.
    case down = 1
}

/// What a path does: the conditions of its two directions.
package struct PathConditions: Sendable, Equatable {
    package var up = LineConditions()
    package var down = LineConditions()
    /// Share of the connections that it holds for, 0 to 1; the others are clear. Which of those that are there
    /// is drawn without replacement, so that the share is met to the nearest connection; each one that comes
    /// later is drawn by itself.
    package var share = 1.0

    package init() {}

    package init(up: LineConditions, down: LineConditions, share: Double = 1) {
        self.up = up
        self.down = down
        self.share = share
    }

    /// Nothing passes either way, no end is passed on, and nobody new is let in: somebody who connects
    /// is connected by the kernel, and gets no answer. What was held goes on when this ends.
    package static var blackhole: PathConditions {
        var line = LineConditions()
        line.isStopped = true
        return PathConditions(up: line, down: line)
    }

    /// Whether there is nobody to be let in.
    var isClosed: Bool { up.isStopped && down.isStopped && share >= 1 }

    subscript(direction: Direction) -> LineConditions {
        direction == .up ? up : down
    }
}
