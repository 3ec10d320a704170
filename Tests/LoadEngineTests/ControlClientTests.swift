import Responder
import TestSupport
import Testing

@testable import LoadEngine

@Suite("Requests beside the load")
struct ControlClientTests {
    @Test("Answers come with status and body")
    func getAndPost() throws {
        let responder = try ResponderServer(ResponderBehavior(seed: 1))
        let client = ControlClient(host: responder.host, port: responder.port)
        let health = try client.get("/healthz")
        #expect(health.status == 200)
        #expect(String(decoding: health.body, as: UTF8.self) == #"{"status":"ok"}"#)
        #expect(try client.get("/nothing").status == 404)
        let task = try client.post("/api/tasks", body: Array("{}".utf8))
        #expect(task.status == 202)
        #expect(responder.truth.tasks.first?.body == Array("{}".utf8))
    }

    @Test("A refused connection and a late answer are told apart")
    func typedErrors() async throws {
        var behavior = ResponderBehavior(seed: 1)
        behavior.taskDelay = 60_000_000_000
        let responder = try ResponderServer(behavior)
        let client = ControlClient(host: responder.host, port: responder.port, timeout: 200_000_000)
        let late = #expect(throws: LoadError.self) { try client.post("/api/tasks", body: []) }
        #expect(late?.kind == .timeout)
        responder.kill()
        try await eventually { responder.hasEnded }
        let refused = #expect(throws: LoadError.self) { try client.get("/healthz") }
        #expect(refused?.kind == .refused)
        #expect(refused?.description.contains("\(responder.port)") == true)
    }
}
