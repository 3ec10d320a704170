/// One attempt of one or more agents at a task.
struct TaskExecution {
    let task: SwarmTask
    /// Who takes part, the agent in charge first.
    let agents: [Agent]
    /// What each part takes, nanoseconds, in the order of `agents`.
    let durations: [Int64]
    let startedAt: Int64
    /// Whether the part of the agent in charge ends in a simulated failure.
    let fails: Bool
    /// Parts still going on.
    var openParts: Int

    /// The longest part, nanoseconds: all parts start together.
    var duration: Int64 { durations.max() ?? 0 }
}
