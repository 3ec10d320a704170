import SocketIO
import SwarmCore

/// Bodies of the agents' endpoints.
enum AgentRequest {
    /// `POST /api/agents {"template"?,"agent_type"?,"name"?,"capabilities"?}`. `template` and `agent_type`
    /// name the same thing, one of the default team's types; one of them must be there.
    static func creation(from body: JSONValue) throws(RequestError) -> AgentCreation {
        let fields = try RequestFields(body, known: ["template", "agent_type", "name", "capabilities"])
        let template = try fields.string("template")
        let agentType = try fields.string("agent_type")
        guard let type = template ?? agentType else {
            throw RequestError(
                .field, "template is missing; it must name an agent type, such as code_developer")
        }
        guard agentType == nil || agentType == type else {
            throw RequestError(.field, "template and agent_type name different types; give one of them")
        }
        var creation = AgentCreation(template: type, name: try fields.string("name"))
        if let elements = try fields.array("capabilities") {
            var capabilities: [Capability] = []
            for element in elements { capabilities.append(try capability(from: element)) }
            creation.capabilities = capabilities
        }
        return creation
    }

    /// A capability is a task type, or an object that tells more.
    private static func capability(from value: JSONValue) throws(RequestError) -> Capability {
        if let name = value.string {
            return Capability(name: name, description: "", requiredTools: [], confidence: 1)
        }
        let fields = try RequestFields(
            value, known: ["name", "description", "required_tools", "confidence"], path: "capabilities.")
        return Capability(
            name: try fields.required("name"), description: try fields.string("description") ?? "",
            requiredTools: try fields.strings("required_tools") ?? [],
            confidence: try fields.number("confidence") ?? 1)
    }

    /// `POST /api/agents/{id}/status {"status","details"?}`.
    static func status(from body: JSONValue) throws(RequestError) -> (status: AgentStatus, details: [UInt8]) {
        let fields = try RequestFields(body, known: ["status", "details"])
        let name = try fields.required("status")
        guard let status = AgentStatus(rawValue: name) else {
            let known = AgentStatus.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestError(.field, "status is \(name.prefix(64)); it must be one of \(known)")
        }
        return (status, fields.value("details")?.encoded() ?? JSONBytes.null)
    }
}
