import Foundation
import Testing

@testable import Scenarios

@Suite struct UnreadableScenarioTests {
    @Test(
        "text that is no YAML is reported where it stands",
        arguments: [
            BadScenario(
                "arms:\n\t- name: a", "x:2:1: a tab indents this line; indent with spaces"),
            BadScenario("arms: \u{7}", "x:1:7: U+0007 is no text character; remove it"),
            BadScenario(
                "",
                "x: the file is empty; start from scenarios/polling-vs-push.yaml, or give it at least `arms`"),
            BadScenario(
                "# only\n\n---\n",
                "x: the file is empty; start from scenarios/polling-vs-push.yaml, or give it at least `arms`"),
            BadScenario(
                "clients: 5\narms: [",
                "x:2:8: this is not YAML: did not find expected node content while parsing a flow node; "
                    + "check the indentation, the brackets and the quotes around here"),
            BadScenario(
                "name: a: b",
                "x:1:8: this is not YAML: mapping values are not allowed in this context; "
                    + "quote text that holds `: `, and check the indentation"),
            BadScenario(
                "arms: *other",
                "x:1:7: this is not YAML: found undefined alias; quote text that starts with `*`"),
            BadScenario(
                "arms: []\n---\narms: []",
                "x:2:1: this is not YAML: but found another document expected a single document in the stream; "
                    + "keep one scenario a file"),
            BadScenario(
                "a: " + String(repeating: "[", count: 300),
                "x:1:260: the file has more than 256 opening brackets; write lists and mappings a line an entry"
            ),
            BadScenario(
                String(repeating: "- ", count: 200) + "a",
                "x:1:129: this line starts deeper than any scenario's; indent two spaces a level"),
            BadScenario(
                "a: &a [x]\n" + String(repeating: "b: [*a, *a]\n", count: 5),
                "x:6:6: the file uses more than 8 aliases; write the values out"),
        ])
    func badText(bad: BadScenario) { bad.check() }

    @Test("a byte that is not UTF-8 is reported where it stands")
    func notUTF8() {
        let bytes: [UInt8] = Array("arms:\n- näme: ".utf8) + [0xC3, 0x28, 0xFF]
        #expect(
            problems(bytes) == ["x:2:9: this byte is not valid UTF-8; save the file as UTF-8 text"])
        #expect(
            problems([0xFF, 0xFE, 0x61, 0]) == [
                "x:1:1: this byte is not valid UTF-8; save the file as UTF-8 text"
            ])
    }

    @Test("a file that is too large is refused before it is parsed")
    func tooLarge() {
        let bytes = [UInt8](repeating: 0x20, count: 256 * 1024 + 1)
        let expected =
            "x: the file is larger than 256 KiB; a scenario is a page of YAML: check that this is the right file"
        #expect(problems(bytes) == [expected])
    }

    @Test("a path that leads to no readable file is an error, not a wait")
    func paths() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let pipe: String = folder.appendingPathComponent("pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let absent: String = folder.appendingPathComponent("absent.yaml").path
        #expect(
            problems(path: absent) == [
                "\(absent): cannot open the scenario: No such file or directory; "
                    + "check the path; the scenarios that come along are in scenarios/"
            ])
        #expect(
            problems(path: folder.path) == [
                "\(folder.path): this is a directory; name a scenario file, such as scenarios/polling-vs-push.yaml"
            ])
        #expect(
            problems(path: pipe) == [
                "\(pipe): this is no regular file; name a scenario file, such as scenarios/polling-vs-push.yaml"
            ])
        let good: String = folder.appendingPathComponent("good.yaml").path
        try Data("arms: [{name: a, transport: websocket}]".utf8).write(to: URL(fileURLWithPath: good))
        #expect(try ScenarioReader.read(path: good).name == "good")
    }

    @Test("a file that may not be read is an error", .enabled(if: getuid() != 0, "root reads everything"))
    func permissions() throws {
        let path: String = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            .path
        let created: Bool = FileManager.default.createFile(
            atPath: path, contents: Data(), attributes: [.posixPermissions: 0])
        #expect(created)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(
            problems(path: path) == [
                "\(path): cannot open the scenario: Permission denied; make it readable for you"
            ])
    }

    private func problems(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try ScenarioReader.parse(bytes, file: "x")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    private func problems(path: String) -> [String] {
        do {
            _ = try ScenarioReader.read(path: path)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }
}
