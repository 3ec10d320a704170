/// What drives the swarm in a cell. Two cells are of one load point when all of this is equal.
package struct LoadPoint: Codable, Sendable, Hashable {
    /// Mean arrival rate of tasks over the steady state; 0 is an idle swarm. Null in a closed model, where
    /// the target's speed decides.
    @ExplicitNull package var tasksPerSecond: Double?
    /// Names the point where the rate alone does not: `ramp-1-20`. Absent for a constant rate.
    package var label: String?
    /// How the rate runs; absent where it is constant.
    package var shape: Shape?
    /// Absent in an open model.
    package var closed: ClosedModel?

    package init(tasksPerSecond: Double?) { self.tasksPerSecond = tasksPerSecond }

    /// An arrival rate that varies.
    package struct Shape: Codable, Sendable, Hashable {
        /// `ramp`, `steps` or `spike`.
        package var kind: String
        /// Tasks a second: from and to; of each step; base and peak.
        package var rates: [Double]
        /// Nothing; each step's length; where a spike begins (from the start of the steady state) and its
        /// length.
        package var seconds: [Double]

        package init(kind: String, rates: [Double], seconds: [Double]) {
            self.kind = kind
            self.rates = rates
            self.seconds = seconds
        }
    }

    /// Users that wait for the target before they submit again.
    package struct ClosedModel: Codable, Sendable, Hashable {
        package var users: Int
        /// Mean pause between a user's tasks.
        package var thinkSeconds: Double
        /// `fixed` or `exponential`.
        package var thinking: String
        /// `answer` or `completed`.
        package var waitsFor: String

        package init(users: Int, thinkSeconds: Double, thinking: String, waitsFor: String) {
            self.users = users
            self.thinkSeconds = thinkSeconds
            self.thinking = thinking
            self.waitsFor = waitsFor
        }
    }

    /// As it stands behind the `@` of a cell: `0`, `0.2`, `10`, `ramp-1-20`.
    package var name: String {
        if let label { return label }
        guard let rate = tasksPerSecond else { return "closed" }
        return rate == rate.rounded() && abs(rate) < 1e15 ? String(Int64(rate)) : String(rate)
    }

    /// As people say it: `10 tasks/s`, `1 to 20 tasks/s (ramp)`, `10 users (closed model)`.
    package var phrase: String {
        func text(_ rate: Double) -> String { LoadPoint(tasksPerSecond: rate).name }
        if let closed { return "\(closed.users) user\(closed.users == 1 ? "" : "s") (closed model)" }
        guard let shape, !shape.rates.isEmpty else { return Self.tasks(text(meanRate)) }
        let rates: String = shape.rates.map(text).joined(separator: shape.kind == "steps" ? ", " : " to ")
        return "\(Self.tasks(rates)) (\(shape.kind))"
    }

    /// `1 task/s`, `0.2 tasks/s`, `1 to 20 tasks/s`.
    package static func tasks(_ rates: String) -> String { "\(rates) task\(rates == "1" ? "" : "s")/s" }

    /// Tasks a second; 0 in a closed model, whose rate only the trials know.
    package var meanRate: Double { tasksPerSecond ?? 0 }

    /// No task is ever submitted.
    package var isIdle: Bool { tasksPerSecond == 0 && closed == nil }

    /// The rate is the same throughout the trial.
    package var isConstant: Bool { shape == nil && closed == nil }
}
