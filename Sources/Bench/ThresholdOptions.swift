import ArgumentParser

/// Conditions from the command line.
struct ThresholdOptions: ParsableArguments {
    @Option(
        name: .customLong("threshold"),
        help: ArgumentHelp(
            """
            A condition beside those of the scenario, for instance 'push.updateLatency.p50 < 100ms'; may be \
            given several times.
            """, valueName: "condition"))
    var conditions: [String] = []

    @Flag(
        name: .customLong("no-thresholds"),
        help: "Leaves out the scenario's thresholds. Losses and errors still fail the run.")
    var dropsThresholds = false
}
