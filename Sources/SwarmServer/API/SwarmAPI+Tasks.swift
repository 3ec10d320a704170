import Hummingbird
import SwarmCore

extension SwarmAPI {
    /// `GET /api/tasks?status=STATUS&offset=N&limit=N`, newest first.
    func listTasks(_ request: Request, _ context: Context) async throws -> Response {
        let query = try QueryParameters(request, known: ["status", "offset", "limit"])
        let offset = try query.integer("offset", in: 0...Int.max) ?? 0
        let limit = try query.integer("limit", in: 1...1_000) ?? 100
        var status: TaskStatus?
        if let name = query.text("status") {
            guard let known = TaskStatus(rawValue: name) else {
                let names = TaskStatus.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(.badRequest, "status is \(name.prefix(64)); it must be one of \(names)")
            }
            status = known
        }
        let chosen = status
        return json(
            try await command { swarm, _ in swarm.tasksJSON(status: chosen, offset: offset, limit: limit) })
    }

    /// `POST /api/tasks`.
    func submitTask(_ request: Request, _ context: Context) async throws -> Response {
        guard readiness.isReady else { throw Problem(.serviceUnavailable, "the server is stopping") }
        let submission = try await parsed(request, context, TaskRequest.submission)
        let id = try await command { swarm, now in try swarm.submitTask(submission, now: now) }
        return json(
            Array("{\"task_id\":\"\(id)\"}".utf8), status: .accepted, headers: [.location: "/api/tasks/\(id)"]
        )
    }

    /// `GET /api/tasks/{id}`.
    func getTask(_ request: Request, _ context: Context) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let record = try await command({ swarm, _ in swarm.taskJSON(id) }) else {
            throw Problem(.notFound, "there is no task \(id), or it finished too long ago to be remembered")
        }
        return json(record)
    }
}
