import Foundation
import Results
import Scenarios
import Statistics

/// The runs of a sweep: a scenario a rate, from a tenth of the lower one of two predicted break-evens, of traffic and of
/// server CPU, to ten times the higher one.
///
/// Traffic's comes from the closed forms. CPU has none that knows how a server's costs grow with the rate: where the
/// curves of the trials that are there already cross between two of their loads, it is that; where they do not, the
/// outermost of their rates on the side on which they have to.
package enum SweepPlan {
    /// - Parameters:
    ///   - scenario: its arms, clients and trials; its steady state is the shortest there is.
    ///   - document: of the test that the sweep goes around.
    /// - Returns: in ascending order of rates. The steady state of each is so long that an arm's trials have the
    ///   sweep's events together.
    /// - Throws: ``ClaimsError``: that document does not tell where traffic breaks even.
    package static func scenarios(
        _ sweep: ClaimSweep, _ scenario: Scenario, around document: ResultsDocument
    ) throws(ClaimsError) -> [Scenario] {
        guard let predicted = TrafficBreakEven(document), predicted.measured > 0, predicted.even > 0 else {
            throw ClaimsError(
                "the test `\(sweep.around)` does not tell at which rate push would cost as much traffic as polling"
            )
        }
        let tasksPerEvent: Double = predicted.load.meanRate / predicted.measured
        let all: [Double] = [predicted.even] + [cpu(document, predicted)].compactMap(\.self)
        return GeometricSweep.rates(around: all, count: sweep.rates).map { events in
            var own: Scenario = scenario
            let tasks: Double = threeDigits(events * tasksPerEvent)
            own.load.points = [OfferedLoad(.open(.constant(tasks)))]
            own.phases.steady = steady(sweep, scenario, events: events)
            return own
        }
    }

    /// Events a second that the load makes, as traffic's prediction counts them; nil where nothing tells.
    private static func cpu(_ document: ResultsDocument, _ traffic: TrafficBreakEven) -> Double? {
        let rate: Double
        switch ClaimExplanations.cpuBreakEven(document)?.place {
        case .crossing(let crossing, _, _): rate = crossing
        case .outside(let isLess, let measured): rate = isLess ? measured.upperBound : measured.lowerBound
        case .unknown, nil: return nil
        }
        let made: Double = rate - traffic.periodic
        return made > 0 ? made : nil
    }

    /// How long a sweep takes about, before there are predictions: from four events a second, which measurement.md has
    /// for the traffic of a bare client that polls every second, to fifty, about where swarm-server's CPU breaks even.
    package static func estimatedSeconds(_ sweep: ClaimSweep, _ scenario: Scenario) -> Double {
        GeometricSweep.rates(around: [4, 50], count: sweep.rates).reduce(0) { sum, events in
            var own: Scenario = scenario
            own.phases.steady = steady(sweep, scenario, events: events)
            return sum + own.estimatedSeconds
        }
    }

    private static func steady(_ sweep: ClaimSweep, _ scenario: Scenario, events: Double) -> Int64 {
        let seconds: Double = Double(sweep.events) / (events * Double(scenario.blocks))
        return max(scenario.phases.steady, Int64(seconds.rounded(.up)) * 1_000_000_000)
    }

    /// The rate names cells and folders.
    private static func threeDigits(_ rate: Double) -> Double { Double(String(format: "%.3g", rate)) ?? rate }
}
