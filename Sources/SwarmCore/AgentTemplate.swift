/// A kind of agent: type, role and capabilities that agents of it start with.
package struct AgentTemplate: Sendable, Equatable {
    /// The `agent_type`, which is also the template's name.
    package let agentType: String
    /// The name of the first agent of this kind.
    package let firstName: String
    package let role: AgentRole
    package let capabilities: [Capability]

    /// The default team, in the order in which it is created.
    package static let defaultTeam: [AgentTemplate] = [
        AgentTemplate(
            agentType: "task_coordinator", firstName: "MainCoordinator", role: .coordinator,
            capabilities: [
                Capability(
                    name: "task_planning", description: "Breaks goals into tasks",
                    requiredTools: ["planner"], confidence: 0.9),
                Capability(
                    name: "task_distribution", description: "Hands tasks to agents",
                    requiredTools: ["planner"], confidence: 0.95),
            ]),
        AgentTemplate(
            agentType: "research_specialist", firstName: "ResearchBot-1", role: .specialist,
            capabilities: [
                Capability(
                    name: "web_research", description: "Finds sources on the web",
                    requiredTools: ["web_search"], confidence: 0.85),
                Capability(
                    name: "document_analysis", description: "Reads documents and sums them up",
                    requiredTools: ["document_reader"], confidence: 0.9),
            ]),
        AgentTemplate(
            agentType: "code_developer", firstName: "CodeBot-1", role: .worker,
            capabilities: [
                Capability(
                    name: "code_generation", description: "Writes code to a specification",
                    requiredTools: ["editor", "compiler"], confidence: 0.85),
                Capability(
                    name: "code_review", description: "Reviews changes to code",
                    requiredTools: ["editor"], confidence: 0.9),
            ]),
        AgentTemplate(
            agentType: "system_monitor", firstName: "MonitorBot-1", role: .monitor,
            capabilities: [
                Capability(
                    name: "performance_monitoring", description: "Watches the speed of systems",
                    requiredTools: ["metrics"], confidence: 0.95),
                Capability(
                    name: "error_detection", description: "Finds errors in logs and metrics",
                    requiredTools: ["metrics", "logs"], confidence: 0.9),
            ]),
        AgentTemplate(
            agentType: "quality_validator", firstName: "ValidatorBot-1", role: .validator,
            capabilities: [
                Capability(
                    name: "result_validation", description: "Checks results against their task",
                    requiredTools: ["checker"], confidence: 0.9),
                Capability(
                    name: "quality_assessment", description: "Rates the quality of results",
                    requiredTools: ["checker"], confidence: 0.85),
            ]),
    ]

    /// The template of an agent type, nil for a type that nobody defined.
    package static func named(_ agentType: String) -> AgentTemplate? {
        defaultTeam.first { $0.agentType == agentType }
    }

    /// The name of the agent that is the `number`th of this kind, counted from 1:
    /// `CodeBot-1`, `CodeBot-2`; `MainCoordinator`, `MainCoordinator-2`.
    func name(number: Int) -> String {
        if number == 1 { return firstName }
        let base: Substring = firstName.hasSuffix("-1") ? firstName.dropLast(2) : Substring(firstName)
        return "\(base)-\(number)"
    }
}
