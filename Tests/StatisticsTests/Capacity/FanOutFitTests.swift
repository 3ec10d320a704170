import Glibc
import Testing

@testable import Statistics

@Suite("The fan-out model") struct FanOutFitTests {
    private static let clients: [Double] = [100, 200, 400, 700, 1_000, 1_300]

    private func points(
        _ burst: Double, rate: Double = 70, cost: Double = 8.8e-6, noise: () -> Double = { 1 }
    ) -> [FanOutFit.Point] {
        Self.clients.map { clients in
            let load = FanOutLoad(
                clients: clients, messageRate: rate, sendCost: cost, burstiness: burst)
            return FanOutFit.Point(
                clients: clients, messageRate: rate, delivery: (load.meanDelivery ?? 0) * noise())
        }
    }

    @Test("its mean is that of the closed form")
    func mean() throws {
        let load = FanOutLoad(clients: 500, messageRate: 50, sendCost: 8.8e-6)
        let form = FanOut(clients: 500, sendCost: 8.8e-6)
        #expect(abs(try #require(load.meanDelivery) - form.meanDelivery(messageRate: 50)!) < 1e-12)
        #expect(FanOutLoad(clients: 500, messageRate: 300, sendCost: 8.8e-6).meanDelivery == nil)
        #expect(FanOutLoad(clients: 500, messageRate: 300, sendCost: 8.8e-6).quantile(0.99) == nil)
    }

    @Test("its quantiles are those of a queue put through Lindley's recursion", arguments: [0.3, 0.6, 0.8])
    func quantiles(load: Double) throws {
        var random = Xoshiro256(seed: 3)
        func uniform() -> Double { Double((random.next() >> 11) + 1) * 0x1p-53 }
        // A fan-out takes a second here; times are counted by hundredths.
        let messages = 400_000
        var wait: Double = 0
        var counts = [Int](repeating: 0, count: 10_000)
        for _ in 0..<messages {
            counts[min(9_999, Int((wait + uniform()) * 100))] += 1
            wait = max(0, wait + 1 + log(uniform()) / load)
        }
        let model = FanOutLoad(clients: 1_000, messageRate: load, sendCost: 1e-3)
        for level in [0.5, 0.9, 0.99] {
            var below = 0
            let simulated: Double =
                Double(
                    try #require(
                        counts.firstIndex { count in
                            below += count
                            return Double(below) >= level * Double(messages)
                        })) / 100
            let predicted: Double = try #require(model.quantile(level))
            #expect(abs(predicted / simulated - 1) < 0.1, "p\(level): \(predicted), simulated \(simulated)")
        }
    }

    @Test("planted costs and bursts come back without noise", arguments: [0.3, 1, 5])
    func exact(burst: Double) throws {
        let fit = try #require(FanOutFit(points(burst)))
        #expect(abs(fit.sendCost / 8.8e-6 - 1) < 1e-6)
        #expect(abs(fit.burstiness / burst - 1) < 1e-6)
        #expect(fit.residuals.allSatisfy { abs($0) < 1e-8 })
        let saturation: Double = 1 / (70 * fit.sendCost)
        #expect(abs(saturation - 1_623.4) < 0.1)
        for (point, predicted) in fit.heldOut { #expect(abs(predicted / point.delivery - 1) < 1e-6) }
    }

    @Test("95 % intervals cover the truth in 90 to 99 % of 200 noisy repetitions")
    func coverage() throws {
        var draws = NormalDraws(seed: 21)
        var covered: (cost: Int, burst: Int, forecast: Int) = (0, 0, 0)
        let truth: Double = most(sendCost: 8.8e-6, burstiness: 1.5)
        for _ in 0..<200 {
            let fit = try #require(FanOutFit(points(1.5) { exp(0.05 * draws.next()) }))
            covered.cost += fit.sendCostInterval.contains(8.8e-6) ? 1 : 0
            covered.burst += fit.burstinessInterval.contains(1.5) ? 1 : 0
            let forecast = fit.estimate { cost, burst in
                most(sendCost: cost, burstiness: burst)
            }
            covered.forecast += try #require(forecast).interval95.contains(truth) ? 1 : 0
        }
        #expect((180...198).contains(covered.forecast), "\(covered)")
        #expect((180...198).contains(covered.cost), "\(covered)")
        #expect((180...198).contains(covered.burst), "\(covered)")
    }

    /// Clients at 70 messages a second below a mean delivery in seconds.
    private func most(sendCost: Double, burstiness: Double = 1, below limit: Double = 0.02) -> Double {
        FanOutLoad.largest(upTo: 1e9) { clients in
            let load = FanOutLoad(
                clients: clients, messageRate: 70, sendCost: sendCost, burstiness: burstiness)
            return load.meanDelivery.map { $0 < limit } ?? false
        }
    }

    @Test("the largest load below a limit is the one at which it is reached, or where senders are saturated")
    func largest() throws {
        let there = FanOutLoad(clients: most(sendCost: 8.8e-6), messageRate: 70, sendCost: 8.8e-6)
        #expect(abs(try #require(there.meanDelivery) - 0.02) < 1e-6)
        #expect(abs(most(sendCost: 8.8e-6, below: .infinity) - 1_623.4) < 0.1)
        #expect(FanOutLoad.largest(upTo: 12) { $0 < 1_000 } == 12)
    }

    @Test("one load, two points, and deliveries of nothing are refused")
    func refused() {
        let point = FanOutFit.Point(clients: 100, messageRate: 10, delivery: 0.001)
        #expect(FanOutFit([point, point, point]) == nil)
        #expect(FanOutFit(Array(points(1).prefix(2))) == nil)
        #expect(FanOutFit([]) == nil)
    }
}
