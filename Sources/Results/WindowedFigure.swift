/// A figure window by window through a trial's steady state: what thresholds over windows are judged by.
package struct WindowedFigure: Codable, Sendable, Equatable {
    /// As thresholds name it: `deliveryLatency.p99`.
    package var figure: String
    /// Length of a window.
    package var seconds: Double
    /// From the start of the steady state to its end, without gaps; the last one takes what the division
    /// leaves over.
    package var windows: [Window]

    package init(figure: String, seconds: Double, windows: [Window]) {
        self.figure = figure
        self.seconds = seconds
        self.windows = windows
    }

    package struct Window: Codable, Sendable, Equatable {
        /// Where it begins, counted from the start of the steady state.
        package var second: Double
        /// In the figure's unit, milliseconds for latencies. Null where it was not measured, and where the
        /// value falls among updates that never arrived.
        @ExplicitNull package var value: Double?
        /// Of a latency: samples of the window, those that never arrived included.
        package var samples: Int?
        /// Of them, those that never arrived.
        package var infinite: Int?

        package init(second: Double, value: Double?, samples: Int? = nil, infinite: Int? = nil) {
            self.second = second
            self.value = value
            self.samples = samples
            self.infinite = infinite
        }
    }
}
