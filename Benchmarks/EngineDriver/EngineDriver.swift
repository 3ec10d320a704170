import ArgumentParser
import Foundation
import LoadEngine
import Metering
import Scenarios

/// `engine-driver`: the load engine alone, against any server that speaks the protocol, for measuring
/// what the engine itself costs. Prints one line of JSON.
@main
struct EngineDriver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine-driver",
        abstract: "Runs the load engine's clients against a server and prints what they cost, as JSON.",
        discussion: """
            Exit codes: 0 measured, 64 usage error, 70 the run failed (the reason is in the JSON line).
            """)

    @Option(help: "IPv4 address of the server.")
    var host = "127.0.0.1"

    @Option(help: "Its port.")
    var port: UInt16

    @Option(help: ArgumentHelp("websocket or interval-polling.", valueName: "name"))
    var transport = "websocket"

    @Option(help: ArgumentHelp("Simulated clients.", valueName: "N"))
    var clients = 500

    @Option(help: ArgumentHelp("Length of the measured window.", valueName: "s"))
    var seconds = 10.0

    @Option(help: ArgumentHelp("Time between two polls of a client.", valueName: "s"))
    var interval = 1.0

    @Option(help: ArgumentHelp("Time between the last client's join and the window.", valueName: "s"))
    var warmUp = 1.0

    @Option(help: ArgumentHelp("Connections opened a second.", valueName: "N"))
    var connectRate = 5000.0

    @Option(help: ArgumentHelp("Event loops, each a thread.", valueName: "N"))
    var workers = 1

    @Option(help: ArgumentHelp("native or libcurl, for polling.", valueName: "name"))
    var httpClient = HTTPClientKind.native

    @Option(
        help: ArgumentHelp("Processes that share the clients, each with as many workers.", valueName: "P"))
    var processes = 1

    @Option(
        name: .customLong("cpu"),
        help: ArgumentHelp("CPU that a worker is pinned to; repeat it for several.", valueName: "C"))
    var cpus: [Int] = []

    @Flag(help: "Gather live figures, as for somebody who watches.")
    var watch = false

    func validate() throws {
        guard ["websocket", "interval-polling"].contains(transport) else {
            throw ValidationError("'\(transport)' is no transport: give websocket or interval-polling")
        }
        guard seconds > 0, seconds <= 86_400, interval > 0, interval <= 3600, warmUp >= 0, warmUp <= 3600
        else { throw ValidationError("give --seconds, --interval and --warm-up within 0 and a day") }
    }

    func run() async throws {
        let run: any GeneratorRun
        let before = residentBytes()
        do {
            run =
                processes > 1
                ? try MultiProcessRun(
                    plan: plan, processes: processes, command: ["/proc/self/exe", Self.childCommand])
                : try LoadRun(plan: plan)
            try run.start()
        } catch let error as LoadError {
            FileHandle.standardError.write(Data("engine-driver: \(error.description)\n".utf8))
            throw ExitCode(70)
        }
        let window = WindowWatch(run)
        window.waitUntilJoined()
        let joined = residentBytes()
        window.waitUntilOver()
        let record = await run.wait()
        var report = DriverReport(record, seconds: seconds)
        report.transport = transport
        report.workers = workers
        report.processes = processes
        report.residentBytesPerClient = Double(joined) - Double(before)
        report.residentBytesPerClient /= Double(max(1, clients))
        report.allocationsPerMessage = window.allocationsPerMessage
        print(try report.line())
        if record.failure != nil { throw ExitCode(70) }
    }

    /// The argument of the further processes that `--processes` starts.
    private static let childCommand = "generator-process"

    static func main() async {
        if CommandLine.arguments.dropFirst().first == childCommand {
            Foundation.exit(GeneratorChild.run())
        }
        await main(nil)
    }

    private var plan: LoadPlan {
        let warmUp = Int64(warmUp * 1e9)
        var plan = LoadPlan(
            endpoint: Endpoint(host: host, port: port),
            transport: transport == "websocket"
                ? .webSocket : .intervalPolling(intervalNanoseconds: Int64(interval * 1e9)),
            clients: clients, connectRate: connectRate,
            connectTimeout: 30_000_000_000 + Int64(Double(clients) / connectRate * 1e9),
            warmUp: warmUp, steady: Int64(seconds * 1e9), drainLimit: 100_000_000, submissions: [],
            seed: 1, workers: workers, httpClient: httpClient, cpus: cpus)
        if watch { plan.watch = LoadPlan.Watch() }
        return plan
    }

    private func residentBytes() -> UInt64 {
        (try? ProcessSampler(processIdentifier: getpid()).sample().residentBytes) ?? 0
    }
}

extension HTTPClientKind: ExpressibleByArgument {}
