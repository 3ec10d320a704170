/// How the target answered the tasks that were submitted to it in the steady state.
package struct SubmissionFigures: Codable, Sendable, Equatable {
    /// Tasks accepted a second. In an open model the rate is the scenario's; in a closed one it is what the
    /// target's speed left of it.
    package var acceptedPerSecond: Double
    /// Response time: from the intended instant to the answer. In a closed model an instant is intended only
    /// once the user's last task was answered, so that what an independent arrival would have waited is
    /// left out.
    package var responseMs: LatencySummary
    /// Service time: from the actual sending to the answer.
    package var serviceMs: LatencySummary

    package init(acceptedPerSecond: Double, responseMs: LatencySummary, serviceMs: LatencySummary) {
        self.acceptedPerSecond = acceptedPerSecond
        self.responseMs = responseMs
        self.serviceMs = serviceMs
    }
}
