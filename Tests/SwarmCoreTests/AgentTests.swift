import Testing

@testable import SwarmCore

@Suite("Agents")
struct AgentTests {
    @Test("the default team is the contract's, and each of its agents is announced")
    func defaultTeam() throws {
        let probe = Probe()
        let created = try probe.entries(after: 0).map { try JSON($0.data) }
        #expect(created.count == 5)
        let expected: [(String, String, [String])] = [
            ("MainCoordinator", "task_coordinator", ["task_planning", "task_distribution"]),
            ("ResearchBot-1", "research_specialist", ["web_research", "document_analysis"]),
            ("CodeBot-1", "code_developer", ["code_generation", "code_review"]),
            ("MonitorBot-1", "system_monitor", ["performance_monitoring", "error_detection"]),
            ("ValidatorBot-1", "quality_validator", ["result_validation", "quality_assessment"]),
        ]
        for (event, (name, type, capabilities)) in zip(created, expected) {
            #expect(event["metadata"]["name"].text == name)
            #expect(event["agent_type"].text == type)
            #expect(event["capabilities"].items.map(\.text) == capabilities)
        }
        let roles = ["coordinator", "specialist", "worker", "monitor", "validator"]
        #expect(created.map { $0["metadata"]["role"].text } == roles)
    }

    @Test("every task type of the templates goes to the agent that lists it")
    func routing() throws {
        let probe = Probe()
        for (index, template) in AgentTemplate.defaultTeam.enumerated() {
            for capability in template.capabilities {
                let id = try probe.submit(capability.name)
                probe.advance(milliseconds: 50)
                #expect(try probe.task(id)["assigned_agents"].items.map(\.text) == ["agent-\(index + 1)"])
            }
        }
    }

    @Test("a type nobody lists goes to any worker or specialist, and to nobody else")
    func unlisted() throws {
        let probe = Probe()
        let ids = try (0..<3).map { _ in try probe.submit("make_tea") }
        #expect(try probe.task(ids[0])["assigned_agents"].items.map(\.text) == ["agent-2"])
        #expect(try probe.task(ids[1])["assigned_agents"].items.map(\.text) == ["agent-3"])
        #expect(try probe.task(ids[2])["status"].text == "pending")
    }

    @Test("an agent that lists a type takes over what waits for it")
    func newCapability() throws {
        let probe = Probe()
        for _ in 0..<3 { try probe.submit("make_tea", milliseconds: 10_000) }
        let brewing = Capability(name: "make_tea", description: "", requiredTools: [], confidence: 1)
        let id = try probe.swarm.createAgent(
            AgentCreation(template: "quality_validator", name: "TeaBot", capabilities: [brewing]),
            now: probe.now)
        #expect(try probe.task("task-3")["assigned_agents"].items.map(\.text) == [id])
        #expect(try probe.agent(id)["name"].text == "TeaBot")
        try probe.submit("make_tea", milliseconds: 10_000)
        // With the only one that lists it gone, the type is free for all again.
        try probe.swarm.deleteAgent(id, reason: "", now: probe.now)
        #expect(try probe.task("task-3")["status"].text == "pending")
        probe.advance(milliseconds: 10_000)
        #expect(try probe.task("task-3")["assigned_agents"].items.map(\.text) == ["agent-2"])
        #expect(try probe.task("task-4")["assigned_agents"].items.map(\.text) == ["agent-3"])
    }

    @Test("copies of the team are numbered on")
    func teams() throws {
        let probe = Probe { $0.teams = 2 }
        #expect(try probe.agent("agent-6")["name"].text == "MainCoordinator-2")
        #expect(try probe.agent("agent-8")["name"].text == "CodeBot-2")
        let id = try probe.swarm.createAgent(AgentCreation(template: "code_developer"), now: probe.now)
        #expect(try probe.agent(id)["name"].text == "CodeBot-3")
    }

    @Test("an agent set to error or offline is announced twice, and works again once set to idle")
    func recoveryByHand() throws {
        let probe = Probe()
        try probe.swarm.setStatus(of: "agent-3", to: .error, details: Array("\"smoke\"".utf8), now: probe.now)
        #expect(
            try probe.story() == [
                "agent_update agent-3 error", "agent_critical_update agent-3 error", "system_alert error",
                "log_update error",
            ])
        #expect(try probe.sent("agent_critical_update").first?["details"].text == "smoke")
        let id = try probe.submit()
        probe.advance(milliseconds: 100_000)
        #expect(try probe.task(id)["status"].text == "pending", "what was set by hand stays")
        try probe.swarm.setStatus(of: "agent-3", to: .offline, now: probe.now)
        #expect(try probe.task(id)["status"].text == "pending")
        try probe.swarm.setStatus(of: "agent-3", to: .idle, now: probe.now)
        #expect(try probe.task(id)["status"].text == "executing")
    }

    @Test("an agent at work can only be set to error or offline")
    func conflict() throws {
        let probe = Probe()
        let id = try probe.submit()
        #expect(throws: SwarmRefusal.agentHasTask(agent: "agent-3", task: id)) {
            try probe.swarm.setStatus(of: "agent-3", to: .idle, now: probe.now)
        }
        try probe.swarm.setStatus(of: "agent-3", to: .error, now: probe.now)
        #expect(try probe.task(id)["failures"].items.count == 1)
        probe.advance(milliseconds: 60_000)
        #expect(try probe.agent("agent-3")["status"].text == "error")
    }

    @Test(
        "what is said with a status reaches the event, also where a task fails or is given back with it",
        arguments: [AgentStatus.error, .offline])
    func details(status: AgentStatus) throws {
        let probe = Probe()
        let id = try probe.submit()
        try probe.swarm.setStatus(
            of: "agent-3", to: status, details: Array(#"{"why":"tea"}"#.utf8), now: probe.now)
        let entry = try #require(try probe.entries().last { $0.type == .agentCriticalUpdate })
        let details = try JSON(entry.data)["details"]
        if status == .error {
            #expect(details["task_id"].text == id)
            #expect(details["report"]["why"].text == "tea")
        } else {
            #expect(details["why"].text == "tea")
        }
    }

    @Test("setting the status an agent has makes no event")
    func sameStatus() throws {
        let probe = Probe()
        try probe.swarm.setStatus(of: "agent-3", to: .idle, now: probe.now)
        #expect(try probe.story().isEmpty)
    }

    @Test("what does not exist is refused")
    func unknown() throws {
        let probe = Probe { $0.agentLimit = 6 }
        #expect(throws: SwarmRefusal.unknownAgent("agent-99")) {
            try probe.swarm.setStatus(of: "agent-99", to: .idle, now: probe.now)
        }
        #expect(throws: SwarmRefusal.unknownAgent("x")) {
            try probe.swarm.deleteAgent("x", reason: "", now: probe.now)
        }
        #expect(throws: SwarmRefusal.unknownTemplate("chef")) {
            try probe.swarm.createAgent(AgentCreation(template: "chef"), now: probe.now)
        }
        _ = try probe.swarm.createAgent(AgentCreation(template: "code_developer"), now: probe.now)
        #expect(throws: SwarmRefusal.tooManyAgents(limit: 6)) {
            try probe.swarm.createAgent(AgentCreation(template: "code_developer"), now: probe.now)
        }
    }
}
