import Testing

@testable import Experiment

@Suite("The state that polling clients are shown")
struct FinalStateReaderTests {
    @Test("is read as the contract writes it")
    func contract() {
        let body = """
            {"server_id":"a","seq":42,"timestamp":"2026-01-01T00:00:00.000000Z","name":"SwarmBot",
            "agents":{"agent-1":{"name":"A","role":"worker","status":"idle","reliability":1,"load":0},
            "agent-2":{"name":"B","role":"worker","status":"processing","reliability":0.5,"load":1}},
            "tasks":{"queued":1,"active":2,"completed":30,"failed":4,"recent":[]},
            "metrics":{"total_tasks":37,"completed_tasks":30,"failed_tasks":4,"average_completion_time":0.05},
            "activity":[]}
            """
        #expect(
            FinalStateReader.state(in: Array(body.utf8))
                == FinalState(
                    lastSeq: 42, queued: 1, active: 2, completed: 30, failed: 4,
                    agentStatuses: ["agent-1": "idle", "agent-2": "processing"]))
    }

    @Test("knows when a bounded state leaves agents out", arguments: [(1, true), (30, false)])
    func bounded(count: Int, all: Bool) {
        let body = """
            {"seq":1,"agent_count":\(count),"agents":{"a":{"status":"idle"}},
            "tasks":{"queued":0,"active":0,"completed":0,"failed":0}}
            """
        #expect(FinalStateReader.state(in: Array(body.utf8))?.listsAllAgents == all)
    }

    @Test("is nil for anything else", arguments: ["", "{}", "[1]", #"{"seq":"x","agents":{},"tasks":{}}"#])
    func otherBodies(body: String) { #expect(FinalStateReader.state(in: Array(body.utf8)) == nil) }
}
