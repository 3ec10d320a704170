import ArgumentParser
import Experiment
import Foundation
import LoadEngine
import Reporting
import Results
import Scenarios

/// `bench gate`: does this build cost more than that one?
struct GateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Compares two builds of the server, and says whether the new one got worse.",
        discussion: """
            Runs pairs of short trials of both builds in turns (ABBA or BAAB) and judges them at planned looks, until \
            the verdict is clear: CPU per message first, latency, traffic and memory beside it. Results go to \
            gate.json and gate.md. Exit codes: 0 improved, or no difference of the size that matters; 99 regressed; 3 \
            cannot tell, with the number of pairs that would; docs/gate.md explains the rule.

            bench gate --base OLD --head NEW SCENARIO   two builds
            bench gate --null SCENARIO                  one build against itself: what this machine would see
            bench gate --baseline FILE RUN              ratios of a run against those of a stored report.json
            bench gate --again FILE                     judges a gate.json again
            """)

    @Argument(
        help: "The scenario file, for instance scenarios/gate.yaml; with --baseline also a run's folder.")
    var scenario: String?

    @Option(
        help: ArgumentHelp(
            "The build to compare with: a program with arguments, quoted as in a shell; it gets the options of swarm-server.",
            valueName: "command"))
    var base: String?

    @Option(help: ArgumentHelp("The build in question.", valueName: "command"))
    var head: String?

    @Option(
        help: ArgumentHelp(
            "Environment of the base's server, NAME=VALUE; may be repeated.", valueName: "variable"))
    var baseEnv: [String] = []

    @Option(help: ArgumentHelp("Environment of the head's server.", valueName: "variable"))
    var headEnv: [String] = []

    @Flag(
        help:
            "Runs one build (--base, or the swarm-server beside bench) against itself: what would this machine see?"
    )
    var null = false

    @Option(
        help: ArgumentHelp(
            "A stored report.json: compares the ratios of its arms with those of a run.", valueName: "file"))
    var baseline: String?

    @Option(help: ArgumentHelp("Judges the pairs of a gate.json again; runs nothing.", valueName: "file"))
    var again: String?

    /// For the operating characteristics: so many pairs of one build, nothing decided.
    @Option(help: .hidden)
    var bank: Int?

    /// For the operating characteristics: decides many gates at once, a line of JSON each.
    @Option(help: .hidden)
    var decide: String?

    @OptionGroup var limits: GateLimits
    @OptionGroup var place: GatePlace
    @OptionGroup var historyOptions: HistoryOptions

    @Flag(help: "Does not record the verdict in the history.")
    var noHistory = false

    /// Where the verdict is recorded; nil nowhere.
    var history: String? { noHistory ? nil : historyOptions.history }

    func run() async throws {
        if let decide { return try GateReplay.decide(decide, limits: limits) }
        if let again { return try GateReplay.again(again, limits: limits) }
        if let baseline {
            return try await GateBaseline(command: self, baseline: baseline).run()
        }
        try await GateMeasurement(command: self).run()
    }
}

/// What a gate has to find, and how long it may take.
struct GateLimits: ParsableArguments {
    @Option(help: ArgumentHelp("Smallest change that matters. (default: 5)", valueName: "percent"))
    var smallestEffect: Percent?

    @Option(
        help: ArgumentHelp(
            "Pairs of trials at most; looks are at 30, 45, 60, 80 and 100 % of them. (default: 20)",
            valueName: "N"))
    var maxPairs: Int?

    @Option(
        help: ArgumentHelp(
            "Ends the gate undecided when it takes longer. (default: 6m)", valueName: "duration"))
    var maxTime: String?

    func validate() throws {
        if let smallestEffect, !(0.1...100).contains(smallestEffect.value) {
            throw ValidationError("--smallest-effect is \(smallestEffect): give 0.1 to 100, in percent.")
        }
        if let maxPairs, !(3...1_000).contains(maxPairs) {
            throw ValidationError("--max-pairs is \(maxPairs): give 3 to 1000.")
        }
        _ = try seconds()
    }

    private func seconds() throws -> Double {
        let text: String = maxTime ?? "6m"
        do {
            let time: Int64 = try DurationText.nanoseconds(from: text)
            guard time >= 1_000_000_000 else { throw DurationTextError.notADuration }
            return Double(time) / 1e9
        } catch {
            throw ValidationError("--max-time is \(text): write a duration of a second or more, such as 6m.")
        }
    }

    func rule(isTimed: Bool = true, pairs: Int? = nil) throws -> GateRuleRecord {
        GateRuleRecord(
            maxPairs: pairs ?? maxPairs ?? 20, smallestEffect: (smallestEffect?.value ?? 5) / 100,
            maxSeconds: isTimed ? try seconds() : nil)
    }
}

/// A number of percent, with its sign or without: `5`, `2.5%`.
struct Percent: ExpressibleByArgument, CustomStringConvertible {
    var value: Double

    init(value: Double) { self.value = value }

    init?(argument: String) {
        let number: String = argument.hasSuffix("%") ? String(argument.dropLast()) : argument
        guard let value = Double(number), value.isFinite else { return nil }
        self.value = value
    }

    var description: String { NumberFormat.chosen(value) }
}

/// What of the scenario a gate runs, and where its results go.
struct GatePlace: ParsableArguments {
    @Option(help: ArgumentHelp("The arm to measure, where the scenario has several.", valueName: "name"))
    var arm: String?

    @Option(
        help: ArgumentHelp(
            "The load point, where it has several, as behind the @ of cells.", valueName: "label"))
    var load: String?

    @Option(help: ArgumentHelp("Simulated clients.", valueName: "N"))
    var clients: Int?

    @Option(help: ArgumentHelp("Length of a trial's steady state, for instance 4s.", valueName: "duration"))
    var steady: String?

    @Option(
        help: ArgumentHelp(
            "Blocks of trials of the scenario that --baseline runs, as in bench run.", valueName: "N"))
    var trials: Int?

    @Option(help: ArgumentHelp("Seed of the arrivals and of the order of trials.", valueName: "N"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("Path between clients and server: loopback or veth.", valueName: "path"))
    var network: NetworkPath?

    @Option(
        help: ArgumentHelp("Where results go; Reports/gates/<time>-<scenario> unless told.", valueName: "dir")
    )
    var output: String?

    @Flag(help: "No progress display.")
    var quiet = false

    var overrides: ScenarioOverrides {
        ScenarioOverrides(clients: clients, steady: steady, seed: seed, network: network)
    }
}
