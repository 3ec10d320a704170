/// An agent as someone orders it.
package struct AgentCreation: Sendable, Equatable {
    /// The template, which is the agent's type: one of ``AgentTemplate/defaultTeam``.
    package var template: String
    /// nil numbers the agent after its template.
    package var name: String?
    /// nil takes the template's.
    package var capabilities: [Capability]?

    package init(template: String, name: String? = nil, capabilities: [Capability]? = nil) {
        self.template = template
        self.name = name
        self.capabilities = capabilities
    }

    func validate() throws(SwarmRefusal) {
        if let name { try SwarmLimits.checkName(name, field: "name") }
        guard let capabilities else { return }
        guard capabilities.count <= 20 else {
            throw .invalid("capabilities has \(capabilities.count) entries; at most 20 are allowed")
        }
        for capability in capabilities {
            try SwarmLimits.checkName(capability.name, field: "capabilities.name")
            try SwarmLimits.check(
                capability.description.utf8.count, atMost: 256, field: "capabilities.description")
            guard capability.requiredTools.count <= 20 else {
                throw .invalid("capabilities.required_tools has more than 20 entries")
            }
            for tool in capability.requiredTools {
                try SwarmLimits.checkName(tool, field: "capabilities.required_tools")
            }
            guard (0...1).contains(capability.confidence) else {
                throw .invalid("capabilities.confidence is \(capability.confidence); it must be from 0 to 1")
            }
        }
    }
}
