import Foundation
import Scenarios
import Testing

@testable import Experiment

@Suite("Where a run comes from") struct OriginProbeTests {
    private static let commit = String(repeating: "0123456789", count: 4)

    private func scenario() throws -> Scenario {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("name: a\narms:\n  - name: push\n    transport: websocket\n".utf8).write(to: file)
        return try ScenarioReader.read(path: file.path)
    }

    /// A folder of its own, with a repository of one commit if asked for.
    private func folder(repository: Bool) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard repository else { return path }
        try Data("one\n".utf8).write(to: URL(fileURLWithPath: "\(path)/file"))
        for words in [
            ["init", "-q"], ["add", "file"],
            ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--no-gpg-sign", "-m", "one"],
        ] {
            try SystemCommand.run(["git", "-C", path] + words)
        }
        return path
    }

    @Test("a CI job's variables name the commit first", arguments: ["GITHUB_SHA", "CI_COMMIT_SHA"])
    func variables(name: String) async throws {
        let path = try folder(repository: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let origin = await OriginProbe.read(
            try scenario(), variables: [name: Self.commit.uppercased() + "\n"], directory: path)
        #expect(origin.commit == Self.commit)
        #expect(origin.isDirty == nil)
        #expect(origin.scenarioHash == (try scenario().fingerprint))
    }

    @Test("a repository tells the commit, and whether files differ from it")
    func repository() async throws {
        let path = try folder(repository: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let clean = await OriginProbe.read(
            try scenario(), variables: ["GITHUB_SHA": "not a commit"], directory: path)
        #expect(clean.commit?.count == 40)
        #expect(clean.isDirty == false)
        // Results and other files that git does not know change nothing.
        try Data("x".utf8).write(to: URL(fileURLWithPath: "\(path)/results"))
        #expect(await OriginProbe.read(try scenario(), variables: [:], directory: path) == clean)
        try Data("two\n".utf8).write(to: URL(fileURLWithPath: "\(path)/file"))
        let changed = await OriginProbe.read(try scenario(), variables: [:], directory: path)
        #expect(changed.commit == clean.commit)
        #expect(changed.isDirty == true)
    }

    @Test("CI_COMMIT_SHA, which a user can set everywhere, goes before GitHub's own")
    func order() async throws {
        let path = try folder(repository: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let variables: [String: String] = [
            "GITHUB_SHA": String(repeating: "0", count: 40), "CI_COMMIT_SHA": Self.commit,
        ]
        let origin = await OriginProbe.read(try scenario(), variables: variables, directory: path)
        #expect(origin.commit == Self.commit)
        // The files here are not that commit's.
        #expect(origin.isDirty == nil)
    }

    @Test("outside of a repository there is none")
    func nowhere() async throws {
        let path = try folder(repository: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let origin = await OriginProbe.read(try scenario(), variables: [:], directory: path)
        #expect(origin.commit == nil)
        #expect(origin.isDirty == nil)
    }
}
