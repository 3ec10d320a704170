import Foundation
import Results
import Testing

@testable import Bench

@Suite("Commands written as in a shell")
struct ShellWordsTests {
    /// As `sh` splits them.
    static let rows: [(text: String, words: [String])] = [
        ("", []), ("  ", []), ("a", ["a"]), ("a b", ["a", "b"]), ("  a\t b \n", ["a", "b"]),
        ("'a b' c", ["a b", "c"]), ("\"a b\" c", ["a b", "c"]), ("a\\ b", ["a b"]), ("a'b c'd", ["ab cd"]),
        ("''", [""]), ("a ''", ["a", ""]), ("\"it's\"", ["it's"]), ("'say \"x\"'", ["say \"x\""]),
        ("'a\\b'", ["a\\b"]), ("\"a\\b\"", ["a\\b"]), ("\"a\\\"b\"", ["a\"b"]),
        ("X=1 Y='2 3'", ["X=1", "Y=2 3"]),
    ]

    @Test("are split into words", arguments: rows)
    func split(row: (text: String, words: [String])) throws {
        #expect(try ShellWords.split(row.text) == row.words)
    }

    @Test("have their quotes closed", arguments: ["'a", "a \"b", "a\\"])
    func open(text: String) {
        #expect(throws: ServerBinaryError.self) { try ShellWords.split(text) }
    }
}

@Suite("A gate's builds on the command line")
struct GateBuildTests {
    @Test("variables go to the server through env, which becomes the server")
    func variables() throws {
        let side = try GateBuild.side(
            option: "--head", "/bin/sh -c 'exit 1'", variables: ["LD_PRELOAD=/x.so", "BURN=0.1"])
        #expect(
            side.command == ["/usr/bin/env", "LD_PRELOAD=/x.so", "BURN=0.1", "/bin/sh", "-c", "exit 1"])
        #expect(try #require(side.bytes) > 0)
    }

    @Test("two builds that are one program are told from two that are not")
    func sameProgram() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "swarmbench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func side(_ name: String, _ text: String) throws -> GateSide {
            let path = folder.appendingPathComponent(name).path
            #expect(
                FileManager.default.createFile(
                    atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o755]))
            return try GateBuild.side(option: "--base", path, variables: ["A=\(name)"])
        }
        let old = try side("old", "#!/bin/sh\n# 1\n")
        #expect(try GateBuild.note(base: old, head: side("copy", "#!/bin/sh\n# 1\n")) != nil)
        #expect(try GateBuild.note(base: old, head: side("new", "#!/bin/sh\n# 2\n")) == nil)
        #expect(try GateBuild.note(base: old, head: side("longer", "#!/bin/sh\n# 11\n")) == nil)
    }

    @Test(
        "what env starts has to exist, too",
        arguments: ["env A=1 /nonexistent/server", "/nonexistent/server", ""])
    func missing(command: String) {
        #expect(throws: ServerBinaryError.self) {
            try GateBuild.side(option: "--head", command, variables: [])
        }
    }

    @Test("a variable has a name and a value", arguments: ["LEVEL", "=1"])
    func malformed(variable: String) {
        #expect(throws: ServerBinaryError.self) {
            try GateBuild.side(option: "--head", "/bin/sh", variables: [variable])
        }
    }

    @Test(
        "gates that exclude each other, or lack something, are refused",
        arguments: [
            ["s.yaml"], ["--base", "a", "s.yaml"], ["--base", "a", "--head", "b"],
            ["--null", "--head", "b", "s.yaml"], ["--null", "--baseline", "f", "s.yaml"],
            ["--null", "--max-pairs", "2", "s.yaml"], ["--null", "--smallest-effect", "0", "s.yaml"],
            ["--null", "--max-time", "6", "s.yaml"],
            // Given and passed over, they would have the answer taken for that to another question.
            ["--null", "--base", "a", "--head-env", "A=1", "s.yaml"],
            ["--null", "--base-env", "A=1", "s.yaml"],
            ["--baseline", "f", "--base", "a", "run"], ["--baseline", "f", "--head-env", "A=1", "run"],
            ["--baseline", "f", "--arm", "push", "run"],
            ["--null", "--trials", "5", "s.yaml"], ["--base", "a", "--head", "b", "--trials", "5", "s.yaml"],
            ["--baseline", "f", "--max-pairs", "30", "run"], ["--baseline", "f", "--max-time", "9m", "run"],
            ["--bank", "9", "--max-pairs", "30", "s.yaml"], ["--bank", "9", "--max-time", "9m", "s.yaml"],
            ["--again", "f", "s.yaml"], ["--again", "f", "--base", "a"],
            ["--again", "f", "--head-env", "A=1"],
            ["--again", "f", "--max-pairs", "30"], ["--again", "f", "--max-time", "9m"],
            ["--again", "f", "--output", "o"], ["--again", "f", "--clients", "9"],
            ["--again", "f", "--seed", "9"],
            ["--decide", "f", "s.yaml"], ["--decide", "f", "--max-time", "9m"],
        ])
    func refused(arguments: [String]) {
        #expect(throws: (any Error).self) { try GateCommand.parse(arguments) }
    }

    @Test("a plain gate, a null gate and a comparison with a stored run are understood")
    func understood() throws {
        let plain = try GateCommand.parse(["--base", "a", "--head", "b", "s.yaml", "--max-time", "90s"])
        #expect(try plain.limits.rule().maxSeconds == 90)
        #expect(try plain.limits.rule().maxPairs == 20 && plain.limits.rule().smallestEffect == 0.05)
        #expect(try plain.limits.rule().looks == [6, 9, 12, 16, 20])
        for text in ["10", "10%"] {
            let coarse = try GateCommand.parse(["--null", "s.yaml", "--smallest-effect", text])
            #expect(try coarse.limits.rule().smallestEffect == 0.1)
        }
        #expect(try GateCommand.parse(["--null", "s.yaml"]).null)
        #expect(try GateCommand.parse(["--baseline", "f.json", "run"]).baseline == "f.json")
        #expect(try GateCommand.parse(["--baseline", "f", "--trials", "9", "s.yaml"]).place.trials == 9)
        #expect(try GateCommand.parse(["--again", "gate.json"]).again == "gate.json")
        let again = try GateCommand.parse(["--again", "gate.json", "--smallest-effect", "10", "--quiet"])
        #expect(try again.limits.rule().smallestEffect == 0.1)
    }
}
