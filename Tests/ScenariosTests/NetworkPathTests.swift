import Testing

@testable import Scenarios

@Suite("The network path of a scenario")
struct NetworkPathTests {
    private static let arms = "arms: [{name: push, transport: websocket}]\n"

    private func parse(_ text: String) throws -> Scenario {
        try ScenarioReader.parse(Array((Self.arms + text).utf8), file: "s.yaml")
    }

    private func problem(_ text: String) -> String {
        let error = #expect(throws: ScenarioError.self) { try parse(text) }
        return error.map { "\($0)" } ?? ""
    }

    @Test("Loopback unless told, by the file or by an option")
    func values() throws {
        #expect(try parse("").network == .loopback)
        #expect(try parse("network: veth").network == .veth)
        #expect(try parse("network: loopback").network == .loopback)
        #expect(try parse("").applying(ScenarioOverrides(network: .veth)).network == .veth)
        #expect(
            try parse("network: veth").applying(ScenarioOverrides(network: .loopback)).network == .loopback)
        #expect(try parse("network: veth").applying(ScenarioOverrides()).network == .veth)
    }

    @Test("Anything else is refused where it stands")
    func unknown() {
        let text = problem("network: vethh\n")
        #expect(text.contains("s.yaml:2:") && text.contains("`veth`"))
    }

    @Test("A server with an address of its own cannot be put behind it")
    func targets() throws {
        let target = "target: {url: 'http://127.0.0.1:8000', api: swarmbot}\n"
        let text = problem("network: veth\n" + target)
        #expect(text.contains("s.yaml:2:") && text.contains("`push`") && text.contains("loopback"))
        let scenario = try parse(target)
        let error = #expect(throws: ScenarioError.self) {
            try scenario.applying(ScenarioOverrides(network: .veth))
        }
        #expect(error.map { "\($0)" }?.contains("--network") == true)
        // Its command tells where it listens, so it can listen inside.
        #expect(try parse("network: veth\ntarget: {command: server, api: swarmbot}\n").network == .veth)
    }
}
