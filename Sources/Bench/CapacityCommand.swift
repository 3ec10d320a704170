import ArgumentParser
import Experiment
import Results
import Scenarios

/// `bench capacity SCENARIO --slo CONDITION`: the largest load that holds an objective.
struct CapacityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capacity", abstract: "Finds the largest load that holds an objective.",
        discussion: """
            Doubles the load until the objective no longer holds, halves what is between, and confirms the edge \
            with fresh trials that must all hold. Fits models to the trials and plans servers for 1,000 to \
            10 million users (docs/capacity.md). Writes capacity.json, capacity.md and capacity.html, and for \
            every load the report.json of its trials (loads/).

            Exit codes: 0 a load was confirmed, 99 the objective does not even hold at the lowest load or the \
            capacity is below --need, 3 nothing could be told or confirmed, 64 usage or scenario error, 73 results cannot be written, 130 interrupted \
            (what was measured is kept).
            """)

    @Argument(help: "The scenario file: one of its arms at one of its load points is measured.")
    var scenario: String

    @Option(
        name: .customLong("slo"),
        help: ArgumentHelp(
            """
            A condition that the load has to hold, in the language of thresholds, for instance \
            'push.deliveryLatency.p99 < 50ms'; may be given several times.
            """, valueName: "condition"))
    var objective: [String] = []

    @Option(help: ArgumentHelp("What grows: clients, rate (tasks a second), or both.", valueName: "axis"))
    var along: CapacityReport.Axis = .clients

    @OptionGroup var bounds: CapacityBounds

    @Option(
        help: ArgumentHelp(
            "A gate: exit 99 when the capacity is less than so many clients, or tasks a second with --along rate.",
            valueName: "N"))
    var need: Double?

    @OptionGroup var planning: CapacityPlanning

    @Option(
        help: ArgumentHelp("The arm to measure, where the objective does not name it.", valueName: "name"))
    var arm: String?

    @Option(
        help: ArgumentHelp(
            "The load point, where the scenario has several, as behind the @ of cells.", valueName: "label"))
    var load: String?

    @Option(help: ArgumentHelp("Simulated clients to begin with.", valueName: "N"))
    var clients: Int?

    @Option(help: ArgumentHelp("Length of a trial's steady state, for instance 10s.", valueName: "duration"))
    var steady: String?

    @Option(help: ArgumentHelp("Seed of the arrivals and the swarm.", valueName: "N"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Where results go; Reports/capacity/<time>-<scenario> unless told.", valueName: "dir"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            """
            The server to measure, a program with arguments; it gets the options of swarm-server. \
            Without it: the swarm-server beside bench.
            """, valueName: "command"))
    var server: String?

    @Flag(help: "Lets load go to targets on other hosts. Only for hosts that you may load.")
    var allowRemote = false

    @Option(help: ArgumentHelp("Path between clients and server: loopback or veth.", valueName: "path"))
    var network: NetworkPath?

    @Option(help: ArgumentHelp("Event loops of a generator process, each a thread.", valueName: "N"))
    var workers: Int?

    @OptionGroup var trust: TrustOptions

    @Flag(
        help: """
            Keeps every trial's observations, as bench run does: some 60 bytes of each message that a client received.
            """)
    var raw = false

    @Flag(help: "No progress display.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            """
            Shows the search while it goes on as a page at 127.0.0.1:PORT, 0 for any free port, and its report \
            afterwards as long as the page is open.
            """, valueName: "port"))
    var live: UInt16?

    func validate() throws {
        if let need, !(need > 0) || !need.isFinite {
            throw ValidationError("--need is \(need): give a load above 0.")
        }
    }

    func run() async throws { try await CapacityMeasurement(command: self).run() }

    var overrides: ScenarioOverrides {
        var overrides = ScenarioOverrides(
            clients: clients, steady: steady, seed: seed, network: network, workers: workers)
        // The search has an objective of its own.
        overrides.dropsThresholds = true
        return overrides
    }
}

/// How far and how closely a search looks.
struct CapacityBounds: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The largest load to try: clients, or tasks a second with --along rate.", valueName: "N"))
    var max: Double?

    @Option(
        help: ArgumentHelp("Ends the search with what it has when it takes longer.", valueName: "duration"))
    var maxTime: String = "1h"

    @Option(help: ArgumentHelp("Fresh trials at the edge that must all hold.", valueName: "N"))
    var confirmations: Int = 5

    @Option(
        help: ArgumentHelp(
            "Bisection ends when what failed is so little above what held.", valueName: "percent"))
    var resolution = Percent(value: 5)

    @Option(
        help: ArgumentHelp(
            "Loads below the edge that are measured for the fan-out model; 0 leaves them out.", valueName: "N"
        ))
    var below: Int = 4

    @Option(
        help: ArgumentHelp(
            "Saturated loads beyond the edge that are measured for the scalability law; 0 leaves them out.",
            valueName: "N"))
    var beyond: Int = 5

    func validate() throws {
        if let max, !(max > 0) || !max.isFinite {
            throw ValidationError("--max is \(max): give a load above 0.")
        }
        guard (1...100).contains(confirmations) else {
            throw ValidationError("--confirmations is \(confirmations): give 1 to 100.")
        }
        guard (0.5...50).contains(resolution.value) else {
            throw ValidationError("--resolution is \(resolution): give 0.5 to 50, in percent.")
        }
        guard (0...100).contains(beyond) else {
            throw ValidationError("--beyond is \(beyond): give 0 to 100.")
        }
        guard (0...20).contains(below) else {
            throw ValidationError("--below is \(below): give 0 to 20.")
        }
        _ = try seconds()
    }

    func seconds() throws -> Double {
        do {
            let time: Int64 = try DurationText.nanoseconds(from: maxTime)
            guard time >= 1_000_000_000 else { throw DurationTextError.notADuration }
            return Double(time) / 1e9
        } catch {
            throw ValidationError(
                "--max-time is \(maxTime): write a duration of a second or more, such as 30m.")
        }
    }
}

/// What the plan takes for granted.
struct CapacityPlanning: ParsableArguments {
    @Option(help: ArgumentHelp("The part of a server's capacity that stays free.", valueName: "percent"))
    var headroom = Percent(value: 30)

    @Option(help: ArgumentHelp("Servers that may be lost at a time.", valueName: "N"))
    var spare: Int = 1

    @Option(help: ArgumentHelp("Of the users, how many are connected at the peak.", valueName: "percent"))
    var connected = Percent(value: 100)

    @Option(help: ArgumentHelp("The same on average over a month, for egress.", valueName: "percent"))
    var connectedOnAverage: Percent?

    func validate() throws {
        guard (0..<100).contains(headroom.value) else {
            throw ValidationError("--headroom is \(headroom): give 0 to less than 100, in percent.")
        }
        guard (0...1_000).contains(spare) else {
            throw ValidationError("--spare is \(spare): give 0 to 1000.")
        }
        for (name, share) in [("connected", connected), ("connected-on-average", average)] {
            guard share.value > 0, share.value <= 100 else {
                throw ValidationError("--\(name) is \(share): give more than 0 and up to 100, in percent.")
            }
        }
        guard average.value <= connected.value else {
            throw ValidationError(
                "--connected-on-average is \(average): the peak, --connected \(connected), is no less.")
        }
    }

    /// As many as at the peak unless told.
    private var average: Percent { connectedOnAverage ?? connected }

    func assumptions(cores: Double) -> CapacityAssumptions {
        var result = CapacityAssumptions()
        result.headroom = headroom.value / 100
        result.spareServers = spare
        result.connectedShare = connected.value / 100
        result.averageShare = average.value / 100
        result.coresPerServer = cores
        return result
    }
}

extension CapacityReport.Axis: ExpressibleByArgument {}
