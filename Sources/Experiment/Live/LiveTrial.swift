/// A running trial so far, for those who watch.
package struct LiveTrial: Sendable, Equatable {
    /// One a second, ascending; the latest `LiveWatch.kept`.
    package var points: [LivePoint] = []
    /// Over the last `LiveWatch.window` points; nil when nothing came in them.
    package var current: LiveLatency?

    package init(points: [LivePoint] = [], current: LiveLatency? = nil) {
        self.points = points
        self.current = current
    }
}
