import Metering
import Testing

@testable import Experiment

@Suite("Checks of what the machine did") struct MachineCheckTests {
    typealias Fixture = MachineFixture

    @Test("a step of the wall clock is told with its size, whether it stayed or not")
    func steps() {
        let stayed = ClockCheck(Fixture.clocks(steps: [0, -200_000, -200_000]))
        #expect(stayed.step == -200_000 && !stayed.stepWasUndone)
        let undone = ClockCheck(Fixture.clocks(steps: [0, 5_000_000, 100]))
        #expect(undone.step == 5_000_000 && undone.stepWasUndone)
        #expect(ClockCheck(Fixture.clocks(steps: [0, 90_000, 0])).step == 0)
        // Readings that were interrupted tell nothing below their own width.
        #expect(ClockCheck(Fixture.clocks(steps: [0, 250_000, 0], width: 100_000)).step == 0)
        #expect(ClockCheck([]).invalidReasons.isEmpty)
        #expect(ClockCheck([], generatorStep: -101_000).step == -101_000)
    }

    @Test("a suspension is what CLOCK_BOOTTIME gained, and is no step of the wall clock by itself")
    func suspension() {
        let check = ClockCheck(Fixture.clocks(steps: [0, 0, 0], asleep: 30 * Fixture.second))
        #expect(check.suspended == 30 * Fixture.second)
        #expect(check.invalidReasons.count == 1)
        #expect(ClockCheck(Fixture.clocks(steps: [0, 0], asleep: 900_000)).suspended == 0)
    }

    @Test(
        "a slew beyond what oscillators need is mentioned and condemns nothing",
        arguments: [-400, -90, 90, 400])
    func slew(partsInAMillion: Int64) {
        let check = ClockCheck(Fixture.clocks(steps: [0, 0, 0], slew: partsInAMillion))
        #expect(abs(check.slew - Double(partsInAMillion)) < 0.01)
        #expect(check.findings.isEmpty == (partsInAMillion.magnitude < 100))
        #expect(check.invalidReasons.isEmpty)
    }

    @Test("steal is mentioned above 1 % and condemns above 5 %", arguments: [0.009, 0.02, 0.051])
    func steal(share: Double) {
        let check = CPUCheck(Fixture.samples(steal: share))
        #expect(abs((check.steal[1] ?? 0) - share) < 1e-6)
        #expect(check.findings.count == (share == 0.02 ? 1 : 0))
        #expect(check.invalidReasons.count == (share > 0.05 ? 1 : 0))
    }

    @Test("the server's wait counts as far as others ran on its CPU")
    func serverWait() throws {
        #expect(abs(try #require(CPUCheck(Fixture.samples(serverWait: 0.2)).serverWait) - 0.2) < 1e-6)
        // Threads of its own that wait for one another are its own affair.
        let own = CPUCheck(Fixture.samples(serverWait: 0.9, others: 0.01))
        #expect(abs(try #require(own.serverWait) - 0.01) < 1e-6)
        #expect(own.invalidReasons.isEmpty)
        // Others that run while it sleeps take nothing from it.
        #expect(CPUCheck(Fixture.samples(serverWait: 0.01, others: 0.8)).invalidReasons.isEmpty)
    }

    @Test("a stall of the server that others caused is told with its length")
    func stall() {
        // From 4 to 4.5 s it only waits: a twentieth in all.
        let record = Fixture.samples { elapsed in
            let stalled: Double = min(max(elapsed - 4, 0), 0.5)
            return (0, 0.1 * (elapsed - stalled), stalled, 0.1 * (elapsed - stalled) + stalled)
        }
        let check = CPUCheck(record)
        #expect(check.longestServerStall == 500_000_000)
        #expect(check.invalidReasons.count == 1)
        #expect(check.invalidReasons.allSatisfy { $0.contains("stood still for about 500 ms") })
    }

    @Test("nothing is said where nothing is known")
    func unknown() {
        var record = Fixture.samples(serverWait: 0.5)
        record.serverCPUs = []
        #expect(CPUCheck(record).serverWait == nil)
        record = Fixture.samples(serverWait: 0.5)
        record.samples = record.samples.map {
            MachineSample(instant: $0.instant, wallClock: $0.wallClock, cpus: $0.cpus, server: nil)
        }
        #expect(CPUCheck(record).serverWait == nil)
        #expect(CPUCheck(record).invalidReasons.isEmpty)
        #expect(CPUCheck(MachineRecord()).invalidReasons.isEmpty)
    }
}
