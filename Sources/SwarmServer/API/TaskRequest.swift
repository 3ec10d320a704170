import SocketIO
import SwarmCore

/// `POST /api/tasks` and `submit_task`:
/// `{"task_type","description","priority"?,"requirements"?,"dependencies"?,"metadata"?}`.
enum TaskRequest {
    static func submission(from body: JSONValue) throws(RequestError) -> TaskSubmission {
        let fields = try RequestFields(
            body,
            known: ["task_type", "description", "priority", "requirements", "dependencies", "metadata"])
        var submission = TaskSubmission(type: try fields.required("task_type"))
        submission.description = try fields.required("description")
        submission.priority = try fields.integer("priority") ?? submission.priority
        submission.dependencies = try fields.strings("dependencies") ?? []
        if let requirements = fields.value("requirements") {
            submission.requirements = try bytes(requirements, "requirements")
        }
        if let metadata = fields.value("metadata") {
            guard let object = metadata.object else {
                throw RequestError(.field, "metadata must be a JSON object")
            }
            submission.metadata = try bytes(metadata, "metadata")
            submission.simulation = try simulation(object["simulate"])
            if let room = object["room"], room != .null {
                guard let name = room.string else {
                    throw RequestError(.field, "metadata.room must be a string")
                }
                submission.room = name
            }
        }
        return submission
    }

    private static func simulation(_ value: JSONValue?) throws(RequestError) -> TaskSubmission.Simulation {
        guard let value, value != .null else { return TaskSubmission.Simulation() }
        let fields = try RequestFields(
            value, known: ["duration_ms", "fail_times"], path: "metadata.simulate.")
        var simulation = TaskSubmission.Simulation()
        simulation.failTimes = try fields.integer("fail_times") ?? 0
        if let milliseconds = try fields.number("duration_ms") {
            guard (0...3_600_000).contains(milliseconds) else {
                throw RequestError(.field, "metadata.simulate.duration_ms must be from 0 to 3600000")
            }
            // Whole microseconds, so that the duration compares exactly with timestamps.
            simulation.durationNanoseconds = Int64((milliseconds * 1_000).rounded()) * 1_000
        }
        return simulation
    }

    /// The value's JSON text. Over Socket.IO it could hold binary data, which has none.
    private static func bytes(_ value: JSONValue, _ field: String) throws(RequestError) -> [UInt8] {
        guard value.binaryCount == 0 else { throw RequestError(.field, "\(field) must hold no binary data") }
        return value.encoded()
    }
}
