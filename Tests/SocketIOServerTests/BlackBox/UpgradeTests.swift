import TestSupport
import Testing

extension BlackBoxSuite {
    @Suite("Upgrade from polling to WebSocket")
    struct UpgradeTests {
        private static func probed(_ client: PollingClient) throws -> RawWebSocket {
            let socket = try client.server.rawWebSocket(client.upgradeTarget)
            socket.send("2probe")
            #expect(try socket.frame().text == "3probe")
            return socket
        }

        @Test("after the probe a waiting GET is released with a noop, then the WebSocket carries everything")
        func upgrades() async throws {
            let client = try await ConformanceProcess().poll()
            let waiting = try client.startGet()
            let socket = try Self.probed(client)
            #expect(try waiting.response().text == "6")
            // Every later GET is released as well until the upgrade is complete.
            #expect(try client.get().text == "6")
            socket.send("5")
            socket.send("4hello")
            #expect(try socket.message() == "4hello")
            socket.send(binary: [1, 2, 3])
            #expect(try socket.frame { $0.opcode == RawWebSocket.Opcode.binary }.payload == [1, 2, 3])
            let late = try client.get()
            #expect(late.status == 400)
            #expect(late.text == #"{"code":3,"message":"Bad request"}"#)
            socket.send("4again")
            #expect(try socket.message() == "4again")
        }

        @Test("what was queued while probing goes out on the WebSocket, nothing lost or swapped")
        func queued() async throws {
            let client = try await ConformanceProcess().poll()
            let socket = try Self.probed(client)
            #expect(try client.post("4a\u{1e}4b").text == "ok")
            #expect(try client.post("4c").text == "ok")
            socket.send("5")
            socket.send("4d")
            #expect(try (0..<4).map { _ in try socket.message() } == ["4a", "4b", "4c", "4d"])
        }

        @Test(
            "anything but a probe closes the new WebSocket only",
            arguments: ["4hello", "2", "5", "3probe", "x"])
        func noProbe(_ text: String) async throws {
            let client = try await ConformanceProcess().poll()
            let socket = try client.server.rawWebSocket(client.upgradeTarget)
            socket.send(text)
            try socket.closure()
            #expect(try client.post("4alive").text == "ok")
            #expect(try client.nextPayload() == "4alive")
        }

        @Test("anything but the upgrade packet after the probe closes the new WebSocket only")
        func noUpgrade() async throws {
            let client = try await ConformanceProcess().poll()
            let socket = try Self.probed(client)
            socket.send("4hello")
            try socket.closure()
            #expect(try client.post("4alive").text == "ok")
            #expect(try client.nextPayload() == "4alive")
        }

        @Test("a second WebSocket for an upgraded session is accepted and closed")
        func secondWebSocket() async throws {
            let client = try await ConformanceProcess().poll()
            let socket = try Self.probed(client)
            socket.send("5")
            socket.send("4first")
            #expect(try socket.message() == "4first")
            try client.server.rawWebSocket(client.upgradeTarget).closure()
            socket.send("4still")
            #expect(try socket.message() == "4still")
        }

        @Test("a WebSocket lost while probing leaves the polling session alive")
        func lostProbe() async throws {
            let client = try await ConformanceProcess().poll()
            try Self.probed(client).connection.abort()
            #expect(try client.post("4alive").text == "ok")
            #expect(try client.nextPayload() == "4alive")
        }
    }
}
