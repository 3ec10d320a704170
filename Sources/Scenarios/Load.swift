/// Tasks submitted to the swarm.
package struct Load: Sendable, Equatable {
    /// Load points: each makes a cell with every arm. Their labels differ.
    package var points: [OfferedLoad]
    /// How tasks of an open model are spread over time.
    package var arrivals: Arrivals

    package init(points: [OfferedLoad], arrivals: Arrivals) {
        self.points = points
        self.arrivals = arrivals
    }

    /// An open model with one constant rate a load point.
    package init(tasksPerSecond: [Double], arrivals: Arrivals) {
        self.init(points: tasksPerSecond.map { OfferedLoad(.open(.constant($0))) }, arrivals: arrivals)
    }
}

/// One load point: what drives the swarm in a trial.
package struct OfferedLoad: Sendable, Equatable, Hashable {
    /// The workload model.
    package enum Model: Sendable, Equatable, Hashable {
        /// Tasks come at times that the target cannot influence.
        case open(LoadShape)
        /// Each of a number of users waits for the target before it goes on.
        case closed(ClosedLoad)
    }

    package var model: Model
    /// Named in the scenario; nil leaves ``label`` to the model.
    package var name: String?

    package init(_ model: Model, name: String? = nil) {
        self.model = model
        self.name = name
    }

    /// No task is ever submitted.
    package var isIdle: Bool {
        if case .open(let shape) = model { shape == .constant(0) } else { false }
    }

    /// Stands behind the `@` of cells, thresholds and folders: `10`, `ramp-1-20`, `closed-50`.
    package var label: String { name ?? String(generated.prefix(ScenarioLimits.nameLength)) }

    private var generated: String {
        switch model {
        case .open(.constant(let rate)): ScenarioLimits.plain(rate)
        case .open(.ramp(let from, let to)): "ramp-\(ScenarioLimits.plain(from))-\(ScenarioLimits.plain(to))"
        case .open(.steps(let steps)):
            "steps-" + steps.map { ScenarioLimits.plain($0.rate) }.joined(separator: "-")
        case .open(.spike(let base, let peak, _, _)):
            "spike-\(ScenarioLimits.plain(base))-\(ScenarioLimits.plain(peak))"
        case .closed(let closed): "closed-\(closed.users)"
        }
    }
}

/// A closed workload model: users that submit a task, wait, think, and submit the next.
///
/// The target's slowness lowers the rate that is offered to it, so response times leave out what an
/// independent arrival would have had to wait (coordinated omission).
package struct ClosedLoad: Sendable, Equatable, Hashable, Codable {
    /// What a user waits for before it thinks.
    package enum Patience: String, Sendable, CaseIterable, Codable {
        /// The answer to its submission.
        case answer
        /// Its task's end, which it asks for.
        case completed
    }

    /// Virtual submitters.
    package var users: Int
    /// Mean pause between a user's tasks, nanoseconds.
    package var thinkTime: Int64
    /// How pauses spread around their mean.
    package var thinking: Spacing
    package var waitsFor: Patience

    package init(users: Int, thinkTime: Int64, thinking: Spacing, waitsFor: Patience) {
        self.users = users
        self.thinkTime = thinkTime
        self.thinking = thinking
        self.waitsFor = waitsFor
    }
}

/// How durations that are drawn spread around their mean.
package enum Spacing: String, Sendable, CaseIterable, Codable {
    /// Always the mean.
    case fixed
    /// Exponentially, as times between independent events.
    case exponential
}

/// The gaps between submitted tasks.
package enum Arrivals: String, Sendable, CaseIterable {
    /// Independent arrivals: exponential gaps at a constant rate, and the time-changed process of one that
    /// varies.
    case poisson
    /// Equal gaps; at a varying rate, gaps with equal expected numbers of tasks.
    case uniform
    /// Independent instants, but in each phase as many as are expected (rounded up or down at random).
    case stratified
}
