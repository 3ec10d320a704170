/// What a trial did over time, slice by slice: a description of it, from which no figure is computed.
package struct TrialSeries: Codable, Sendable, Equatable {
    /// Length of a slice. The first slice of the warm-up, and the last of the steady state and of the drain,
    /// take what the phase leaves over and last 0.5 to 1.5 times as long (``length(of:)``); a phase that is
    /// shorter than that is one slice.
    package var sliceSeconds: Double
    /// Ascending and contiguous, from the load's start (warm-up) to the drain's end.
    package var slices: [Slice]

    package init(sliceSeconds: Double, slices: [Slice]) {
        self.sliceSeconds = sliceSeconds
        self.slices = slices
    }

    /// Seconds that the slice at this place lasts: up to the next one's begin. The last one's end is not in
    /// the document: it is taken to be whole.
    package func length(of place: Int) -> Double {
        place + 1 < slices.count ? slices[place + 1].second - slices[place].second : sliceSeconds
    }

    /// One stretch of time.
    package struct Slice: Codable, Sendable, Equatable {
        /// Its begin, counted from the start of the steady state; negative in the warm-up.
        package var second: Double
        /// `warmUp`, `steady` or `drain`. No slice is in two phases.
        package var phase: String
        /// Of the updates that arrived in it, whenever they were stamped; nil without any.
        @ExplicitNull package var updateLatencyMs: SliceLatency?
        /// Of the same updates. Push: delivery, from the flush; polling: response time of the poll that brought
        /// the update, from its intended instant.
        @ExplicitNull package var deliveryLatencyMs: SliceLatency?
        /// Received in it by all clients: pushed messages that brought updates, or answers to polls.
        package var messages: Int
        /// Tasks whose intended instant lies in it.
        package var submissions: Int
        /// Connected clients at its end.
        @ExplicitNull package var clients: Int?
        /// Errors that clients met in it.
        @ExplicitNull package var errors: Int?
        /// Times that clients tried to come back in it; absent where no faults were injected.
        package var reconnects: Int?
        /// Of one CPU.
        @ExplicitNull package var serverCPUPercent: Double?
        @ExplicitNull package var residentBytes: Double?

        package init(
            second: Double, phase: String, updateLatencyMs: SliceLatency?, deliveryLatencyMs: SliceLatency?,
            messages: Int, submissions: Int, clients: Int?, errors: Int?, serverCPUPercent: Double?,
            residentBytes: Double?
        ) {
            self.second = second
            self.phase = phase
            self.updateLatencyMs = updateLatencyMs
            self.deliveryLatencyMs = deliveryLatencyMs
            self.messages = messages
            self.submissions = submissions
            self.clients = clients
            self.errors = errors
            self.serverCPUPercent = serverCPUPercent
            self.residentBytes = residentBytes
        }
    }

    /// Sample quantiles of what fell into one slice, in milliseconds: a description of it, no estimate. Few
    /// events may stand behind many samples.
    package struct SliceLatency: Codable, Sendable, Equatable {
        package var count: Int
        package var mean: Double
        package var p50: Double
        package var p90: Double
        package var p99: Double
        package var max: Double

        package init(count: Int, mean: Double, p50: Double, p90: Double, p99: Double, max: Double) {
            self.count = count
            self.mean = mean
            self.p50 = p50
            self.p90 = p90
            self.p99 = p99
            self.max = max
        }
    }
}
