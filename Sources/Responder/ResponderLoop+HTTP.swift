import Foundation
import Synchronization

extension ResponderLoop {
    /// Takes whole requests off the connection's input, until it upgrades.
    func takeRequests(_ connection: ResponderConnection) {
        while connection.mode == .http, let end = Self.headEnd(connection.input) {
            let head = String(decoding: connection.input[..<end], as: UTF8.self)
            let lines = head.split(separator: "\r\n")
            var fields: [String: String] = [:]
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { continue }
                fields[parts[0].lowercased()] = parts[1].trimmingPrefix { $0 == " " }.description
            }
            let length = Int(fields["content-length"] ?? "") ?? 0
            guard connection.input.count >= end + length else { return }
            let body = Array(connection.input[end..<(end + length)])
            connection.input.removeFirst(end + length)
            let words = lines.first?.split(separator: " ").map(String.init) ?? []
            guard words.count == 3 else { return drop(connection) }
            if let key = fields["sec-websocket-key"] {
                connection.send(ResponderHandshake.answer(key: key))
                open(connection)
            } else {
                let tag = fields["if-none-match"]
                route(words[0], words[1], body, connection, tag: tag, bytesUp: end + length)
            }
        }
    }

    private func route(
        _ method: String, _ target: String, _ body: [UInt8], _ connection: ResponderConnection,
        tag: String?, bytesUp: Int
    ) {
        let arrived = connection.arrived
        let received = ResponderClock.realtime()
        switch (method, target.split(separator: "?").first.map(String.init) ?? "") {
        case ("GET", "/api/swarm"):
            let delay = Int64.random(in: behavior.pollDelay, using: &random)
            at(
                received + delay,
                .answer(connection) { [unowned self] in
                    answerPoll(
                        connection, tag: tag, arrived: arrived, received: received, bytesUp: bytesUp)
                })
        case ("GET", "/responder/truth"): connection.send(Self.response(200, truthText()))
        case ("POST", "/responder/mute"):
            mute()
            connection.send(Self.response(200, "{}"))
        case ("GET", "/api/events") where connection.hasState:
            let delay = Int64.random(in: behavior.pageDelay, using: &random)
            at(
                received + delay,
                .answer(connection) { [unowned self] in
                    answerPage(Self.query(target), connection, arrived: arrived)
                })
        case ("GET", "/api/events"): connection.send(eventsAnswer(Self.query(target)))
        case (_, "/socket.io/"): takePolling(method, Self.query(target), body, connection)
        case ("POST", "/api/tasks"): acceptTask(body, connection, received: received)
        case ("GET", let path) where path.hasPrefix("/api/tasks/"):
            let id = String(path.dropFirst("/api/tasks/".count))
            let (isKnown, isDone) = shared.truth.withLock { truth in
                (truth.tasks.contains { $0.id == id }, truth.entries.contains { $0.taskID == id })
            }
            let answer = "{\"task_id\":\"\(id)\",\"status\":\"\(isDone ? "completed" : "executing")\"}"
            connection.send(Self.response(isKnown ? 200 : 404, answer))
        case ("GET", "/healthz"): connection.send(Self.response(200, "{\"status\":\"ok\"}"))
        default: connection.send(Self.response(404, "{\"title\":\"Not Found\"}"))
        }
    }

    private func answerPoll(
        _ connection: ResponderConnection, tag: String?, arrived: Int64, received: Int64, bytesUp: Int
    ) {
        let own = "\"\(serverID)-\(seq)\""
        let text =
            "{\"agents\":{\"a\":{\"seq\":7}},\"server_id\":\"\(serverID)\",\"seq\":\(seq),"
            + "\"timestamp\":\"\(ResponderClock.text(ResponderClock.realtime()))\"}"
        let isGood = shared.truth.withLock { $0.polls.count } < behavior.goodPolls
        let fields = behavior.sendsEntityTags ? "etag: \(own)\r\n" : ""
        let response: [UInt8]
        if !isGood {
            response = Self.response(behavior.badPollStatus, behavior.badPollBody)
        } else if behavior.sendsEntityTags, tag == own {
            response = Array("HTTP/1.1 304 Not Modified\r\n\(fields)\r\n".utf8)
        } else {
            response = Self.response(200, text, fields: fields)
        }
        connection.hasState = true
        let began = ResponderClock.realtime()
        let isWhole = connection.send(response)
        let returned = isWhole ? ResponderClock.realtime() : 0
        let poll = ResponderTruth.Poll(
            connection: connection.number, arrived: arrived, received: received,
            began: began + behavior.recordShift,
            returned: returned == 0 ? 0 : returned + behavior.recordShift, seq: seq,
            isNotModified: isGood && tag == own, bytesUp: bytesUp, bytesDown: response.count)
        shared.truth.withLock { $0.polls.append(poll) }
    }

    private func acceptTask(_ body: [UInt8], _ connection: ResponderConnection, received: Int64) {
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
                connection.send(Self.response(202, "{\"task_id\":\"\(id)\"}"))
                if let duration = behavior.taskDuration { at(answered + duration, .finishTask(id)) }
            })
    }

    private static func query(_ target: String) -> [String: String] {
        var query: [String: String] = [:]
        for pair in target.split(separator: "?").dropFirst().first?.split(separator: "&") ?? [] {
            let parts = pair.split(separator: "=")
            if parts.count == 2 { query[String(parts[0])] = String(parts[1]) }
        }
        return query
    }

    /// The record so far, as the JSON of ``ResponderTruth``.
    private func truthText() -> String {
        let truth = shared.truth.withLock { $0 }
        guard let json = try? JSONEncoder().encode(truth) else { return "" }
        return String(decoding: json, as: UTF8.self)
    }

    static func response(_ status: Int, _ text: String, fields: String = "") -> [UInt8] {
        let head =
            "HTTP/1.1 \(status) Status\r\ncontent-type: application/json\r\n"
            + "\(fields)content-length: \(text.utf8.count)\r\n\r\n"
        return Array((head + text).utf8)
    }

    private static func headEnd(_ input: [UInt8]) -> Int? {
        guard input.count >= 4 else { return nil }
        for index in 3..<input.count
        where input[index] == 10 && input[index - 1] == 13 && input[index - 2] == 10 && input[index - 3] == 13
        {
            return index + 1
        }
        return nil
    }
}
