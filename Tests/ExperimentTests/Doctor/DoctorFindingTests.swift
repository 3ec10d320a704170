import Testing

@testable import Experiment

@Suite("What bench doctor makes of what it finds")
struct DoctorFindingTests {
    @Test("The ledger sums absences, keeps the largest, and ranks gaps")
    func ledger() {
        var ledger = GapLedger()
        for _ in 0..<9_980 { ledger.add(25) }
        for _ in 0..<10 { ledger.add(999) }
        for gap in [1_000, 4_095, 4_096, 50_000, 2_000_000] as [Int64] { ledger.add(gap) }
        for _ in 0..<5 { ledger.add(30) }
        #expect(ledger.gaps == 10_000)
        #expect(ledger.lost == 2_059_191)
        #expect(ledger.total == 9_980 * 25 + 10 * 999 + 2_059_191 + 150)
        #expect(ledger.lostShare == 2_059_191.0 / Double(ledger.total))
        #expect(ledger.largest == 2_000_000)
        #expect(ledger.largest(2) == [2_000_000, 50_000])
        #expect(ledger.quantile(0.5) == 25)
        #expect(ledger.quantile(0.9985) == 30)
        #expect(ledger.quantile(0.999) == 999)
        #expect(ledger.quantile(0.9996) == 1_000)
        #expect(ledger.quantile(0.9998) == 4_096)
        #expect(ledger.quantile(1) == 2_000_000)
        #expect(GapLedger().quantile(0.999) == 0 && GapLedger().lostShare == 0)
    }

    @Test(
        "Noise is judged by the share of time away and by the longest absence",
        arguments: [
            ([], .ok), ([Int64](repeating: 100_000, count: 40), .ok),
            ([Int64](repeating: 100_000, count: 60), .careful), ([2_000_000], .careful),
            ([Int64](repeating: 100_000, count: 600), .cannot), ([50_000_000], .cannot),
        ] as [([Int64], DoctorFinding.Judgement)])
    func noise(absences: [Int64], expected: DoctorFinding.Judgement) {
        var ledger = GapLedger()
        // A second of readings.
        for _ in 0..<1_001_001 { ledger.add(999) }
        for absence in absences { ledger.add(absence) }
        let finding = DoctorNoise.finding(ledger, cpu: 1, role: "server")
        #expect(finding.judgement == expected, "\(finding)")
        #expect((finding.advice == nil) == (expected == .ok))
    }

    @Test("Stolen time is the hypervisor's part of all ticks")
    func steal() throws {
        let before = try #require(CPUTicks("cpu  100 0 50 800 10 0 5 35 0 0\ncpu0 1 2 3\n"))
        #expect(before == CPUTicks("intr 5\ncpu 100 0 50 800 10 0 5 35 77 99\n"))
        #expect(before.total == 1000 && before.steal == 35)
        let after = try #require(CPUTicks("cpu  200 0 100 1600 20 0 10 70 0 0"))
        #expect(after.stolenShare(since: before) == 0.035)
        #expect(before.stolenShare(since: after) == 0)
        #expect(CPUTicks("") == nil && CPUTicks("cpu  1 2 3") == nil)
        #expect(DoctorMachine.steal(0).judgement == .ok)
        #expect(DoctorMachine.steal(0.01).judgement == .careful)
        #expect(DoctorMachine.steal(0.05).judgement == .cannot)
    }

    @Test(
        "Descriptors are told as clients",
        arguments: [
            (1024, 20_000, .ok, "19744"), (1024, 4096, .careful, "3840"), (256, 256, .cannot, "0 clients"),
        ]
            as [(UInt64, UInt64, DoctorFinding.Judgement, String)])
    func descriptors(soft: UInt64, hard: UInt64, judgement: DoctorFinding.Judgement, mentions: String) {
        let finding = DoctorLimits.descriptors(soft: soft, hard: hard)
        #expect(finding.judgement == judgement)
        #expect(finding.value.contains(mentions))
        #expect(DoctorLimits.descriptors(soft: 1024, hard: .max).judgement == .ok)
    }

    @Test("The port range is told as connections")
    func ports() {
        let usual = DoctorLimits.ports(range: "32768\t60999\n")
        #expect(usual.judgement == .ok && usual.figures["connections"] == 28_232)
        #expect(DoctorLimits.ports(range: "50000 50999").judgement == .careful)
        #expect(DoctorLimits.ports(range: "9 5").judgement == .careful)
        #expect(DoctorLimits.ports(range: "").judgement == .careful)
    }

    @Test("A clock that needs a system call, one CPU, a saving governor: careful")
    func machine() {
        #expect(DoctorMachine.clock(source: "tsc", readNanoseconds: 25).judgement == .ok)
        #expect(DoctorMachine.clock(source: "hpet", readNanoseconds: 900).judgement == .careful)
        #expect(DoctorMachine.processor(available: 2, online: 2, model: "x").judgement == .ok)
        #expect(DoctorMachine.processor(available: 1, online: 8, model: "x").judgement == .careful)
        #expect(DoctorMachine.governor("performance").judgement == .ok)
        #expect(DoctorMachine.governor("powersave").judgement == .careful)
        #expect(DoctorMachine.governor(nil).judgement == .ok)
    }

    private func cost(_ nanoseconds: Int64) -> SendCost? { SendCost(samples: [nanoseconds], overhead: 0) }

    @Test("The bias of loopback is what veth does without")
    func bias() throws {
        let cost = try #require(SendCost(samples: [900, 1_000, 11_100], overhead: 100))
        #expect(cost.median == 900)
        #expect(abs(cost.mean - (13_000.0 / 3 - 100)) < 1e-9)
        #expect(SendCost(samples: [], overhead: 0) == nil)
        let large = DoctorNetwork.bias(
            DoctorNetwork.Bias(sameCPU: self.cost(5_000), otherCPU: self.cost(10_000), veth: self.cost(7_500))
        )
        #expect(large.judgement == .careful && large.figures["biasShare"] == 0.25)
        #expect(large.value.contains("25 %") && large.advice?.contains("veth") == true)
        let small = DoctorNetwork.bias(
            DoctorNetwork.Bias(otherCPU: self.cost(10_000), veth: self.cost(9_500)))
        #expect(small.judgement == .ok)
        let dearer = DoctorNetwork.bias(
            DoctorNetwork.Bias(otherCPU: self.cost(10_000), veth: self.cost(12_000)))
        #expect(dearer.value.contains("20 % more"))
        let alone = DoctorNetwork.bias(DoctorNetwork.Bias(sameCPU: self.cost(10_000)))
        #expect(alone.judgement == .careful && alone.figures["biasShare"] == nil)
        #expect(DoctorNetwork.bias(DoctorNetwork.Bias()).figures.isEmpty)
    }

    @Test("A report is lines for people, and JSON with every figure")
    func report() throws {
        var report = DoctorReport()
        report.findings = [
            DoctorFinding("clock", .ok, "fine", figures: ["readNanoseconds": 25]),
            DoctorFinding("ports", .careful, "few", advice: "widen"),
        ]
        report.interrupted = true
        #expect(
            report.lines() == [
                "clock  ok       fine", "ports  careful  few", "                -> widen",
                "interrupted: what is missing was not measured",
            ])
        let json = try report.json()
        #expect(json.contains("\"readNanoseconds\" : 25") && json.contains("\"judgement\" : \"careful\""))
    }

    @Test("The kernel's stamps and a send's cost are measured here")
    func measured() async throws {
        #expect(DoctorNetwork.stamps().judgement == .ok)
        let probe = try SendProbe()
        let cpu = try #require(CPUPlacement.availableCPUs().first)
        probe.start(senderCPU: cpu, receiverCPU: cpu)
        var cost: SendCost?
        while cost == nil {
            switch probe.outcome {
            case .measured(let found): cost = found
            case .failed(let reason): throw SendProbeFailure(reason: reason)
            case nil: try await Task.sleep(for: .milliseconds(5))
            }
        }
        // A system call that goes through TCP takes hundreds of nanoseconds on any machine.
        #expect(try #require(cost).median > 300)
    }

    private struct SendProbeFailure: Error { var reason: String }
}
