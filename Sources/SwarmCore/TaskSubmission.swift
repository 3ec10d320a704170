/// A task as someone submits it.
package struct TaskSubmission: Sendable, Equatable {
    /// How the simulated work is steered, for tests.
    package struct Simulation: Sendable, Equatable {
        /// Duration of every part instead of the drawn one, nanoseconds.
        package var durationNanoseconds: Int64?
        /// How many executions fail before one succeeds.
        package var failTimes: Int

        package init(durationNanoseconds: Int64? = nil, failTimes: Int = 0) {
            self.durationNanoseconds = durationNanoseconds
            self.failTimes = failTimes
        }
    }

    /// The task's type, which decides who takes it.
    package var type: String
    package var description: String
    /// 1 is best.
    package var priority: Int
    /// Ids of the tasks that must complete first.
    package var dependencies: [String]
    /// JSON, kept as it is.
    package var requirements: [UInt8]
    /// A JSON object, kept as it is and part of the task's `task_update`.
    package var metadata: [UInt8]
    /// What `metadata.simulate` says.
    package var simulation: Simulation
    /// The room that this task's events go to, nil for the swarm's own.
    package var room: String?

    package init(
        type: String, description: String = "", priority: Int = 5, dependencies: [String] = [],
        requirements: [UInt8] = JSONBytes.emptyObject, metadata: [UInt8] = JSONBytes.emptyObject,
        simulation: Simulation = Simulation(), room: String? = nil
    ) {
        self.type = type
        self.description = description
        self.priority = priority
        self.dependencies = dependencies
        self.requirements = requirements
        self.metadata = metadata
        self.simulation = simulation
        self.room = room
    }

    /// Checks every field against its limit. The limits bound what a waiting task, a log entry and a batch
    /// can weigh.
    func validate() throws(SwarmRefusal) {
        try SwarmLimits.checkName(type, field: "task_type")
        try SwarmLimits.check(description.utf8.count, atMost: 8_192, field: "description")
        try SwarmLimits.check(requirements.count, atMost: 4_096, field: "requirements")
        try SwarmLimits.check(metadata.count, atMost: 4_096, field: "metadata")
        guard (1...10).contains(priority) else {
            throw .invalid("priority is \(priority); it must be from 1 (best) to 10")
        }
        guard dependencies.count <= 100 else {
            throw .invalid("dependencies has \(dependencies.count) entries; at most 100 are allowed")
        }
        for dependency in dependencies { try SwarmLimits.checkName(dependency, field: "dependencies") }
        if let room { try SwarmLimits.checkName(room, field: "metadata.room") }
        if let duration = simulation.durationNanoseconds, !(0...3_600_000_000_000).contains(duration) {
            throw .invalid("metadata.simulate.duration_ms must be from 0 to 3600000")
        }
        guard (0...1_000).contains(simulation.failTimes) else {
            throw .invalid(
                "metadata.simulate.fail_times is \(simulation.failTimes); it must be from 0 to 1000")
        }
    }
}
