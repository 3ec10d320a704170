import Testing

@testable import SocketIO

@Suite("Engine.IO handshake")
struct EngineIOHandshakeTests {
    /// The handshake of the protocol document.
    private static let text =
        #"0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"#
        + #""maxPayload":1000000}"#

    @Test("the open packet is written and read as in the protocol document")
    func openPacket() throws {
        let handshake = EngineIOHandshake(
            sid: "lv_VI97HAXpY6yYWAAAC", upgrades: ["websocket"], pingInterval: 25000, pingTimeout: 20000,
            maxPayload: 1_000_000)
        #expect(String(decoding: handshake.packet.frame, as: UTF8.self) == Self.text)
        let packet = try EngineIOPacket(textFrame: Array(Self.text.utf8))
        #expect(packet.type == .open)
        #expect(try EngineIOHandshake(body: packet.body) == handshake)
    }

    @Test("a server without maxPayload has the reference's default")
    func withoutMaxPayload() throws {
        let body = #"{"sid":"a","upgrades":[],"pingInterval":1,"pingTimeout":2}"#
        #expect(try EngineIOHandshake(body: Array(body.utf8)).maxPayload == 1_000_000)
    }

    @Test(
        "a member that is missing or of the wrong type is named",
        arguments: [
            ("[]", "JSON object"), ("{", "JSON object"), ("{}", "sid"), (#"{"sid":""}"#, "sid"),
            (#"{"sid":"a"}"#, "upgrades"), (#"{"sid":"a","upgrades":[1]}"#, "upgrades"),
            (#"{"sid":"a","upgrades":[]}"#, "pingInterval"),
            (#"{"sid":"a","upgrades":[],"pingInterval":-1}"#, "pingInterval"),
            (#"{"sid":"a","upgrades":[],"pingInterval":9223372036854775807}"#, "pingInterval"),
            (#"{"sid":"a","upgrades":[],"pingInterval":1,"pingTimeout":"2"}"#, "pingTimeout"),
        ])
    func malformed(_ body: String, _ member: String) {
        #expect(throws: EngineIOError.invalidHandshake(member: member)) {
            try EngineIOHandshake(body: Array(body.utf8))
        }
    }
}
