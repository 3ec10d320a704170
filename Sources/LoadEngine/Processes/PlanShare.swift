/// A plan as another process gets it, with the run's clock.
struct PlanShare: Codable {
    /// Whole but for what the first process alone does: submitting. Probe mode's clients need to know the
    /// instants and tokens of what it submits.
    var plan: LoadPlan
    /// The run's `Timebase`.
    var clockOffset: Int64

    init(_ plan: LoadPlan, share: GeneratorShare, timebase: Timebase) {
        self.plan = plan
        self.plan.share = share
        self.plan.closed = nil
        self.plan.submissions =
            plan.shape == nil
            ? [] : plan.submissions.map { LoadPlan.Submission(offset: $0.offset, body: [], token: $0.token) }
        clockOffset = timebase.offset
    }
}
