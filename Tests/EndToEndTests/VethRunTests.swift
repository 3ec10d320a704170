import Foundation
import Results
import TestSupport
import Testing

@Suite(
    "bench run --network veth", .serialized,
    .enabled(
        if: NamespaceSupport.isAvailable, "needs root, ip(8) and a kernel with network namespaces and veth"))
struct VethRunTests {
    private func leftovers(of run: BenchRun) -> [String] {
        NamespaceSupport.names.filter { $0.hasPrefix("swarmbench-\(run.program.processID)-") }
    }

    @Test("loses nothing, names the path, and leaves no namespace behind")
    func runs() async throws {
        let run = try BenchRun(smallScenario, ["--network", "veth"])
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(status == 0 || (status == 3 && document.verdict == .invalid), "\(run.program.errors.text)")
        #expect(document.environment.network == "veth")
        #expect(document.cells.count == 2)
        for cell in document.cells {
            #expect(cell.summary.lost == 0 && cell.summary.errors.isEmpty)
            #expect((cell.summary.events ?? 0) > 50)
        }
        #expect(try run.markdown().contains("Network path: veth"))
        #expect(run.program.output.text.contains("Network path: veth"))
        #expect(leftovers(of: run).isEmpty)
    }

    @Test("interrupted once or twice, it removes its namespace", arguments: [1, 2])
    func interrupted(times: Int) async throws {
        let run = try BenchRun(smallScenario + "\nnetwork: veth\n")
        try await run.progress(containing: "steady")
        #expect(leftovers(of: run).count == 1)
        for _ in 0..<times { run.program.send(SIGINT) }
        #expect(try await run.exitStatus() == 130)
        #expect(leftovers(of: run).isEmpty)
    }
}
