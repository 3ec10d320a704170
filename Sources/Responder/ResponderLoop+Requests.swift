import Synchronization

extension ResponderLoop {
    /// What a client asks for over its socket: a room, or a task with an acknowledgement.
    func takeEvent(_ packet: String, _ connection: ResponderConnection, client: Int) {
        let number = packet.dropFirst(2).prefix { $0.isNumber }
        let json = packet.dropFirst(2 + number.count)
        if json.hasPrefix("[\"join_room\",{\"room\":\"") {
            let room = json.dropFirst("[\"join_room\",{\"room\":\"".count).prefix { $0 != "\"" }
            shared.truth.withLock { $0.rooms.append(String(room)) }
            say(
                "42[\"room_joined\",{\"room\":\"\(room)\",\"client_id\":\"s\(client)\"}]", to: connection,
                client)
        } else if json.hasPrefix("[\"submit_task\",") {
            let body = json.dropFirst("[\"submit_task\",".count).dropLast()
            acceptTask(Array(body.utf8), connection, acknowledgement: String(number), client: client)
        }
    }

    private func acceptTask(
        _ body: [UInt8], _ connection: ResponderConnection, acknowledgement: String, client: Int
    ) {
        let received = ResponderClock.realtime()
        at(
            received + behavior.taskDelay,
            .answer(connection) { [unowned self] in
                let answered = ResponderClock.realtime()
                let id = shared.truth.withLock { truth in
                    let id = "task-\(truth.tasks.count + 1)"
                    truth.tasks.append(
                        ResponderTruth.Task(id: id, received: received, answered: answered, body: body))
                    return id
                }
                say("43\(acknowledgement)[{\"task_id\":\"\(id)\"}]", to: connection, client)
                if let duration = behavior.taskDuration { at(answered + duration, .finishTask(id)) }
            })
    }
}
