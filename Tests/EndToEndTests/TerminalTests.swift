import Foundation
import TestSupport
import Testing

/// Long enough that a test can step in.
private let longScenario = smallScenario.replacingOccurrences(of: "steady: 2s", with: "steady: 30s")

/// What `peers/terminal_peer.py` saw on an emulated terminal.
private struct TerminalSight: Decodable {
    var seen: [[String]]
    var seenCursorHidden: [Bool]
    var last: [String]
    var cursorHidden: Bool
    var cursor: [Int]
    var status: Int32
    /// What it still waited for.
    var left: [String]
    /// In the run's folder, afterwards.
    var files: [String]?

    var lastText: String { last.joined(separator: "\n") }
}

@Suite("bench run on a terminal, seen by another program's emulator", .serialized)
struct TerminalTests {
    private static func watch(
        _ scenario: String = longScenario, size: (columns: Int, rows: Int), plan: String,
        environment: [String] = [], through: [String] = []
    ) async throws -> TerminalSight {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("terminal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("scenario.yaml")
        try Data(scenario.utf8).write(to: file)
        let bench = try BuiltProduct.url(named: "bench").path
        let run = folder.appendingPathComponent("run").path
        let output = try await PythonPeer.output(
            of: "terminal_peer.py",
            arguments: [
                String(size.columns), String(size.rows), plan.replacing("RUN", with: run), "--", "env", "-u",
                "NO_COLOR", "TERM=xterm", "LC_ALL=C.UTF-8",
            ] + environment + through + [bench, "run", file.path, "--output", run, "--no-history"],
            within: 90)
        var sight = try JSONDecoder().decode(TerminalSight.self, from: Data(output.utf8))
        sight.files = try? FileManager.default.contentsOfDirectory(atPath: run)
        return sight
    }

    @Test("The view is drawn in place below what was there, and Ctrl-C leaves a clean screen and the cursor")
    func interrupted() async throws {
        let sight = try await Self.watch(
            size: (100, 60), plan: "see:steady, see:up_to see:server_CPU int")
        #expect(sight.left == [])
        let view = try #require(sight.seen.last)
        #expect(view[0] == "before")
        #expect(view[1].hasPrefix("small  trial 1 of 3  ") && view[1].hasSuffix(" left"))
        #expect(view[2].hasPrefix("polling at 20 tasks/s") || view[2].hasPrefix("push at 20 tasks/s"))
        #expect(view[3].hasPrefix("  clients 20 of 20") && view[3].contains("server CPU"))
        #expect(view[4].contains("last 5 s") && view[4].contains("p99"))
        #expect(view[6] == "  Live figures come from a sample; the report has the exact ones.")
        #expect(view[7...].allSatisfy { $0.isEmpty })
        #expect(sight.status == 130)
        #expect(sight.last.contains("before"))
        #expect(sight.lastText.contains("bench: stopping; what was measured is kept"))
        #expect(!sight.lastText.contains("Live figures"))
        #expect(!sight.cursorHidden)
        #expect(sight.cursor[0] == 0)
    }

    @Test("SIGTERM leaves a clean screen and the cursor, too")
    func terminated() async throws {
        let sight = try await Self.watch(size: (100, 60), plan: "see:Live_figures term")
        #expect(sight.left == [])
        #expect(sight.status == 130)
        #expect(sight.lastText.contains("bench: stopping; what was measured is kept"))
        #expect(!sight.lastText.contains("Live figures"))
        #expect(!sight.cursorHidden)
    }

    @Test("Ctrl-Z gives the terminal to the shell, and the view comes back with the run")
    func stopped() async throws {
        let sight = try await Self.watch(
            size: (100, 60), plan: "see:Live_figures stop mark cont see:Live_figures int")
        #expect(sight.left == [])
        #expect(sight.seenCursorHidden == [true, false, true])
        #expect(sight.seen[1].allSatisfy { !$0.contains("Live figures") && !$0.contains("trial 1") })
        #expect(sight.status == 130)
        #expect(!sight.cursorHidden)
    }

    @Test("In the background of a shell nothing is drawn, in front of it the view")
    func background() async throws {
        let shell = #"set -m; "$@" & read -r line; fg %1 >/dev/null"#
        let sight = try await Self.watch(
            size: (100, 60), plan: "bg mark type:go see:Live_figures int",
            through: ["bash", "-c", shell, "shell"])
        #expect(sight.left == [])
        #expect(sight.seenCursorHidden == [false, true])
        #expect(sight.seen[0].allSatisfy { !$0.contains("trial 1") })
        #expect(!sight.cursorHidden)
    }

    @Test("A terminal that is closed ends the run as Ctrl-C does: what was measured is in its files")
    func closed() async throws {
        let sight = try await Self.watch(size: (100, 60), plan: "see:Live_figures hup")
        #expect(sight.left == [])
        #expect(sight.status == 130)
        let files: [String] = try #require(sight.files)
        #expect(Set(["report.json", "report.html", "junit.xml"]).isSubset(of: files), "\(files)")
    }

    @Test("A terminal that takes nothing keeps neither the results from their files nor bench from its end")
    func deaf() async throws {
        let sight = try await Self.watch(
            size: (100, 60), plan: "see:Live_figures deaf term file:RUN/junit.xml term")
        #expect(sight.left == [])
        #expect(sight.status == 130)
    }

    @Test("A server that dies leaves a clean screen and the cursor, too")
    func serverDies() async throws {
        let sight = try await Self.watch(size: (80, 60), plan: "see:steady, kill-child")
        #expect(sight.left == [])
        #expect(sight.status == 3)
        #expect(sight.lastText.contains("died"))
        #expect(!sight.lastText.contains("Live figures"))
        #expect(!sight.cursorHidden)
    }

    @Test("Where there is no room for the view, there is a line; where it is made, the view")
    func sizes() async throws {
        let sight = try await Self.watch(
            size: (56, 20),
            plan: "see:steady mark size:90x20 see:steady, see:Live_figures size:90x7 see:20/20_clients int")
        #expect(sight.left == [])
        #expect(sight.seen[0][1].hasPrefix("[1/3] "))
        #expect(sight.seen[0][2...].allSatisfy { $0.isEmpty })
        // A terminal that became smaller is cleared: a single line, nothing of the view.
        let small = try #require(sight.seen.last).filter { !$0.isEmpty }
        #expect(small.count == 1 && small[0].hasPrefix("[1/3] "))
        #expect(sight.status == 130 && !sight.cursorHidden)
    }

    @Test("A terminal that can do nothing gets a line a phase")
    func dumb() async throws {
        let sight = try await Self.watch(
            size: (120, 60), plan: "see:,_steady; int", environment: ["TERM=dumb"])
        #expect(sight.left == [])
        #expect(sight.last.contains { $0.hasPrefix("trial 1/3: ") && $0.contains(", connecting;") })
        #expect(sight.last.contains { $0.hasPrefix("trial 1/3: ") && $0.contains(", steady;") })
        #expect(sight.status == 130 && !sight.cursorHidden)
    }
}
