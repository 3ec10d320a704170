import Results
import Testing

@testable import Reporting

@Suite("Two runs compared") struct RunComparisonTests {
    /// The sample run with the CPU that push took in each of its three trials.
    private func run(_ id: String, cpu: [Double]) -> ResultsDocument {
        var document = SampleDocument.busyRun()
        document.runId = id
        for (index, percent) in cpu.enumerated() {
            document.cells[1].trials[index].figures.server.cpuPercent = percent
            document.cells[0].trials[index].figures.server.cpuPercent = 10
        }
        document.cells[1].summary.server.cpuPercent = cpu.reduce(0, +) / 3
        let ratio: Int? = document.comparisons.firstIndex { $0.metric == "server.cpuPercent" }
        if let ratio { document.comparisons[ratio].ratio = cpu.reduce(0, +) / 30 }
        return document
    }

    @Test("ratios within the runs are compared block by block, figures trial by trial")
    func rows() throws {
        let comparison = RunComparison(
            run("a", cpu: [40, 41, 39]), run("b", cpu: [50, 51, 49]))
        let ratio = try #require(comparison.ratios.first { $0.metric == "server.cpuPercent" })
        #expect(ratio.subject == "push / polling")
        #expect(ratio.a == 4 && ratio.b == 5)
        let change = try #require(ratio.change)
        // Geometric means: the cube root of (5.0 x 5.1 x 4.9) / (4.0 x 4.1 x 3.9) = 124.95 / 63.96.
        #expect(abs(change.estimate - 1.25009) < 1e-5)
        #expect(ratio.isClear)
        let figure = try #require(
            comparison.figures.first { $0.metric == "server.cpuPercent" && $0.subject == "push" })
        #expect(figure.a == 40 && figure.b == 50)
        #expect(abs((figure.change?.estimate ?? 0) - change.estimate) < 1e-12)
    }

    @Test("what a block's trials have in common cancels in the ratios, as it does within a run")
    func blocks() throws {
        var documents = [run("a", cpu: [40, 82, 156]), run("b", cpu: [50, 102, 196])]
        for index in documents.indices {
            for (trial, percent) in [10.0, 20, 40].enumerated() {
                documents[index].cells[0].trials[trial].figures.server.cpuPercent = percent
            }
        }
        let comparison = RunComparison(documents[0], documents[1])
        // Blocks of 4.0, 4.1, 3.9 and of 5.0, 5.1, 4.9; the figures themselves double from block to block.
        let ratio = try #require(comparison.ratios.first { $0.metric == "server.cpuPercent" })
        #expect(abs((ratio.change?.estimate ?? 0) - 1.25009) < 1e-5)
        #expect(ratio.isClear)
        let figure = try #require(
            comparison.figures.first { $0.metric == "server.cpuPercent" && $0.subject == "push" })
        #expect(!figure.isClear)
    }

    @Test("a run whose figures are no measurements is named before any figure")
    func doubtful() {
        var documents = [run("a", cpu: [40, 41, 39]), run("b", cpu: [50, 51, 49])]
        for index in documents.indices {
            documents[index].verdict = .pass
            documents[index].partial = false
        }
        let sound: String = RunComparisonReport.render(RunComparison(documents[0], documents[1]))
        #expect(!sound.contains("decides nothing"))
        documents[0].partial = true
        documents[1].verdict = .invalid
        let text: String = RunComparisonReport.render(RunComparison(documents[0], documents[1]))
        #expect(text.contains("A is partial, B is invalid: read the figures as what happened"))
    }

    @Test("what differs by no more than its scatter is not called a change")
    func unclear() throws {
        let comparison = RunComparison(run("a", cpu: [40, 46, 34]), run("b", cpu: [41, 47, 36]))
        let row = try #require(comparison.ratios.first { $0.metric == "server.cpuPercent" })
        #expect(!row.isClear)
    }

    @Test("runs with fewer than three trials give ratios without an interval, and say so")
    func few() {
        var documents = [run("a", cpu: [40, 41, 39]), run("b", cpu: [50, 51, 49])]
        for index in documents.indices {
            for cell in documents[index].cells.indices { documents[index].cells[cell].trials.removeLast() }
        }
        let comparison = RunComparison(documents[0], documents[1])
        #expect((comparison.ratios + comparison.figures).allSatisfy { $0.change?.confidence95 == nil })
        #expect(RunComparisonReport.render(comparison).contains("fewer than 3 trials"))
    }

    @Test("cells of other clients, arms or loads are not compared, and named")
    func unmatched() {
        var other = run("b", cpu: [50, 51, 49])
        other.cells[1].clients = 1_000
        let comparison = RunComparison(run("a", cpu: [40, 41, 39]), other)
        #expect(!comparison.figures.contains { $0.subject == "push" })
        #expect(
            comparison.unmatched == [
                "push@10 with 500 clients is only in A", "push@10 with 1,000 clients is only in B",
            ])
    }

    @Test("the report warns that runs share no pairs, puts ratios first, and lists what differed")
    func report() throws {
        var other = run("b", cpu: [50, 51, 49])
        other.environment.kernel = "Linux 6.9"
        other.seed = 17
        let text = RunComparisonReport.render(RunComparison(run("a", cpu: [40, 41, 39]), other))
        let warning = try #require(text.range(of: "share no pairs"))
        let ratios = try #require(text.range(of: "Ratios within each run"))
        let figures = try #require(text.range(of: "Figures of each run"))
        #expect(warning.lowerBound < ratios.lowerBound && ratios.lowerBound < figures.lowerBound)
        #expect(text.contains("B 25 % higher"))
        #expect(text.contains("kernel: Linux 6.1 -> Linux 6.9"))
        #expect(text.contains("seed: 1 -> 17"))
        #expect(!text.contains("CPU model:"))
    }

    @Test("a run compared with itself differs in nothing")
    func itself() {
        let document = run("a", cpu: [40, 41, 39])
        let comparison = RunComparison(document, document)
        #expect(!comparison.isEmpty)
        #expect((comparison.ratios + comparison.figures).allSatisfy { !$0.isClear })
        let text = RunComparisonReport.render(comparison)
        #expect(text.contains("0 of "))
        #expect(text.contains("settings are the same"))
    }
}
