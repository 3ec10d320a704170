/// Polling's completeness: whether the state that clients poll is the one that the log leads to.
///
/// An entry's effect that is missing in the state is lost to every polling client, although its `seq`
/// is covered by the answers.
enum StateCheck {
    /// One sentence for each figure of the state that the log, up to the state's own `seq`, contradicts.
    /// Empty when the log does not reach as far, or does not hold everything from the start. Agents that
    /// a bounded state does not list are not compared.
    static func mismatches(_ state: FinalState, log: ServerLog, index: EntryIndex) -> [String] {
        guard index.isWhole, let last = index.seqs.last, last >= state.lastSeq else { return [] }
        var completed: Int = 0
        var failed: Int = 0
        var statuses: [String: String] = [:]
        for entry in log.entries.sorted(by: { $0.seq < $1.seq }) where entry.seq <= state.lastSeq {
            switch entry.event {
            case "task_completed": completed += 1
            case "task_failed": failed += 1
            case "agent_update":
                if let agent = entry.agentID, let status = entry.newStatus { statuses[agent] = status }
            case "agent_deleted":
                if let agent = entry.agentID { statuses[agent] = nil }
            default: break
            }
        }
        var found: [String] = []
        if state.completed != completed {
            found.append("the state has \(state.completed) completed tasks, the log \(completed)")
        }
        if state.failed != failed {
            found.append("the state has \(state.failed) failed tasks, the log \(failed)")
        }
        for (agent, status) in statuses.sorted(by: { $0.key < $1.key }) {
            let shown: String = state.agentStatuses[agent] ?? (state.listsAllAgents ? "absent" : status)
            guard shown != status else { continue }
            found.append("the state has agent \(agent) \(shown), the log \(status)")
        }
        return found
    }
}
