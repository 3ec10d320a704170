/// Something an agent can do; its name is the task type it takes.
package struct Capability: Sendable, Equatable {
    /// The task type.
    package var name: String
    /// One sentence for people.
    package var description: String
    /// What an agent needs at hand to do it.
    package var requiredTools: [String]
    /// How sure the agent is of doing it well, 0 to 1.
    package var confidence: Double

    package init(name: String, description: String, requiredTools: [String], confidence: Double) {
        self.name = name
        self.description = description
        self.requiredTools = requiredTools
        self.confidence = confidence
    }

    /// Appends `{"name","description","required_tools","confidence"}`.
    func encode(into json: inout JSONBytes) {
        json.beginObject()
        json.field("name", name)
        json.field("description", description)
        json.key("required_tools")
        json.beginArray()
        for tool in requiredTools { json.element(tool) }
        json.endArray()
        json.key("confidence")
        json.decimal(confidence, places: 4)
        json.endObject()
    }
}
