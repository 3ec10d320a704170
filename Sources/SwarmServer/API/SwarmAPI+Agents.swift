import Hummingbird
import SwarmCore

extension SwarmAPI {
    /// `GET /api/agents?offset=N&limit=N`.
    func listAgents(_ request: Request, _ context: Context) async throws -> Response {
        let query = try QueryParameters(request, known: ["offset", "limit"])
        let offset = try query.integer("offset", in: 0...Int.max) ?? 0
        let limit = try query.integer("limit", in: 1...1_000) ?? 100
        return json(try await command { swarm, _ in swarm.agentsJSON(offset: offset, limit: limit) })
    }

    /// `POST /api/agents`.
    func createAgent(_ request: Request, _ context: Context) async throws -> Response {
        let creation = try await parsed(request, context, AgentRequest.creation)
        let (id, record) = try await command { swarm, now in
            let id = try swarm.createAgent(creation, now: now)
            return (id, swarm.agentJSON(id))
        }
        return json(record ?? JSONBytes.null, status: .created, headers: [.location: "/api/agents/\(id)"])
    }

    /// `GET /api/agents/{id}`.
    func getAgent(_ request: Request, _ context: Context) async throws -> Response {
        let id = try context.parameters.require("id")
        return json(try await record(of: id))
    }

    /// `DELETE /api/agents/{id}?reason=TEXT`.
    func deleteAgent(_ request: Request, _ context: Context) async throws -> Response {
        let id = try context.parameters.require("id")
        let reason =
            try QueryParameters(request, known: ["reason"]).text("reason") ?? "deleted through the API"
        try await command { swarm, now in try swarm.deleteAgent(id, reason: reason, now: now) }
        return Response(status: .noContent)
    }

    /// `POST /api/agents/{id}/status`.
    func setStatus(_ request: Request, _ context: Context) async throws -> Response {
        let id = try context.parameters.require("id")
        let (status, details) = try await parsed(request, context, AgentRequest.status)
        try await command { swarm, now in
            _ = try swarm.setStatus(of: id, to: status, details: details, now: now)
        }
        return json(try await record(of: id))
    }

    private func record(of id: String) async throws -> [UInt8] {
        guard let record = try await command({ swarm, _ in swarm.agentJSON(id) }) else {
            throw Problem(.unknownAgent(id))
        }
        return record
    }
}
