extension EngineSession {
    /// A GET with the session's id arrived.
    ///
    /// It is answered by an action now or later, or refused, which also ends the session: two GETs at once
    /// could swap packets.
    package mutating func pollArrived() -> [Action] {
        firstRequestDue = nil
        switch state {
        case .forgotten, .webSocket: return [.refusePoll]
        case .closing:
            // Everything still queued leaves with the `1`, however much it is: there is no later answer.
            let items = queue.map(\.item)
            queue = []
            state = .forgotten
            return [.answerPoll(items + [.packet(.close)]), .forget]
        case .polling: break
        }
        guard !isPollWaiting else { return [.refusePoll] + end(.transportError) }
        isPollWaiting = true
        return flush()
    }

    /// The connection of the waiting GET is gone, and with it what might be on its way.
    package mutating func pollAborted() -> [Action] {
        guard isPollWaiting else { return [] }
        isPollWaiting = false
        return isOpen ? end(.transportClosed) : []
    }

    /// A POST with the session's id began.
    ///
    /// - Returns: Whether it may go on; if not, the request is refused and the actions end the session.
    package mutating func postBegan() -> (accepted: Bool, actions: [Action]) {
        guard isOpen, state == .polling else { return (true, []) }
        guard !isPostOpen else { return (false, end(.transportError)) }
        firstRequestDue = nil
        isPostOpen = true
        return (true, [])
    }

    /// The POST that began is over, read or not.
    package mutating func postEnded() {
        isPostOpen = false
    }

    /// A request of a kind that may not be: the session ends.
    package mutating func requestInvalid() -> [Action] {
        end(.transportError)
    }
}
