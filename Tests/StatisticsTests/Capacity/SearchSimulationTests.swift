import Glibc
import Testing

@testable import Statistics

@Suite("How often a search names a load that does not hold") struct SearchSimulationTests {
    /// log p99 rises by `slope` a unit of log load and spreads by `spread` from trial to trial; it is at its limit at
    /// a load of 1,000.
    struct Server: Sendable, CustomTestStringConvertible {
        var slope: Double
        var spread: Double

        var testDescription: String { "slope \(slope), spread \(spread)" }
    }

    static let servers: [Server] = [1.0, 2, 4, 8].flatMap { slope in
        [0.05, 0.1, 0.2].map { Server(slope: slope, spread: $0) }
    }

    /// Shares of searches that ended above 1,000, and that ended below 800; the mean number of trials.
    private func simulate(
        _ server: Server, confirmations: Int, searches: Int = 1_000
    ) -> (over: Double, under: Double, trials: Double) {
        var draws = NormalDraws(seed: UInt64(server.slope * 100 + server.spread * 1_000))
        var (over, under, trials) = (0, 0, 0)
        for number in 0..<searches {
            // From starts all over a factor of two, so that no load is tried in all of them.
            let start: Double = (100 * pow(2, Double(number) / Double(searches))).rounded()
            var rule = CapacitySearch.Rule(start: start, lowest: 1, highest: 1e6, limit: "", quantum: 1)
            rule.confirmations = confirmations
            var search = CapacitySearch(rule)
            while let step = search.next {
                let distance: Double = server.slope * log(step.load / 1_000) + server.spread * draws.next()
                search.record(distance < 0 ? .held : .failed)
                trials += 1
            }
            guard case .found(let load) = search.answer else { continue }
            over += load > 1_000 ? 1 : 0
            under += load < 800 ? 1 : 0
        }
        let all = Double(searches)
        return (Double(over) / all, Double(under) / all, Double(trials) / all)
    }

    @Test("five fresh trials that must all hold keep it to few searches", arguments: servers)
    func confirmed(server: Server) {
        let result = simulate(server, confirmations: 5)
        #expect(result.over <= 0.03, "\(result)")
        #expect(result.trials < 60)
    }

    @Test("a single trial a step overshoots far more often")
    func single() {
        let rates: [Double] = Self.servers.map { simulate($0, confirmations: 0).over }
        #expect((rates.max() ?? 0) > 0.25, "\(rates)")
        #expect((rates.max() ?? 1) < 0.5, "\(rates)")
    }
}
