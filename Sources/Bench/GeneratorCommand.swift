import ArgumentParser
import LoadEngine

/// `bench generator-process`: one of the further processes that `bench run --processes` starts.
struct GeneratorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generator-process",
        abstract: "Simulates a share of a run's clients; started by bench run.", shouldDisplay: false)

    /// Starts it from another bench.
    static let command: [String] = ["/proc/self/exe", "generator-process"]

    func run() throws { throw ExitCode(GeneratorChild.run()) }
}
