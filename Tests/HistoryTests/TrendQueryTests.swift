import History
import Results
import Testing

@Suite("What a trend is made of") struct TrendQueryTests {
    private func history(_ documents: [ResultsDocument], in folder: TemporaryFolder) throws -> RunHistory {
        let history = try RunHistory.open(toWrite: folder.path("history.sqlite"), stamp: "20261123-000000")
        for document in documents { try history.record(document, folder: nil) }
        return history
    }

    private func query(
        _ metric: String, absolute: Bool = false, machine: String? = nil
    ) throws -> RunHistory.TrendQuery {
        RunHistory.TrendQuery(
            reference: try MetricReference(parsing: metric), scenario: "sample", isAbsolute: absolute,
            machine: machine)
    }

    @Test("ratios are the ones that were paired within the runs, oldest run first")
    func ratios() throws {
        let folder = try TemporaryFolder()
        let history = try history(
            [SampleRun.document(2, push: [30, 30, 30]), SampleRun.document(1)], in: folder)
        let trends = try history.trends(query("server.cpuPercent"))
        #expect(trends.map(\.name) == ["push/polling server.cpuPercent@10"])
        #expect(trends[0].points.map(\.value) == [2, 3])
        #expect(trends[0].points[0].confidence95 == [20.0 / 11, 20.0 / 9])
    }

    @Test("values of every arm, or of the one that is named")
    func absolute() throws {
        let folder = try TemporaryFolder()
        let history = try history([SampleRun.document(1)], in: folder)
        let all = try history.trends(query("server.cpuPercent", absolute: true))
        #expect(all.map(\.arm) == ["polling", "push"])
        #expect(all.map(\.unit) == ["%", "%"])
        #expect(all.flatMap(\.points).map(\.value) == [10, 20])
        let one = try history.trends(query("push.server.cpuPercent@10", absolute: true))
        #expect(one.map(\.arm) == ["push"])
        #expect(try history.trends(query("push.server.cpuPercent@20", absolute: true)).isEmpty)
    }

    @Test("a metric that runs do not pair is the quotient of the two arms' figures")
    func quotient() throws {
        let folder = try TemporaryFolder()
        var document = SampleRun.document(1)
        document.cells[0].summary.server.residentBytes = 20_000_000
        document.cells[1].summary.server.residentBytes = 50_000_000
        // Nothing like a ratio: what is near zero has none.
        document.cells[0].summary.server.userPercent = 0.1
        document.cells[1].summary.server.userPercent = 10
        let history = try history([document], in: folder)
        let trends = try history.trends(query("server.residentBytes"))
        #expect(trends.map(\.name) == ["push/polling server.residentBytes@10"])
        #expect(trends[0].points.map(\.value) == [2.5])
        #expect(try history.trends(query("server.userPercent")).isEmpty)
    }

    @Test("the arms named the other way round give the inverse, interval and all")
    func inverse() throws {
        let folder = try TemporaryFolder()
        let history = try history(
            [SampleRun.document(1), SampleRun.document(2, push: [40, 40, 40])], in: folder)
        let trends = try history.trends(query("polling/push server.cpuPercent"))
        let trend = try #require(trends.first)
        #expect(trends.count == 1 && trend.name == "polling/push server.cpuPercent@10")
        #expect(trend.points.map(\.value) == [0.5, 0.25])
        let interval = try #require(trend.points[0].confidence95)
        #expect(abs(interval[0] - 9.0 / 20) < 1e-12 && abs(interval[1] - 11.0 / 20) < 1e-12)
    }

    @Test("partial and invalid runs, other scenarios and other machines are left out")
    func leftOut() throws {
        let folder = try TemporaryFolder()
        let history = try history(
            [
                SampleRun.document(1), SampleRun.document(2, partial: true),
                SampleRun.document(3, verdict: .invalid), SampleRun.document(4, scenario: "other"),
                SampleRun.document(5, host: "elsewhere"), SampleRun.document(6, verdict: .fail),
            ], in: folder)
        let trend = try #require(try history.trends(query("server.cpuPercent")).first)
        #expect(trend.points.map(\.run.runId) == ["20261101-sample", "20261105-sample", "20261106-sample"])
        let there = try #require(try history.trends(query("server.cpuPercent", machine: "elsewhere")).first)
        #expect(there.points.map(\.run.runId) == ["20261105-sample"])
    }
}
