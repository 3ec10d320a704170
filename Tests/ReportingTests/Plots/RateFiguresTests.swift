import Foundation
import Results
import Statistics
import Testing

@testable import Reporting

@Suite("RateFigures")
struct RateFiguresTests {
    private func figure(_ id: String, _ document: ResultsDocument) throws -> ReportFigure {
        try #require(RateFigures.all(PlotFacts(document)).first { $0.id == id })
    }

    /// The numbers of a path, pair by pair.
    private func points(_ path: ParsedPlot.Element) -> [(x: Double, y: Double)] {
        (path.attributes["d"] ?? "").split { "MLZ".contains($0) }.compactMap { pair in
            let numbers: [Double] = pair.split(separator: " ").compactMap { Double($0) }
            return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
        }
    }

    @Test("a curve passes where logarithmic axes put its points")
    func coordinates() throws {
        let plot = try #require(ParsedPlot(figure("rate-traffic", PlotDocuments.threeLoads()).svg))
        let push = try #require(plot.all("path", "line").first { $0.classes.contains("series-2") })
        let own = points(push)
        // 1, 10 and 100 MB are bottom, middle and top of an area of 214 under a title of 23.
        #expect(own.map(\.y) == [237, 130, 23])
        // 2, 20 and 200 events/s are left, middle and right of it.
        #expect(abs(own[1].x - (own[0].x + own[2].x) / 2) < 0.11)
        let polling = try #require(plot.all("path", "line").first { $0.classes.contains("series-1") })
        // 5 MB everywhere: log10(5) of the way up the lower half.
        #expect(points(polling).map(\.y) == [162.2, 162.2, 162.2])
    }

    @Test("the break-even point is marked where the curves cross on logarithms")
    func breakEven() throws {
        let traffic = try figure("rate-traffic", PlotDocuments.threeLoads())
        let plot = try #require(ParsedPlot(traffic.svg))
        // 0.2, 2 and 20 times polling at 2, 20 and 200 events/s: equal at 2 x 5.
        #expect(plot.all("text").contains { $0.text == "break-even 10.0/s" })
        #expect(
            traffic.caption.contains(
                "Break-even in wire bytes at 10.0 events/s (push and polling; all 3 blocks agree), "
                    + "between the measured 2.00 and 20.0."))
        let axis = points(try #require(plot.all("path", "line").first { $0.classes.contains("series-2") }))
        let mark = try #require(plot.all("line", "mark").first?.number("x1"))
        #expect(abs(mark - (axis[0].x + (axis[2].x - axis[0].x) * log10(5) / 2)) < 0.11)
        // Push takes more CPU at every load here.
        #expect(
            try figure("rate-cpu", PlotDocuments.threeLoads()).caption.contains("outside the measured range"))
    }

    @Test(
        "blocks that cross elsewhere give the break-even point an interval; one that does not cross takes it away"
    )
    func interval() throws {
        var document: ResultsDocument = PlotDocuments.threeLoads()
        // Push at 20 events/s costs 2, 1 and 4 times what polling does: equal at 10, 20 and 2 x 10^(log 5 / log 20).
        for (block, bytes) in [1e7, 5e6, 2e7].enumerated() {
            document.cells[3].trials[block].figures.traffic.wireBytesPerClientHour.down = bytes
        }
        let traffic = try figure("rate-traffic", document)
        let third: Double = 2 * pow(10, log(5) / log(20))
        let logs: [Double] = [10, 20, third].map { log($0) }
        let mean: Double = logs.reduce(0, +) / 3
        let deviation: Double = (logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
        // t(0.975; 2) = 4.302653.
        let reach: Double = 4.302653 * deviation / 3.0.squareRoot()
        let text: String =
            "\(NumberFormat.significant(exp(mean - reach))) to \(NumberFormat.significant(exp(mean + reach)))"
        #expect(traffic.caption.contains("95 % interval \(text) over 3 blocks"))
        document.cells[5].trials[0].figures.traffic.wireBytesPerClientHour.down = 1e6
        document.cells[3].trials[0].figures.traffic.wireBytesPerClientHour.down = 1e6
        #expect(try figure("rate-traffic", document).caption.contains("the curves of 2 of 3 blocks cross"))
    }

    @Test("a mean that leaves updates out says how many")
    func neverArrived() throws {
        var document: ResultsDocument = PlotDocuments.threeLoads()
        #expect(try !figure("rate-update-mean", document).caption.contains("never arrived"))
        document.cells[1].summary.updateLatencyMs.infinite = 5
        document.cells[1].summary.updateLatencyMs.count = 200
        #expect(try figure("rate-update-mean", document).caption.contains("never arrived: push@0.2 2.5 %."))
    }

    @Test("one rate makes no curve")
    func oneRate() {
        #expect(RateFigures.all(PlotFacts(SampleDocument.busyRun())).isEmpty)
    }

    @Test("an arm breaks even with the polling of its own target")
    func pairs() {
        var document: ResultsDocument = PlotDocuments.threeLoads()
        document.cells += document.cells.map { cell in
            var other: Cell = cell
            other.arm = "flask-\(cell.arm)"
            return other
        }
        document.environment.targets = [
            MeasuredTarget(
                name: "flask", arms: ["flask-polling", "flask-push"], address: nil, command: nil,
                freshProcess: true, remarks: [])
        ]
        let pairs: [ArmPair] = ArmPair.all(PlotFacts(document))
        #expect(pairs.map(\.baseline.name) == ["polling", "flask-polling"])
        #expect(pairs.map(\.candidate.name) == ["push", "flask-push"])
    }

    @Test("events a second come from the log, or from what a push arm was sent")
    func rates() throws {
        var document: ResultsDocument = PlotDocuments.threeLoads()
        let counted = EventRates(PlotFacts(document))
        #expect(counted.unit == .events)
        #expect(document.cells.map { counted.rate(of: $0) } == [2, 2, 20, 20, 200, 200])
        document.cells[3].summary.eventTraffic = [
            "a": EventTraffic(rate: 18, periodicRate: 0, itemBytes: 1, batchBytes: 1, windowSeconds: 0),
            "b": EventTraffic(rate: 3, periodicRate: 1, itemBytes: 1, batchBytes: 1, windowSeconds: 0),
        ]
        #expect(EventRates(PlotFacts(document)).rate(of: document.cells[2]) == 21)
        document.cells[0].summary.events = nil
        document.cells[1].summary.events = nil
        let tasks = EventRates(PlotFacts(document))
        #expect(tasks.unit == .tasks)
        #expect(tasks.rate(of: document.cells[0]) == 0.2)
    }

    @Test(
        "a p99 that one rate at most can carry gives way to the p90, and a refused one is said to be missing")
    func percentiles() throws {
        var document: ResultsDocument = PlotDocuments.threeLoads()
        for cell in document.cells.indices {
            document.cells[cell].summary.updateLatencyMs.p99 = cell < 2 ? nil : 100
            for trial in document.cells[cell].trials.indices {
                document.cells[cell].trials[trial].figures.updateLatencyMs.p99 = nil
            }
        }
        let some = try figure("rate-update-p99", document)
        #expect(some.caption.contains("Not shown: polling@0.2, push@0.2"))
        #expect(some.table.rows.count == 4)
        // Pooled over trials that carry none of their own: no interval.
        #expect(some.table.rows.allSatisfy { $0[4] == "-" })
        for cell in document.cells.indices where cell < 4 {
            document.cells[cell].summary.updateLatencyMs.p99 = nil
        }
        #expect(try figure("rate-update-p90", document).table.rows.count == 6)
    }
}

@Suite("PushForm")
struct PushFormTests {
    private func cell(_ types: [String: EventTraffic]) -> Cell {
        var figures = SampleDocument.pushFigures()
        figures.eventTraffic = types
        figures.traffic.heartbeatBytesPerClientHour = 3_600 * 6
        figures.server.cpuMicrosecondsPerMessage = 10
        return SampleDocument.cell("push", "websocket", SampleDocument.busy, figures)
    }

    @Test("without a window every event is a message: bytes, messages and waits by hand")
    func unbatched() throws {
        let form = try #require(
            PushForm([
                cell([
                    "a": EventTraffic(
                        rate: 10, periodicRate: 0, itemBytes: 200, batchBytes: 100, windowSeconds: 0)
                ])
            ]))
        // 6 B/s of heartbeats and 4 events of 300 bytes.
        #expect(abs(form.traffic(rate: 4) - 3_600 * (6 + 1_200)) < 1e-6)
        #expect(abs(form.messages(rate: 4) - 4) < 1e-12)
        // 500 clients at 10 us: S = 5 ms, rho = 0.02, rho S / (2 (1 - rho)) + 501 x 10 us / 2.
        let delivery: Double = 0.02 * 5 / (2 * 0.98) + 501 * 0.01 / 2
        #expect(try abs(#require(form.updateLatency(rate: 4)) - delivery) < 1e-9)
        // 200 events/s keep the sender busy without end.
        #expect(form.updateLatency(rate: 200) == nil)
    }

    @Test("with a window the waits are W/2 when busy, and events by the clock keep their rate")
    func batched() throws {
        let form = try #require(
            PushForm([
                cell([
                    "a": EventTraffic(
                        rate: 11, periodicRate: 1, itemBytes: 0, batchBytes: 100, windowSeconds: 0.1)
                ])
            ]))
        // r/(1 + rW) messages, below the window's capacity.
        #expect(abs(form.messages(rate: 20) - 20 / 3) < 1e-9)
        #expect(abs(form.messages(rate: 0) - 1 / 1.1) < 1e-9)
        #expect(abs(form.traffic(rate: 20) - 3_600 * (6 + 2_000.0 / 3)) < 1e-6)
    }

    @Test("an arm without events under load, or with impossible ones, has no form")
    func none() {
        #expect(PushForm([]) == nil)
        #expect(PushForm([cell([:])]) == nil)
        #expect(
            PushForm([
                cell([
                    "a": EventTraffic(
                        rate: 10, periodicRate: 0, itemBytes: .nan, batchBytes: 1, windowSeconds: 0)
                ])
            ]) == nil)
    }
}

@Suite("RateForms")
struct RateFormsTests {
    @Test("the CPU forms meet where the closed form of the break-even says")
    func cpu() throws {
        var document = SampleDocument.empty()
        func add(
            _ arm: String, _ transport: String, _ load: LoadPoint, cpu: Double, messages: Double, rate: Double
        ) {
            var figures = arm == "push" ? SampleDocument.pushFigures() : SampleDocument.pollingFigures()
            figures.server.cpuPercent = cpu
            figures.messagesPerClientSecond = messages
            if arm == "push" {
                figures.eventTraffic = [
                    "a": EventTraffic(
                        rate: rate, periodicRate: 0.1, itemBytes: 100, batchBytes: 100, windowSeconds: 0)
                ]
            }
            document.cells.append(SampleDocument.cell(arm, transport, load, figures))
        }
        let idle = LoadPoint(tasksPerSecond: 0)
        add("polling", "interval-polling", idle, cpu: 4, messages: 1, rate: 0)
        add("push", "websocket", idle, cpu: 0.2, messages: 0.1, rate: 0.1)
        add("polling", "interval-polling", SampleDocument.busy, cpu: 6, messages: 1, rate: 0)
        add("push", "websocket", SampleDocument.busy, cpu: 12, messages: 20.1, rate: 20.1)
        let facts = PlotFacts(document)
        let rates = EventRates(facts)
        let forms = RateForms.cpu(facts, rates, ArmPair.all(facts))
        #expect(forms.curves.map(\.style.name) == ["polling", "push"])
        // At the loads themselves the forms are the measurements they come from.
        #expect(try abs(#require(forms.curves[0].value(at: 20.1)) - 6) < 1e-9)
        #expect(try abs(#require(forms.curves[1].value(at: 20.1)) - 12) < 1e-9)
        // cost of a poll / (T x cost of a push message) = 4 / ((12 - 2) / 20.1).
        let even: Double = CPUBreakEven.messagesPerSecond(pollCost: 4, interval: 1, pushCost: 10 / 20.1)
        let crossing = BreakEvenPoint(
            zip(forms.curves[0].points, forms.curves[1].points).map { ($0.rate, $0.value, $1.value) })
        guard case .crossing(let rate, _, _) = crossing.place else {
            Issue.record("no crossing")
            return
        }
        // Every event is a message here; between samples the curves are taken for straight.
        #expect(abs(rate / even - 1) < 0.01)
    }
}
