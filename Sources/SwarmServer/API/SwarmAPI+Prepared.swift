import Glibc
import NIOCore
import SocketIOServer

/// What polling clients ask for all the time, answered without the router. The router answers the same requests
/// in the same way where they are not of the plainest kind.
extension SwarmAPI {
    /// Answers for `HTTPServerBuilder.socketIO`.
    func preparedAnswers() -> PreparedAnswers {
        let state = PreparedState()
        return PreparedAnswers { request, eventLoop in
            if request.target == "/api/swarm" { return stateAnswer(request, state, eventLoop) }
            if let query = EventQuery(target: request.target) { return eventAnswer(query, eventLoop) }
            return .application
        }
    }

    private func stateAnswer(
        _ request: SimpleRequest, _ prepared: PreparedState, _ eventLoop: any EventLoop
    ) -> PreparedAnswers.Answer {
        if let current = host.publication.current { return .now(response(request, current, prepared)) }
        return .later(host.encodedState().hop(to: eventLoop).map { response(request, $0, prepared) })
    }

    private func response(
        _ request: SimpleRequest, _ state: PublishedState, _ prepared: PreparedState
    ) -> ByteBuffer {
        let isKnown = request.ifNoneMatch.map {
            EntityTag.matches(ifNoneMatch: $0, tag: state.entityTag)
        }
        figures.count(status: isKnown == true ? 304 : 200)
        return prepared.response(state, isModified: isKnown != true, second: time(nil))
    }

    private func eventAnswer(_ query: EventQuery, _ eventLoop: any EventLoop) -> PreparedAnswers.Answer {
        let page = host.submit { swarm, _ in
            EventPage(swarm.log, after: query.after, limit: query.limit)
        }
        // Encoded on the connection's loop, which large pages hold up instead of the swarm's.
        return .later(
            page.hop(to: eventLoop).map { page in
                // What is no longer kept is a problem, and those are the router's.
                guard let body = page.encoded() else { return nil }
                figures.count(status: 200)
                var response = ByteBuffer(
                    string:
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n"
                        + "Date: \(ResponseDate.text(time(nil)))\r\n\r\n")
                response.writeBytes(body)
                return response
            })
    }
}

/// `GET /api/events?after=SEQ` with or without `&limit=N`, in the form that clients send.
struct EventQuery: Equatable {
    let after: UInt64
    let limit: Int

    /// Nil for every other target, those that the router refuses included.
    init?(target: String) {
        let prefix = "/api/events?after="
        guard target.hasPrefix(prefix) else { return nil }
        let parts = target.utf8.dropFirst(prefix.utf8.count).split(
            separator: UInt8(ascii: "&"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let after = Self.number(parts[0]), after <= UInt64(Int64.max) else { return nil }
        self.after = after
        guard parts.count > 1 else {
            limit = EventPage.defaultLimit
            return
        }
        let name = "limit=".utf8
        guard parts[1].starts(with: name), let limit = Self.number(parts[1].dropFirst(name.count)),
            EventPage.limits.contains(Int(clamping: limit))
        else { return nil }
        self.limit = Int(limit)
    }

    /// Digits alone; nil for what is no number of up to 19 of them.
    private static func number(_ digits: Substring.UTF8View) -> UInt64? {
        guard !digits.isEmpty, digits.count <= 19, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
    }
}
