import LoadEngine

/// The submitted tasks whose way to the clients is followed: accepted, intended in the window, and
/// with a first log entry stamped before its end (or none at all, which is a loss).
///
/// A first entry after the window's end may come after the drain; such tasks are counted instead.
struct TaskIndex {
    /// Intended submission, by task.
    private(set) var intended: [Int64] = []
    /// Task of an entry, by place in the log; -1 for entries that are not about a followed task.
    private(set) var taskOfEntry: [Int]
    /// Accepted, yet without any entry in the log.
    private(set) var neverLogged = 0
    /// Accepted, and first stamped only after the window.
    private(set) var loggedLate = 0

    init(_ submissions: [SubmissionRecord], log: ServerLog, index: EntryIndex, window: Range<Int64>) {
        var firstStamps: [String: Int64] = [:]
        for entry in log.entries {
            guard let id = entry.taskID, entry.room == EntryIndex.room else { continue }
            firstStamps[id] = min(firstStamps[id] ?? .max, entry.timestamp)
        }
        var tasks: [String: Int] = [:]
        for submission in submissions where window.contains(submission.intended) {
            guard let id = submission.taskID else { continue }
            let stamp: Int64? = firstStamps[id]
            if let stamp, stamp >= window.upperBound {
                loggedLate += 1
                continue
            }
            if stamp == nil { neverLogged += 1 }
            tasks[id] = intended.count
            intended.append(submission.intended)
        }
        taskOfEntry = Array(repeating: -1, count: index.count)
        for entry in log.entries {
            guard let id = entry.taskID, let task = tasks[id], let place = index.place(of: entry.seq),
                index.visible[place]
            else { continue }
            taskOfEntry[place] = task
        }
    }
}
