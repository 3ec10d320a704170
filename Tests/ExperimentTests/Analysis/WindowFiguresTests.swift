import Metering
import Results
import Scenarios
import Testing

@testable import Experiment
@testable import LoadEngine

/// The fixture's steady state is [1,000, 11,000) ms.
@Suite("A trial, window by window")
struct WindowFiguresTests {
    typealias Fixture = MeasurementFixture

    static let second: Int64 = 1_000_000_000

    static let transports: [Transport] = [
        .webSocket, .longPolling, .intervalPolling(intervalNanoseconds: second),
        .conditionalPolling(intervalNanoseconds: second), .eventPolling(intervalNanoseconds: second),
    ]

    @Test("by the entry's stamp, whenever it arrived; what never came is lost in the window of its stamp")
    func stamps() throws {
        var fixture = Fixture(clients: 2)
        fixture.entry(at: 999)
        fixture.receipt(1, client: 0, at: 1_001)
        fixture.entry("task_update", at: 5_990)
        fixture.receipt(2, client: 0, at: 6_010, lag: 1_000_000, delay: 15_000, flags: .batched)
        fixture.receipt(2, client: 1, at: 6_030, delay: 15_000, flags: .batched)
        fixture.entry(at: 6_000)
        fixture.receipt(3, client: 1, at: 6_004)
        fixture.submission("a", intended: 5_999)
        fixture.submission("b", intended: 6_000)
        fixture.submission("c", intended: 11_000)
        let windows = Analysis.windows(fixture.measurement(), every: 5 * Self.second)
        #expect(windows.map(\.second) == [0, 5])
        #expect(windows.map(\.seconds) == [5, 5])
        #expect(windows.map(\.updates) == [2, 2])
        #expect(windows.map(\.events) == [1, 1])
        #expect(windows.map(\.lost) == [0, 1])
        #expect(windows.map(\.submissions) == [1, 1])
        // By arrival: those of the entries at 999, and at 5,990 and 6,000.
        #expect(windows.map(\.messages) == [1, 3])
        func mean(_ place: Int, _ key: String) -> Double? {
            windows[place].histograms[key].map(LatencySummary.init)?.mean
        }
        #expect(mean(0, HistogramKey.updateLatency) == 30)
        #expect(mean(0, HistogramKey.serverDelay) == 15)
        #expect(mean(0, HistogramKey.deliveryLatency) == 15)
        #expect(mean(0, HistogramKey.asSeenLatency) == 30.5)
        #expect(mean(1, HistogramKey.updateLatency) == 4)
        #expect(windows[1].histograms[HistogramKey.updateLatency]?.infinite == 1)
        #expect(windows[0].histograms[HistogramKey.pollWait] == nil)
        // Neither task has an entry: nobody ever saw them.
        #expect(windows.map { $0.histograms[HistogramKey.submitToSeen]?.infinite } == [2, 2])
    }

    @Test("submit to seen is in the window of the intended submission")
    func tasks() throws {
        var fixture = Fixture(clients: 1)
        fixture.submission("a", intended: 5_900)
        fixture.entry("task_update", at: 6_050, task: "a")
        fixture.receipt(1, at: 6_100)
        let windows = Analysis.windows(fixture.measurement(), every: 5 * Self.second)
        let seen = try windows.map { try #require($0.histograms[HistogramKey.submitToSeen]) }
        #expect(seen.map(\.count) == [1, 0])
        #expect(seen[0].sum == 200e6)
        #expect(seen.map(\.events) == [1, 0])
    }

    @Test("without the whole log nothing is known to be missing; without looks no errors are known")
    func unknown() throws {
        var fixture = Fixture(clients: 1)
        fixture.entry(at: 2_000)
        fixture.receipt(1, at: 2_010)
        fixture.logComplete = false
        let window = try #require(Analysis.windows(fixture.measurement(), every: 20 * Self.second).first)
        #expect(window.updates == nil && window.lost == nil && window.events == nil)
        #expect(window.histograms[HistogramKey.updateLatency]?.count == 1)
        #expect(window.errors == nil && window.clients == nil)
        #expect(window.serverCPUPercent == nil && window.residentBytes == nil)
    }

    @Test("any windows may be asked for, with gaps between them")
    func gaps() {
        var fixture = Fixture(clients: 1)
        for step in 0..<10 {
            let instant = 1_500 + 1_000 * Double(step)
            fixture.entry(at: instant)
            fixture.receipt(UInt64(step + 1), at: instant + 1)
        }
        let windows = Analysis.windows(
            fixture.measurement(),
            in: [
                Fixture.at(-5_000)..<Fixture.at(2_000), Fixture.at(4_000)..<Fixture.at(6_000),
                Fixture.at(10_000)..<Fixture.at(30_000),
            ])
        #expect(windows.map(\.updates) == [1, 2, 1])
        #expect(windows.map(\.messages) == [1, 2, 1])
    }

    @Test("windows may be many, and are as long as that allows where they are asked to be shorter still")
    func many() {
        var fixture = Fixture(clients: 1)
        fixture.entry(at: 2_000.5)
        fixture.receipt(1, at: 2_001.5)
        let windows = Analysis.windows(fixture.measurement(), every: 0)
        #expect(windows.count == 10_000)
        #expect(windows.reduce(0) { $0 + ($1.updates ?? 0) } == 1)
        #expect(windows[1_000].updates == 1)
        #expect(windows[1_000].histograms[HistogramKey.updateLatency]?.max == 1_000_000)
    }

    /// A trial of random deliveries, delays, losses and repetitions.
    private func trial(_ transport: Transport, seed: UInt64) -> TrialMeasurement {
        var random = SeededGenerator(seed: seed)
        let clients = 5
        var fixture = Fixture(transport: transport, clients: clients)
        fixture.clients[3] = Fixture.client(from: 2_700)
        let isPaged: Bool = if case .eventPolling = transport { true } else { false }
        // One before the steady state, and one that polls come too early for.
        for instant in [600.0, 10_990] { fixture.entry(at: instant) }
        for _ in 0..<148 { fixture.entry(at: Double.random(in: 500...11_500, using: &random)) }
        fixture.log.sort { $0.timestamp < $1.timestamp }
        for place in fixture.log.indices {
            fixture.log[place].seq = UInt64(place + 1)
            fixture.log[place].taskID = "t\(place / 3)"
        }
        for task in 0..<55 {
            fixture.submission(
                task % 9 == 0 ? nil : "t\(task)", intended: Double.random(in: 500...11_500, using: &random))
        }
        for client in 0..<clients {
            var messages: UInt64 = 0
            if transport.isPush {
                for entry in fixture.log where Int.random(in: 0..<20, using: &random) > 0 {
                    let delay = UInt32.random(in: 0...2, using: &random) * 1_000
                    let arrival =
                        Double(entry.timestamp - Fixture.epoch) / 1e6 + Double(delay) / 1e3
                        + Double.random(in: 0...900, using: &random)
                    fixture.receipt(entry.seq, client: UInt32(client), at: arrival, delay: delay)
                    if (1_000..<11_000).contains(arrival) { messages += 1 }
                }
            } else {
                var held: UInt64 = 0
                for step in 0..<11 {
                    let due = 300 + 1_000 * Double(step) + 100 * Double(client)
                    let arrival = due + Double.random(in: 1...80, using: &random)
                    let last = UInt64(fixture.log.count { $0.timestamp <= Fixture.at(due) })
                    fixture.poll(
                        client: UInt32(client), intended: due, arrival: arrival, seq: isPaged ? 0 : last)
                    if isPaged, last > held {
                        for seq in (held + 1)...last {
                            fixture.receipt(seq, client: UInt32(client), at: arrival)
                        }
                    }
                    held = max(held, last)
                    if (1_000..<11_000).contains(arrival) { messages += 1 }
                }
            }
            fixture.clients[client].messages = messages
        }
        return fixture.measurement()
    }

    @Test(
        "windows that cover the steady state add up to the trial's figures, and merge to its histograms",
        arguments: zip(
            transports + [.webSocket, .eventPolling(intervalNanoseconds: second)],
            [2_500_000_000, second, 7 * second, 3 * second, 2 * second, 100 * second, 700_000_000]))
    func sums(transport: Transport, width: Int64) throws {
        let seed = UInt64.random(in: 0 ... .max)
        let measurement = trial(transport, seed: seed)
        let whole = Analysis.trial(measurement)
        let windows = Analysis.windows(measurement, every: width)
        #expect(windows.count == max(1, Int((10e9 / Double(width)).rounded())))
        #expect(windows.reduce(0) { $0 + ($1.updates ?? 0) } == whole.figures.updates, "seed \(seed)")
        #expect(windows.reduce(0) { $0 + ($1.events ?? 0) } == whole.figures.events, "seed \(seed)")
        #expect(windows.reduce(0) { $0 + ($1.lost ?? 0) } == whole.figures.lost, "seed \(seed)")
        #expect(windows.reduce(0) { $0 + $1.messages } == whole.figures.messages, "seed \(seed)")
        #expect((whole.figures.lost ?? 0) > 0 && whole.figures.messages > 0, "seed \(seed)")
        for key in [
            HistogramKey.updateLatency, HistogramKey.deliveryLatency, HistogramKey.asSeenLatency,
            HistogramKey.serverDelay, HistogramKey.pollWait, HistogramKey.submitToSeen,
        ] {
            let parts = windows.compactMap { $0.histograms[key] }
            let merged = parts.dropFirst().reduce(parts.first) { $0?.merged(with: $1) }
            #expect(merged == whole.histograms[key], "\(key), seed \(seed)")
        }
    }

    @Test(
        "steady slices hold the trial's messages, and all slices together every update that came",
        arguments: transports)
    func slices(transport: Transport) throws {
        let seed = UInt64.random(in: 0 ... .max)
        let measurement = trial(transport, seed: seed)
        let whole = Analysis.trial(measurement)
        let series = try #require(whole.series)
        let steady = series.slices.filter { $0.phase == "steady" }
        #expect(steady.reduce(0) { $0 + $1.messages } == whole.figures.messages, "seed \(seed)")
        // Every pair that was possessed: those stamped in the steady state, before it and after it.
        let all = Analysis.windows(measurement, in: [Fixture.at(1_000)..<Fixture.at(11_000)])
        let inSteady = Int(all[0].histograms[HistogramKey.updateLatency]?.count ?? 0)
        let slices = series.slices.reduce(0) { $0 + ($1.updateLatencyMs?.count ?? 0) }
        #expect(inSteady == (whole.figures.updates ?? 0) - (whole.figures.lost ?? 0))
        #expect(slices > inSteady, "seed \(seed)")
        #expect(slices <= 150 * 5, "seed \(seed)")
    }
}
