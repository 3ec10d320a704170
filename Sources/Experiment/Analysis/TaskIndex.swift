import LoadEngine

/// The submissions whose way to the clients is followed: all that were intended in the window.
///
/// One that was refused, was not answered or never happened is followed too: nobody ever sees its
/// task, and a server that turns work away must not look fast for it. So is a task whose first entry
/// is stamped after the window: its clients see it in the drain.
struct TaskIndex {
    /// Intended submission, by task.
    private(set) var intended: [Int64] = []
    /// Task of an entry, by place in the log; -1 for entries that are not about a followed task.
    private(set) var taskOfEntry: [Int]
    /// Accepted, yet without any entry in the log.
    private(set) var neverLogged = 0
    /// Not accepted: refused, without an answer, or never sent.
    private(set) var notAccepted = 0

    init(_ submissions: [SubmissionRecord], log: ServerLog, index: EntryIndex, window: Range<Int64>) {
        var logged: Set<String> = []
        for entry in log.entries where entry.room == EntryIndex.room {
            if let id = entry.taskID { logged.insert(id) }
        }
        var tasks: [String: Int] = [:]
        for submission in submissions where window.contains(submission.intended) {
            if let id = submission.taskID {
                if !logged.contains(id) { neverLogged += 1 }
                tasks[id] = intended.count
            } else {
                notAccepted += 1
            }
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
