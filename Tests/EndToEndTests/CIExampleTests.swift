import Foundation
import TestSupport
import Testing
import Yams

@Suite("The examples for CI")
struct CIExampleTests {
    private static let github = ".github/workflows/benchmark.yml"
    private static let gitlab = "docs/examples/gitlab-ci.yml"

    private func text(_ path: String) throws -> String {
        try String(contentsOf: RepositoryRoot.url.appendingPathComponent(path), encoding: .utf8)
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: RepositoryRoot.url.appendingPathComponent(path).path)
    }

    private func tree(_ path: String) throws -> Node { try #require(try Yams.compose(yaml: text(path))) }

    /// Every script of a file, as its runner would hand it to a shell.
    private func scripts(_ path: String) throws -> [String] {
        let root = try tree(path)
        if path == Self.github {
            let steps = try #require(root["jobs"]?["benchmark"]?["steps"]?.sequence)
            return steps.compactMap { $0["run"]?.string }
        }
        let job = try #require(root["benchmark"])
        return ["before_script", "script"].flatMap { key in
            job[key]?.sequence?.compactMap(\.string) ?? []
        }
    }

    /// Commands with their arguments; a backslash joins lines.
    private func commands(_ path: String) throws -> [[String]] {
        try scripts(path).flatMap { script in
            script.replacing("\\\n", with: " ").split(whereSeparator: \.isNewline).map { line in
                line.split(separator: " ").map { $0.trimmingCharacters(in: ["\""]) }
            }
        }.filter { !$0.isEmpty }
    }

    @Test("are shell that bash accepts", arguments: [github, gitlab])
    func shell(path: String) async throws {
        let all = try scripts(path)
        #expect(all.count >= 4)
        for script in all {
            // GitHub fills these in before any shell sees them.
            let filled = script.replacing(/\$\{\{.*?\}\}/, with: "x")
            let program = try RunningProgram(
                URL(fileURLWithPath: "/bin/bash"), arguments: ["-n", "-c", filled])
            #expect(try await program.exitStatus(within: 20) == 0, "\(script): \(program.errors.text)")
        }
    }

    @Test("name only files and make targets that there are", arguments: [github, gitlab])
    func names(path: String) throws {
        let makefile = try text("Makefile")
        var paths = 0
        for words in try commands(path) {
            if words[0] == "make" {
                #expect(makefile.contains(try Regex("(?m)^\(words[1]):")), "make \(words[1])")
            }
            for word in words where word.contains("/") && !word.contains("$") {
                // What the commands make themselves.
                if word.hasPrefix("Reports/ci/") || word.hasPrefix(".build/") { continue }
                paths += 1
                #expect(exists(word), "\(word)")
            }
        }
        #expect(paths >= 3)
    }

    @Test("call bench as its own help says", arguments: [github, gitlab])
    func options(path: String) async throws {
        let calls = try commands(path).filter { $0[0].hasSuffix("/bench") }
        #expect(Set(calls.map { $0[1] }) == ["run", "gate"])
        for call in calls {
            let program = try RunningProgram(
                try BuiltProduct.url(named: "bench"), arguments: ["help", call[1]],
                directory: RepositoryRoot.url)
            #expect(try await program.exitStatus(within: 30) == 0)
            let help = program.output.text
            #expect(help.contains("USAGE: bench \(call[1]) "), "\(help)")
            let options = call.filter { $0.hasPrefix("--") }
            #expect(!options.isEmpty)
            for option in options { #expect(help.contains("\(option) "), "bench \(call[1]) \(option)") }
        }
    }

    @Test("keep what bench writes: the folders, and the files in them")
    func artifacts() throws {
        let steps = try #require(tree(Self.github)["jobs"]?["benchmark"]?["steps"]?.sequence)
        let upload = try #require(
            steps.first { $0["uses"]?.string?.hasPrefix("actions/upload-artifact@") ?? false })
        #expect(upload["with"]?["path"]?.string == "Reports/ci")
        #expect(upload["if"]?.string == "${{ !cancelled() }}")
        let artifacts = try #require(tree(Self.gitlab)["benchmark"]?["artifacts"])
        #expect(artifacts["paths"]?[0]?.string == "Reports/ci")
        #expect(artifacts["when"]?.string == "always")
        #expect(
            artifacts["reports"]?["junit"]?.sequence?.compactMap(\.string)
                == ["Reports/ci/polling-vs-push/junit.xml", "Reports/ci/gate/junit.xml"])
        #expect(artifacts["reports"]?["metrics"]?.string == "Reports/ci/polling-vs-push/metrics.txt")
        for path in [Self.github, Self.gitlab] {
            let outputs = try commands(path).compactMap { words in
                words.firstIndex(of: "--output").map { words[$0 + 1] }
            }
            #expect(outputs == ["Reports/ci/polling-vs-push", "Reports/ci/gate"])
        }
    }

    @Test(
        "tell a failure (99) from what could not tell (3), and run the gate whatever the run found",
        arguments: [
            (0, 0, 0), (3, 0, 3), (0, 3, 3), (3, 3, 3), (99, 3, 99), (3, 99, 99), (99, 0, 99), (0, 99, 99),
            (64, 99, 64), (0, 73, 73),
        ])
    func exitCodes(run: Int, gate: Int, expected: Int32) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let programs = [
            ".build/release/bench": "[ \"$1\" = run ] && exit \(run); exit \(gate)",
            ".ci/base-and-head": "echo built \"$1\"",
        ]
        for (name, script) in programs {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        let script = try #require(scripts(Self.gitlab).first { $0.contains("bench run") })
        let program = try RunningProgram(
            URL(fileURLWithPath: "/bin/bash"), arguments: ["-e", "-c", script],
            environment: ["CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc"], directory: folder)
        #expect(try await program.exitStatus(within: 20) == expected)
        #expect(program.output.text == "built abc\n")
    }

    @Test("have a page that leads only to files that there are")
    func page() throws {
        let links = try text("docs/ci.md").matches(of: /\]\(([^)#]+)\)/).map { String($0.output.1) }
        #expect(links.count >= 5)
        for link in links where !link.hasPrefix("http") { #expect(exists("docs/\(link)"), "\(link)") }
    }

    @Test("refuse a base that is no commit")
    func wrongBase() async throws {
        let program = try RunningProgram(
            RepositoryRoot.url.appendingPathComponent(".ci/base-and-head"), arguments: ["no-such-commit"])
        #expect(try await program.exitStatus(within: 30) == 64)
        #expect(program.errors.text.contains("no-such-commit is no commit of this repository"))
    }
}
