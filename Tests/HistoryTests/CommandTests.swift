import Foundation
import History
import Results
import TestSupport
import Testing

@Suite("bench history, compare and trend") struct CommandTests {
    private struct Ended {
        var status: Int32
        var output: String
        var errors: String
    }

    private func start(_ arguments: [String], _ folder: TemporaryFolder) throws -> RunningProgram {
        let place: [String] =
            arguments.contains("--history") ? [] : ["--history", folder.path("history.sqlite")]
        return try RunningProgram(
            try BuiltProduct.url(named: "bench"), arguments: arguments + place, directory: folder.url)
    }

    private func bench(_ arguments: [String], _ folder: TemporaryFolder) async throws -> Ended {
        let program = try start(arguments, folder)
        let status = try await program.exitStatus(within: 60)
        return Ended(status: status, output: program.output.text, errors: program.errors.text)
    }

    @Test("two processes that begin a history together and write at once lose nothing")
    func concurrentWriters() async throws {
        let folder = try TemporaryFolder()
        var own: [[String]] = [[], []]
        for number in 1...24 {
            own[number % 2].append(try folder.write(SampleRun.document(number)))
        }
        let programs = try own.map { try start(["history", "import"] + $0, folder) }
        for program in programs {
            #expect(try await program.exitStatus(within: 60) == 0, "\(program.errors.text)")
            #expect(program.errors.text.isEmpty)
        }
        let history = try RunHistory.open(toRead: folder.path("history.sqlite"))
        #expect(try history.runs().count == 24)
        for run in try history.runs() { _ = try history.document(of: run) }
        #expect(!folder.names.contains { $0.contains("set-aside") })
    }

    @Test("two processes that find the same damaged file set it aside once")
    func concurrentDamage() async throws {
        let folder = try TemporaryFolder()
        let damaged = Data(String(repeating: "damaged ", count: 1_000).utf8)
        try damaged.write(to: URL(fileURLWithPath: folder.path("history.sqlite")))
        let programs = try (1...2).map {
            try start(["history", "import", try folder.write(SampleRun.document($0))], folder)
        }
        for program in programs { #expect(try await program.exitStatus(within: 60) == 0) }
        let aside = folder.names.filter { $0.contains("set-aside") }
        #expect(aside.count == 1)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path(try #require(aside.first)))) == damaged)
        #expect(try RunHistory.open(toRead: folder.path("history.sqlite")).runs().count == 2)
    }

    @Test("lists, compares and trends what was imported")
    func whole() async throws {
        let folder = try TemporaryFolder()
        // From the 13th on, push costs half as much again.
        for number in 1...24 {
            let wobble: Double = number.isMultiple(of: 2) ? 0.2 : -0.2
            let level: Double = (number < 13 ? 20 : 30) + wobble
            _ = try folder.write(SampleRun.document(number, push: [level, level + 0.3, level - 0.3]))
        }
        let imported = try await bench(["history", "import", folder.path("runs")], folder)
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(imported.output.contains("recorded 24 runs"))

        let list = try await bench(["history", "--limit", "3"], folder)
        #expect(list.status == 0, "\(list.errors)")
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[4] == "older runs: --limit 6")
        #expect(lines[1].hasPrefix("20261124-sample"))
        #expect(lines[1].contains("2424242424") && lines[1].contains("CPU 3.0"))
        let json = try await bench(["history", "--json"], folder)
        let runs = try JSONDecoder().decode([RunSummary].self, from: Data(json.output.utf8))
        #expect(runs.count == 20)

        let trend = try await bench(["trend", "server.cpuPercent"], folder)
        #expect(trend.status == 0, "\(trend.errors)")
        #expect(trend.output.contains("push/polling server.cpuPercent@10"))
        #expect(trend.output.contains("between commit 1212121212 (2026-11-12 08:00) and commit 1313131313"))
        #expect(trend.output.contains("50 % higher"))

        // The folders may go: the history holds what compare needs.
        try FileManager.default.removeItem(atPath: folder.path("runs"))
        let compared = try await bench(["compare", "20261101", "last"], folder)
        #expect(compared.status == 0, "\(compared.errors)")
        #expect(compared.output.contains("push / polling"))
        #expect(compared.output.contains("share no pairs"))
        #expect(compared.output.contains("1.48") || compared.output.contains("1.5"))
    }

    @Test(
        "what is not there gets a sentence and 64",
        arguments: [
            (["history"], "there is no history"), (["compare", "last", "last~1"], "there is no history"),
            (["compare", "some-run", "other-run"], "there is no run some-run"),
            (["trend", "traffic"], "there is no history"), (["trend", "trafic"], "there is no metric"),
            (["trend", "push/polling traffic", "--absolute"], "leave --absolute out"),
            (["history", "import", "/nonexistent"], "no report.json"),
            (["history", "--limit", "0"], "--limit"), (["history", "--history", ""], "--history is empty"),
            (["compare", "/", "last"], "/ holds no report.json"),
        ])
    func missing(arguments: [String], says: String) async throws {
        let folder = try TemporaryFolder()
        let ended = try await bench(arguments, folder)
        #expect(ended.status == 64, "\(ended.errors)")
        #expect(ended.errors.contains(says), "\(ended.errors)")
        #expect(folder.names.isEmpty)
    }

    @Test("absolute values of two machines are refused unless asked for")
    func machines() async throws {
        let folder = try TemporaryFolder()
        let paths = try [SampleRun.document(1), SampleRun.document(2, host: "elsewhere")].map(folder.write)
        #expect(try await bench(["history", "import"] + paths, folder).status == 0)
        let refused = try await bench(["trend", "push.server.cpuPercent", "--absolute"], folder)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("elsewhere") && refused.errors.contains("--mix-machines"))
        for option in [["--mix-machines"], ["--machine", "elsewhere"]] {
            let shown = try await bench(["trend", "push.server.cpuPercent", "--absolute"] + option, folder)
            #expect(shown.status == 0, "\(shown.errors)")
        }
        #expect(try await bench(["trend", "server.cpuPercent"], folder).status == 0)
    }

    @Test("a history called :memory: is a file as any other")
    func memory() async throws {
        let folder = try TemporaryFolder()
        let run = try folder.write(SampleRun.document(1))
        for arguments in [["history", "import", run], ["history"]] {
            let program = try RunningProgram(
                try BuiltProduct.url(named: "bench"), arguments: arguments + ["--history", ":memory:"],
                directory: folder.url)
            #expect(try await program.exitStatus(within: 60) == 0, "\(program.errors.text)")
        }
        #expect(folder.names.contains(":memory:"))
    }

    @Test("folders are compared without a history; runs with nothing in common are not")
    func folders() async throws {
        let folder = try TemporaryFolder()
        let a = try folder.write(SampleRun.document(1))
        let b = try folder.write(SampleRun.document(2))
        let compared = try await bench(["compare", a, "\(b)/report.json"], folder)
        #expect(compared.status == 0, "\(compared.errors)")
        #expect(compared.output.contains("seed:"))
        let broken = folder.path("broken/report.json")
        try FileManager.default.createDirectory(
            atPath: folder.path("broken"), withIntermediateDirectories: true)
        try Data("{".utf8).write(to: URL(fileURLWithPath: broken))
        let unread = try await bench(["compare", a, folder.path("broken")], folder)
        #expect(unread.status == 64)
        #expect(unread.errors.contains("\(broken): "))
        var other = SampleRun.document(3)
        for index in other.cells.indices { other.cells[index].clients = 7 }
        other.comparisons = []
        let nothing = try await bench(["compare", a, try folder.write(other)], folder)
        #expect(nothing.status == 64)
        #expect(nothing.errors.contains("both of sample") && nothing.errors.contains("no cell in common"))
        #expect(nothing.errors.contains("push@10 with 7 clients is only in B"))
    }

    @Test("import goes on behind a document that cannot be read, and cannot write is 73")
    func importing() async throws {
        let folder = try TemporaryFolder()
        let good = try folder.write(SampleRun.document(1))
        let bad = folder.path("runs/bad")
        try FileManager.default.createDirectory(atPath: bad, withIntermediateDirectories: true)
        try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(bad)/report.json"))
        let ended = try await bench(["history", "import", bad, good], folder)
        #expect(ended.status == 64)
        #expect(ended.errors.contains("\(bad)/report.json"))
        #expect(ended.output.contains("recorded 1 run "))
        let unwritable = try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: ["history", "import", good, "--history", "/proc/swarmbench/h"], directory: folder.url)
        #expect(try await unwritable.exitStatus(within: 30) == 73)
        #expect(unwritable.errors.text.contains("cannot write the history /proc/swarmbench/h"))
    }
}
