import Hummingbird
import SwarmCore

extension SwarmAPI {
    /// `GET /api/swarm`.
    func getState(_ request: Request, _ context: Context) async throws -> Response {
        let state = try await host.state()
        var headers: HTTPFields = [.eTag: state.entityTag, .cacheControl: "no-cache"]
        if let header = request.headers[.ifNoneMatch],
            EntityTag.matches(ifNoneMatch: header, tag: state.entityTag)
        {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "application/json"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: state.body))
    }

    /// `GET /api/events?after=SEQ&limit=N`; without `after`, from the oldest entry that is kept.
    ///
    /// A page holds about 1 MB at most. A reader goes on with the last `seq` it got until that is `lastSeq`.
    func getEvents(_ request: Request, _ context: Context) async throws -> Response {
        let query = try QueryParameters(request, known: ["after", "limit"])
        let after: UInt64? = try query.integer("after", in: 0...UInt64(Int64.max))
        let limit = try query.integer("limit", in: EventPage.limits) ?? EventPage.defaultLimit
        let page = try await host.perform { swarm, _ in
            EventPage(swarm.log, after: after, limit: limit)
        }
        guard let bytes = page.encoded() else {
            var problem = Problem(
                .gone,
                "there is nothing to go on from after \(after ?? 0): the log reaches from \(page.firstSequence) "
                    + "to \(page.lastSequence); read the state anew, then events after its seq")
            problem.members = [
                ("firstSeq", Array(String(page.firstSequence).utf8)),
                ("lastSeq", Array(String(page.lastSequence).utf8)),
            ]
            throw problem
        }
        return json(bytes)
    }

    /// `GET /api/metrics`.
    func getMetrics(_ request: Request, _ context: Context) async throws -> Response {
        json(try await command { swarm, now in swarm.metricsJSON(now: now) })
    }

    /// `GET /healthz`: the process answers.
    func getHealth(_ request: Request, _ context: Context) -> Response {
        json(Array(#"{"status":"ok"}"#.utf8))
    }

    /// `GET /readyz`: the server takes work.
    func getReadiness(_ request: Request, _ context: Context) throws -> Response {
        guard readiness.isReady else { throw Problem(.serviceUnavailable, "the server is stopping") }
        return json(Array(#"{"status":"ready"}"#.utf8))
    }
}
