import Glibc

/// A batching window: it opens with the first event and flushes after `window`, or at once with
/// the event that fills it.
package struct BatchWindow: Sendable, Equatable {
    package static let formula = "E[M(M+1)] / (2r(1+E[M])), M = min(Poisson(rW), K-1)"

    /// Seconds, W. 0 sends every event at once.
    package var window: Double
    /// Events that flush it early, K.
    package var capacity: Int

    package init(window: Double, capacity: Int = 50) {
        precondition(window >= 0 && capacity >= 1)
        self.window = window
        self.capacity = capacity
    }

    /// Mean seconds an event waits for its flush, for Poisson arrivals of `rate` a second: from W when
    /// events are rare to W/2 when busy, less where the capacity flushes first.
    ///
    /// With M the events that follow the first into the window, M = min(Poisson(rW), K-1): every
    /// arrival finds as many waiting as came before it, so the waiting of a batch sums to
    /// E[M(M+1)] / (2r), over 1 + E[M] events.
    package func meanDelay(rate: Double) -> Double {
        guard rate > 0 else { return window }
        let moments = followers(rate: rate)
        return moments.rising / (2 * rate * (1 + moments.mean))
    }

    /// Batches a second for Poisson arrivals of `rate` a second: r/(1+E[M]).
    package func messageRate(rate: Double) -> Double {
        rate > 0 ? rate / (1 + followers(rate: rate).mean) : 0
    }

    /// E[M] and E[M(M+1)].
    private func followers(rate: Double) -> (mean: Double, rising: Double) {
        let a: Double = rate * window
        let most: Double = Double(capacity - 1)
        guard a > 0 else { return (0, 0) }
        var mean: Double = 0
        var rising: Double = 0
        var rest: Double = 1
        for k in 0..<capacity {
            let m: Double = Double(k)
            let share: Double = exp(m * log(a) - a - lgamma(m + 1))
            mean += share * m
            rising += share * m * (m + 1)
            rest -= share
        }
        // Whatever would exceed the capacity fills it.
        let full: Double = max(0, rest)
        return (mean + full * most, rising + full * most * (most + 1))
    }
}

extension BatchWindow {
    /// What the window rule makes of events that occurred at known instants.
    package struct Replay: Sendable, Equatable {
        /// For every event, when its batch is flushed; nanoseconds like the input.
        package var flushes: [Int64]
        /// Batches: distinct flushes, also where two fall on one instant.
        package var batches: Int
    }

    /// Puts events at `instants` (nanoseconds, ascending) through the window.
    ///
    /// An event at the very instant of a flush opens the next window.
    package func replay(_ instants: [Int64]) -> Replay {
        let length: Int64 = Int64((window * 1e9).rounded())
        guard length > 0 else { return Replay(flushes: instants, batches: instants.count) }
        var flushes: [Int64] = []
        flushes.reserveCapacity(instants.count)
        var batches: Int = 0
        var first: Int = 0
        while first < instants.count {
            let deadline: Int64 = instants[first] &+ length
            var last: Int = first
            while last + 1 < instants.count, last + 1 - first < capacity, instants[last + 1] < deadline {
                last += 1
            }
            let full: Bool = last + 1 - first == capacity
            let flush: Int64 = full ? instants[last] : deadline
            for _ in first...last { flushes.append(flush) }
            batches += 1
            first = last + 1
        }
        return Replay(flushes: flushes, batches: batches)
    }
}
