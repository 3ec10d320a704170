/// An agent's record of executions, and the figure the coordinator ranks it by.
package struct Reliability: Sendable, Equatable {
    /// Executions that ended in success.
    package var completed: Int
    /// Executions that ended in failure.
    package var failed: Int
    /// Times the agent went into error: each failed execution, and each time someone set the status.
    package var errors: Int

    package init(completed: Int = 0, failed: Int = 0, errors: Int = 0) {
        self.completed = completed
        self.failed = failed
        self.errors = errors
    }

    /// Success rate minus min(0.1 x errors, 0.5), never below 0; the success rate is 1 without history.
    package var score: Double {
        let executions = completed + failed
        let successRate = executions == 0 ? 1 : Double(completed) / Double(executions)
        return max(0, successRate - min(0.1 * Double(errors), 0.5))
    }

    /// The share of executions that failed, 0 without history.
    package var errorRate: Double {
        let executions = completed + failed
        return executions == 0 ? 0 : Double(failed) / Double(executions)
    }
}
