import ArgumentParser
import Experiment
import Foundation
import Scenarios

/// What every command that measures needs once its input is right: a folder for results, CPUs for the
/// generator, and the path between clients and server.
struct MeasurementSetup {
    let directory: RunDirectory
    let placement: CPUPlacement
    /// Nil on loopback. The caller removes it at the end.
    let network: VethNetwork?

    /// Makes the folder, pins this process to the generator's CPUs and lays out the network.
    ///
    /// - Parameter output: where results go; a new folder of this `kind` unless told.
    /// - Throws: the exit code, when what is wrong was said.
    init(
        _ plan: Scenario, generators: GeneratorProcesses, output: String?, startedAt: Date,
        kind: RunDirectory.Kind = .run
    ) throws(ExitCode) {
        do {
            directory = try RunDirectory.create(
                output: output, scenario: plan.name, startedAt: startedAt, kind: kind)
        } catch {
            StandardStreams.error(error.description)
            throw ExitCodes.cannotWrite
        }
        if let notice = generators.notice { StandardStreams.error(notice) }
        placement = CPUPlacement(
            available: CPUPlacement.availableCPUs(), loops: plan.generator.workers * generators.count)
        placement.pinGenerator()
        do {
            network = try VethNetwork.make(plan.network, placement: placement)
        } catch {
            directory.withdraw()
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
    }
}
