import ArgumentParser
import Experiment

/// The `bench` command line: one file a subcommand, wiring only.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures polling against push: latency, traffic, CPU and memory of a real-time server.",
        discussion: """
            Exit codes: 0 all thresholds held, or the gate found no regression; 99 a threshold or the selftest \
            failed, or the gate found a regression; 3 the run is invalid, a threshold undecided, or the gate \
            cannot tell; 64 usage or scenario error; 73 results cannot be written; 130 interrupted \
            (a partial report is written); 70 internal error.
            """,
        version: "bench \(BenchVersion.current)",
        subcommands: [
            RunCommand.self, GateCommand.self, CapacityCommand.self, ClaimsCommand.self, ReportCommand.self,
            ValidateCommand.self, HistoryCommand.self, CompareCommand.self, TrendCommand.self,
            DoctorCommand.self,
            SelfTestCommand.self,
            ResponderCommand.self, GeneratorCommand.self,
        ])
}
