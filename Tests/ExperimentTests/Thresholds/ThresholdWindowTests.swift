import Results
import Scenarios
import Testing

@testable import Experiment

@Suite struct ThresholdWindowTests {
    private typealias Fixture = ThresholdFixture

    private static func windows(
        _ values: [Double?], samples: Int? = 1_000, infinite: Int? = 0,
        figure: String = "deliveryLatency.p99",
        seconds: Double = 5
    ) -> [WindowedFigure] {
        [
            WindowedFigure(
                figure: figure, seconds: seconds,
                windows: values.enumerated().map { place, value in
                    WindowedFigure.Window(
                        second: Double(place) * seconds, value: value, samples: samples, infinite: infinite)
                })
        ]
    }

    private static let expression = "push.deliveryLatency.p99 < 50ms every 5s"

    @Test("every window of every counted trial is checked, and the worst is named")
    func allWindows() throws {
        let trials = [
            Fixture.trial(position: 0, discarded: true, windows: Self.windows([900])),
            Fixture.trial(position: 1, windows: Self.windows([20, 30, 40])),
            Fixture.trial(block: 1, position: 4, windows: Self.windows([20, 61.5, 51])),
            Fixture.trial(block: 2, position: 5, partial: true, windows: Self.windows([800])),
        ]
        let result = try Fixture.result(Self.expression, [Fixture.cell(trials: trials)])
        #expect(result.outcome == .failed)
        #expect(result.value == 61.5 && result.unit == "ms" && result.limit == 50)
        #expect(result.cell == "push@10")
        #expect(
            result.windows
                == ThresholdResult.Windows(
                    seconds: 5, checked: 6, failed: 2, undecided: 0,
                    worst: ThresholdResult.Worst(trial: 4, second: 5, value: 61.5)))
        let held = try Fixture.result(
            "push.deliveryLatency.p99 < 62ms every 5s", [Fixture.cell(trials: trials)])
        #expect(held.outcome == .held && held.windows?.worst?.value == 61.5)
        // Windows of another length or figure are other windows.
        for other in ["push.deliveryLatency.p99 < 1h every 6s", "push.deliveryLatency.p90 < 1h every 5s"] {
            #expect(try Fixture.result(other, [Fixture.cell(trials: trials)]).outcome == .undecided)
        }
    }

    @Test(
        "a window needs samples beyond its quantile to be judged",
        arguments: [
            ("mean", 1), ("p50", 20), ("p90", 100), ("p99", 1_000), ("max", 1),
        ] as [(String, Int)])
    func fewSamples(statistic: String, needed: Int) throws {
        let figure: String = "deliveryLatency.\(statistic)"
        let text: String = "push.\(figure) < 50ms every 5s"
        func result(samples: Int) throws -> ThresholdResult {
            let windows = Self.windows([10], samples: samples, figure: figure)
            return try Fixture.result(text, [Fixture.cell(trials: [Fixture.trial(windows: windows)])])
        }
        #expect(try result(samples: needed).outcome == .held)
        let open = try result(samples: needed - 1)
        #expect(open.outcome == .undecided)
        #expect(open.windows?.checked == 0 && open.windows?.undecided == 1)
        #expect(
            open.undecided
                == "trial 1 at 0 s: \(statistic) of a window needs \(needed) samples and there were "
                + "\(needed - 1); make windows longer, or ask at busier load points")
    }

    @Test("a window that cannot be judged leaves the threshold undecided, unless another failed")
    func mixed() throws {
        let few = Self.windows([10], samples: 3)[0].windows[0]
        var windows = Self.windows([20, 30])
        windows[0].windows += [few, few]
        let cell = Fixture.cell(trials: [Fixture.trial(windows: windows)])
        let open = try Fixture.result(Self.expression, [cell])
        #expect(open.outcome == .undecided && open.windows?.undecided == 2 && open.windows?.checked == 2)
        #expect(open.undecided?.contains("; 1 more cannot be judged;") == true)
        #expect(try Fixture.result("push.deliveryLatency.p99 < 25ms every 5s", [cell]).outcome == .failed)
    }

    @Test("a window whose quantile falls among what never arrived fails")
    func lost() throws {
        let windows = Self.windows([nil], infinite: 30)
        let result = try Fixture.result(
            Self.expression, [Fixture.cell(trials: [Fixture.trial(windows: windows)])])
        #expect(result.outcome == .failed && result.value == nil)
        #expect(result.windows?.worst == ThresholdResult.Worst(trial: 1, second: 0, value: nil))
        #expect(result.note == "30 of 1000 samples of the worst window never arrived")
    }

    @Test("figures that are no latency need no samples, but a value")
    func scalars() throws {
        let windows = Self.windows([20, 85], samples: nil, infinite: nil, figure: "server.cpuPercent")
        let cell = Fixture.cell(trials: [Fixture.trial(windows: windows)])
        #expect(try Fixture.result("push.server.cpuPercent < 80% every 5s", [cell]).outcome == .failed)
        #expect(try Fixture.result("push.server.cpuPercent < 90% every 5s", [cell]).outcome == .held)
        let gap = Self.windows([20, nil], samples: nil, infinite: nil, figure: "server.cpuPercent")
        let open = try Fixture.result(
            "push.server.cpuPercent < 90% every 5s", [Fixture.cell(trials: [Fixture.trial(windows: gap)])])
        #expect(open.undecided?.hasPrefix("trial 1 at 5 s: it was not measured") == true)
    }
}
