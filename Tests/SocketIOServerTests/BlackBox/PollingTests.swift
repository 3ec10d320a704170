import SocketIO
import TestSupport
import Testing

extension BlackBoxSuite {
    @Suite("Polling transport")
    struct PollingTests {
        @Test("a handshake announces the declared parameters in the order of the specification")
        func handshake() async throws {
            let server = try await ConformanceProcess(pingInterval: 300, pingTimeout: 200)
            let answer = try server.request("GET", "/engine.io/?EIO=4&transport=polling")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/plain; charset=UTF-8")
            #expect(answer.headers["cache-control"] == "no-store")
            let client = try server.poll()
            let tail =
                #","upgrades":["websocket"],"pingInterval":300,"pingTimeout":200,"maxPayload":1000000}"#
            #expect(answer.text.hasPrefix(#"0{"sid":""#))
            #expect(answer.text.hasSuffix(tail))
            #expect(!answer.text.contains(client.sid), "two sessions have two ids")
        }

        @Test(
            "messages come back as sent, text and binary, joined as in the specification",
            arguments: ["4hello", "4test1\u{1e}4test2\u{1e}4test3", "4hello\u{1e}bAQIDBA==", "4€😀", "4"])
        func echo(_ payload: String) async throws {
            let client = try await ConformanceProcess().poll()
            let posted = try client.post(payload)
            #expect(posted.status == 200)
            #expect(posted.text == "ok")
            #expect(posted.headers["content-type"] == "text/html")
            #expect(posted.headers["cache-control"] == "no-store")
            let polled = try client.get()
            #expect(polled.text == payload)
            #expect(polled.headers["content-type"] == "text/plain; charset=UTF-8")
            #expect(polled.headers["cache-control"] == "no-store")
        }

        @Test(
            "a payload that is no payload closes the session",
            arguments: ["abc", "", "4a\u{1e}", "\u{1e}4a", "7", "b?", "2", "0{}"])
        func malformed(_ payload: String) async throws {
            let server = try await ConformanceProcess()
            let client = try server.poll()
            _ = try? client.post(payload)
            #expect(try client.isUnknown())
            try server.expectServes()
        }

        @Test("a payload that is not UTF-8 closes the session")
        func invalidUTF8() async throws {
            let server = try await ConformanceProcess()
            let client = try server.poll()
            _ = try? RawConnection(port: server.port)
                .request(
                    "POST", client.target, headers: ["Content-Type": "text/plain"], body: [0x34, 0xff, 0xc0])
            #expect(try client.isUnknown())
        }

        @Test("a cancelled GET closes the session")
        func cancelledGet() async throws {
            let server = try await ConformanceProcess()
            let client = try server.poll()
            let waiting = try client.startGet()
            waiting.close()
            // A GET sent before the server has noticed is the new waiting one; it then ends with the session.
            try await eventually("the session is closed") { try client.get().status == 400 }
            #expect(try client.isUnknown())
        }

        @Test("the client's close packet releases the waiting GET with a noop and ends the session")
        func clientCloses() async throws {
            let client = try await ConformanceProcess().poll()
            let waiting = try client.startGet()
            #expect(try client.post("1").text == "ok")
            let answer = try waiting.response()
            #expect(answer.status == 200)
            #expect(answer.text == "6")
            #expect(try client.isUnknown())
        }

        @Test("sessions by polling and by WebSocket live beside each other on kept-alive connections")
        func keepAlive() async throws {
            let server = try await ConformanceProcess()
            let connection = try RawConnection(port: server.port)
            for number in 0..<3 {
                let answer = try connection.request("GET", "/engine.io/?EIO=4&transport=polling")
                let packet = try EngineIOPacket(textFrame: answer.body)
                let sid = try EngineIOHandshake(body: packet.body).sid
                let target = "/engine.io/?EIO=4&transport=polling&sid=\(sid)"
                #expect(try connection.request("POST", target, body: Array("4\(number)".utf8)).text == "ok")
                #expect(try connection.request("GET", target).text == "4\(number)")
            }
        }
    }
}
