import Foundation
import TestSupport
import Testing

@testable import SwarmServer

@Suite("Prometheus metrics")
struct MetricsTests {
    /// Reads the text format strictly: HELP, TYPE, then the samples of that metric and no other.
    private func parse(_ text: String) throws -> [String: Double] {
        var values: [String: Double] = [:]
        var current = ""
        var seen: Set<String> = []
        #expect(text.hasSuffix("\n"))
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            if line.hasPrefix("# HELP ") {
                current = String(line.split(separator: " ")[2])
                #expect(seen.insert(current).inserted, "\(current) is there twice")
                #expect(line.split(separator: " ").count > 3)
            } else if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                #expect(words[2] == current)
                #expect(words[3] == "counter" || words[3] == "gauge")
                #expect((words[3] == "counter") == current.hasSuffix("_total"), "\(current)")
            } else {
                let space = try #require(line.lastIndex(of: " "))
                let series = String(line[..<space])
                #expect(series == current || series.hasPrefix(current + "{"), "\(series)")
                #expect(values[series] == nil)
                let value: Double = try #require(Double(String(line[line.index(after: space)...])), "\(line)")
                values[series] = value
            }
        }
        return values
    }

    @Test("cover the process, the sockets and the swarm, and agree with what happened")
    func endpoint() async throws {
        let server = try await RunningServer()
        let client = try SocketClient(server)
        try await server.wait(for: try server.submit(), status: "completed")
        #expect(try client.next("task_completed")["task_id"]?.string == "task-1")
        _ = try server.request("GET", "/nothing")
        let answer = try server.request("GET", "/metrics")
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        let values = try parse(answer.text)
        #expect(values["swarm_tasks_accepted_total"] == 1)
        #expect(values["swarm_tasks_finished_total{outcome=\"completed\"}"] == 1)
        #expect(values["swarm_events_total{type=\"agent_created\"}"] == 5)
        #expect(values["swarm_events_total{type=\"task_update\"}"] == 2)
        #expect(values["swarm_agents{status=\"idle\"}"] == 5)
        #expect(values["swarm_http_responses_total{status=\"404\"}"] == 1)
        #expect(values["socketio_sockets"] == 1)
        #expect(values["socketio_sessions{transport=\"websocket\"}"] == 1)
        #expect(values["socketio_handshakes_total{transport=\"websocket\"}"] == 1)
        #expect(values["socketio_events_sent_total"] ?? 0 >= 2)
        #expect(values["socketio_dropped_total{reason=\"slow-reader\"}"] == 0)

        let resident = try #require(server.program.residentBytes)
        let told = try #require(values["process_resident_memory_bytes"])
        #expect((0.5...2).contains(told / Double(resident)))
        let descriptors = try #require(server.program.openDescriptors)
        #expect(abs((values["process_open_fds"] ?? 0) - Double(descriptors)) <= 4)
        #expect(values["process_cpu_seconds_total"] ?? 0 > 0)
        #expect(values["process_virtual_memory_bytes"] ?? 0 > told)
        #expect(values["process_max_fds"] ?? 0 >= 1_024)
        let age = Date.now.timeIntervalSince1970 - (values["process_start_time_seconds"] ?? 0)
        #expect((-2...120).contains(age))
    }

    @Test("a client that goes is counted out")
    func gauges() async throws {
        let server = try await RunningServer()
        var client: SocketClient? = try SocketClient(server)
        #expect(try parse(try server.request("GET", "/metrics").text)["socketio_sockets"] == 1)
        client?.webSocket.connection.close()
        client = nil
        try await eventually("the gauges are back at zero") {
            let values = try parse(try server.request("GET", "/metrics").text)
            return values["socketio_sockets"] == 0
                && values["socketio_sessions{transport=\"websocket\"}"] == 0
        }
    }

    @Test("text is escaped as the format demands")
    func escaping() {
        var text = PrometheusText()
        text.add(
            "m", .gauge, help: "back\\slash \"quoted\"\nnext",
            [.init(1, ("l", "a\\b\"c\nd")), .init(0.25, ("l", ""), ("k", "v"))])
        #expect(
            text.text == """
                # HELP m back\\\\slash "quoted"\\nnext
                # TYPE m gauge
                m{l="a\\\\b\\"c\\nd"} 1
                m{l="",k="v"} 0.25

                """)
        #expect(PrometheusText.number(.infinity) == "+Inf")
        #expect(PrometheusText.number(-.infinity) == "-Inf")
        #expect(PrometheusText.number(.nan) == "NaN")
        #expect(PrometheusText.number(3) == "3")
    }
}
