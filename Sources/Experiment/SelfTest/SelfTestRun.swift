import Foundation
import LoadEngine
import Responder
import Results
import Scenarios

/// Runs the instrument against responders of known behaviour and compares what it reads with their own
/// record.
///
/// Each repetition has a responder process of its own, on another CPU where there is one, which draws its
/// behaviour when it starts. Only after the run is its record asked for.
package struct SelfTestRun: Sendable {
    package let plan: SelfTestPlan
    /// Program and arguments that start a responder; role, seed and planted faults are added.
    package let responderCommand: [String]
    package let placement: CPUPlacement
    /// For repeating a selftest: repetition `i` draws from `seed + i`. Nil draws anew.
    package let seed: UInt64?
    package let fault: ResponderFault?
    package let interruption: Interruption

    package init(
        plan: SelfTestPlan, responderCommand: [String], placement: CPUPlacement, seed: UInt64?,
        fault: ResponderFault?, interruption: Interruption
    ) {
        self.plan = plan
        self.responderCommand = responderCommand
        self.placement = placement
        self.seed = seed
        self.fault = fault
        self.interruption = interruption
    }

    /// - Parameter progress: called before each repetition: its role, its number from 1, and how many there are.
    /// - Throws: ``ServerFailure``, `LoadError`, ``SelfTestError``; `CancellationError` when interrupted.
    package func run(
        progress: (_ role: String, _ number: Int, _ of: Int) -> Void
    ) async throws -> SelfTestReport {
        var report = SelfTestReport(
            benchVersion: BenchVersion.current, startedAt: Date().formatted(.iso8601))
        var order = plan.order
        var spare = order.count
        var number = 0
        while number < order.count {
            let role = order[number]
            progress(role.rawValue, number + 1, order.count)
            let (reading, truth) = try await repetition(role, number: number)
            number += 1
            // What disturbed the machine is no fault of the instrument's, and is told without the truth.
            if !reading.invalidReasons.isEmpty, reading.record.failure == nil, spare > 0 {
                spare -= 1
                order.append(role)
                report.disturbed += 1
                continue
            }
            guard !reading.record.clients.isEmpty, reading.record.failure == nil else {
                throw SelfTestError(
                    message: reading.record.failure ?? "the generator recorded nothing")
            }
            let record = ResponderRecord(
                truth, timeline: reading.record.timeline,
                intended: reading.record.submissions.map(\.intended))
            report.add(role, record: record, reading: reading)
        }
        return report
    }

    private func repetition(
        _ role: ResponderRole, number: Int
    ) async throws -> (SelfTestReading, ResponderTruth) {
        var arguments = ["--role", role.rawValue]
        if let seed { arguments += ["--seed", String(seed &+ UInt64(number))] }
        if let fault { arguments += ["--fault", fault.rawValue] }
        let launch = ServerLaunch(
            command: responderCommand, arguments: arguments, cpus: placement.server)
        let interruption = self.interruption
        let (result, death) = try await ServerProcess.run(
            launch, isAbandoned: { interruption.isRequested }
        ) { server in
            try await measure(role, Endpoint(host: server.host, port: server.port))
        }
        if let death { throw death }
        return result
    }

    private func measure(
        _ role: ResponderRole, _ endpoint: Endpoint
    ) async throws -> (SelfTestReading, ResponderTruth) {
        let plan = role.plan(
            endpoint: endpoint, steady: plan.steady, seed: .random(in: 0...UInt64.max),
            cpus: placement.generator ?? [])
        let run = try LoadRun(plan: plan)
        try run.start()
        while ![.drain, .closing, .finished].contains(run.progress.phase) {
            if interruption.isRequested {
                run.cancel()
                throw CancellationError()
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        // Entries after the steady state would be under way when the clients leave.
        let control = ControlClient(endpoint: endpoint)
        try Self.check(control.post("/responder/mute", body: []))
        let record = await run.wait()
        let log = try ServerLogReader(endpoint: endpoint).readAll(from: 0)
        let measurement = TrialMeasurement(
            arm: Arm(name: role.rawValue, transport: plan.transport), load: LoadPoint(tasksPerSecond: 0),
            block: 0, position: 0, discarded: false, partial: false, record: record, log: log, samples: [],
            server: ServerSettings(
                teams: 1, eventLoops: 1, pingInterval: 25 * ResponderRole.second,
                pingTimeout: 20 * ResponderRole.second, batchWindows: [:]))
        let reading = SelfTestReading(record: record, figures: Analysis.trial(measurement).figures)
        let answer = try control.get("/responder/truth")
        try Self.check(answer)
        do {
            return (reading, try JSONDecoder().decode(ResponderTruth.self, from: Data(answer.body)))
        } catch {
            throw SelfTestError(message: "the responder's record cannot be read: \(error)")
        }
    }

    private static func check(_ answer: ControlClient.Answer) throws {
        guard answer.status == 200 else {
            throw SelfTestError(message: "the responder answered with status \(answer.status)")
        }
    }
}

/// Why a selftest could not be carried out.
package struct SelfTestError: Error, Sendable, CustomStringConvertible {
    package var message: String
    package var description: String { message }
}

extension SelfTestReport {
    /// Adds a repetition: a pair to each row that has a true value.
    mutating func add(_ role: ResponderRole, record: ResponderRecord, reading: SelfTestReading) {
        let figures = record.figures(for: role)
        for quantity in SelfTestQuantity.allCases {
            guard let truth = figures[quantity] else { continue }
            let place: Int
            if let known = rows.firstIndex(where: {
                $0.role == role.rawValue && $0.quantity == quantity.rawValue
            }) {
                place = known
            } else {
                place = rows.count
                rows.append(
                    SelfTestRow(role: role.rawValue, quantity: quantity.rawValue, kind: quantity.kind))
            }
            // What the reader does not have counts as nothing read, which no true value is.
            rows[place].pairs.append(
                SelfTestRow.Pair(
                    truth: truth.value, open: truth.open, reading: reading.value(quantity) ?? -1))
        }
        repetitions.append("\(role.rawValue)/\(record.truth.behavior?.seed ?? 0)")
        invalidReasons += reading.invalidReasons.map {
            "repetition \(repetitions.count) (\(role.rawValue)): \($0)"
        }
    }
}
