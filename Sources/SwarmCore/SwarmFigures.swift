/// What the swarm has done so far.
struct SwarmFigures {
    var total = 0
    var completed = 0
    var failed = 0
    /// Tasks that agents work on now.
    var active = 0
    /// Sum over completed tasks of completion minus submission, nanoseconds.
    var completionNanoseconds: Int64 = 0

    /// Seconds from submission to completion, averaged over completed tasks; 0 before the first.
    var averageCompletionSeconds: Double {
        completed == 0 ? 0 : Double(completionNanoseconds) / Double(completed) / 1e9
    }
}

/// How many tasks wait, and for what.
struct WaitingTasks: Equatable {
    var high = 0
    var medium = 0
    var low = 0
    /// Those of them that wait for other tasks.
    var blocked = 0

    var queued: Int { high + medium + low }

    /// Counts a task in (`by` 1) or out (`by` -1).
    mutating func count(_ priority: PriorityClass, by change: Int) {
        switch priority {
        case .high: high += change
        case .medium: medium += change
        case .low: low += change
        }
    }
}
