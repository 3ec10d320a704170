import ArgumentParser
import Experiment
import Foundation
import LoadEngine
import Reporting
import Responder
import Results

/// `bench selftest`: does the instrument read what is there?
struct SelfTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest", abstract: "Checks the instrument against a server of known behaviour.",
        discussion: """
            A responder in a process of its own draws delays between 0.2 and 500 ms, losses, duplicates and \
            swaps when it starts, and keeps a record of what it did. The generator and the analysis measure \
            it without knowing any of that; then both are compared. Exit codes: 0 every mean is within 50 us \
            of the truth and every count exact, 99 not so, 3 the generator could not keep up or the clock \
            was set, so that the comparison tells nothing.
            """)

    @Flag(help: "One short repetition of each role, some twenty seconds.")
    var quick = false

    @Flag(help: "Print the report as JSON, every repetition's pairs included.")
    var json = false

    private static let roles = ResponderRole.allCases.map(\.rawValue).joined(separator: ", ")

    @Option(help: ArgumentHelp("Only this role of the responder: \(roles)."))
    var role: ResponderRole?

    @Option(
        help: ArgumentHelp("Repeat a selftest with this seed; without it all is drawn anew.", valueName: "N"))
    var seed: UInt64?

    /// Plants a fault in the responder's record: the selftest has to notice.
    @Option(help: .hidden)
    var fault: ResponderFault?

    func run() async throws {
        let placement = CPUPlacement(available: CPUPlacement.availableCPUs())
        placement.pinGenerator()
        let interruption = Interruption()
        let signals = InterruptSignal(interruption)
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
        let run = SelfTestRun(
            plan: (quick ? SelfTestPlan.quick : .full).only(role),
            responderCommand: [own, ResponderCommand.configuration.commandName ?? ""],
            placement: placement, seed: seed, fault: fault, interruption: interruption)
        let report: SelfTestReport
        do {
            report = try await run.run { role, number, count in
                StandardStreams.error("selftest: \(number) of \(count): \(role)")
            }
        } catch is CancellationError {
            throw ExitCodes.interrupted
        } catch {
            StandardStreams.error("selftest: \(error)")
            throw ExitCodes.invalid
        }
        withExtendedLifetime(signals) {}
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            StandardStreams.print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            StandardStreams.print(SelfTestTable.render(report))
        }
        switch report.verdict {
        case .pass: return
        case .fail: throw ExitCodes.failed
        case .invalid: throw ExitCodes.invalid
        }
    }
}
