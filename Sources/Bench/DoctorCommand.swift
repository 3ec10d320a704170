import ArgumentParser
import Experiment
import Reporting

/// `bench doctor`: what this machine can do as an instrument.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Tells what this machine can measure, and how well.",
        discussion: """
            Looks at descriptors, ports, the clock, CPUs and network namespaces, checks that the kernel stamps \
            what arrives, measures what a send costs over loopback and over veth (as root), and watches for \
            half a minute how much of the time the CPUs of server and generator are away. Each finding \
            is ok, careful (read the advice) or cannot. The exit code is 0 whatever was found, 130 when \
            interrupted.
            """)

    @Option(help: ArgumentHelp("How long the noise is watched, 1 to 3600.", valueName: "seconds"))
    var seconds: Int = 30

    @Flag(help: "Print the findings as JSON.")
    var json = false

    func validate() throws {
        guard (1...3600).contains(seconds) else {
            throw ValidationError("--seconds is \(seconds): give 1 to 3600.")
        }
    }

    func run() async throws {
        let interruption = Interruption()
        let signals = InterruptSignal(interruption)
        let run = DoctorRun(watch: Int64(seconds) * 1_000_000_000, interruption: interruption)
        let report = await run.run { StandardStreams.error("doctor: \($0)") }
        withExtendedLifetime(signals) {}
        StandardStreams.print(json ? try report.json() : report.lines().joined(separator: "\n"))
        if report.interrupted { throw ExitCodes.interrupted }
    }
}
