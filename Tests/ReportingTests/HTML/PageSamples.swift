import Results

/// Documents that a page must show well: what goes wrong with runs, and what comes from outside.
enum PageSamples {
    /// Interrupted in its third trial.
    static func partial() -> ResultsDocument {
        var document = SampleDocument.busyRun()
        document.partial = true
        for index in document.cells.indices {
            document.cells[index].trials.removeLast()
            document.cells[index].trials[1].partial = true
        }
        document.comparisons = document.comparisons.map { comparison in
            var one = comparison
            one.confidence95 = nil
            one.pairs = 1
            return one
        }
        return document
    }

    static func invalid() -> ResultsDocument {
        var document = SampleDocument.busyRun()
        let why: String = "the generator's loop waited 31 % of the time for its CPU"
        document.verdict = .invalid
        document.reasons = ["push@10: the generator was saturated: \(why)"]
        document.cells[1].summary.generator.verdict = .saturated
        document.cells[1].summary.generator.reasons = [why]
        document.cells[1].summary.lost = 7
        return document
    }

    static func failed() -> ResultsDocument {
        var document = SampleDocument.busyRun()
        document.verdict = .fail
        document.thresholds[0] = ThresholdResult(expression: "push.lost == 0", value: 3, passed: false)
        document.reasons = ["push.lost == 0 did not hold: 3"]
        return document
    }

    static func singleArm() -> ResultsDocument {
        var document = SampleDocument.busyRun()
        document.cells.removeFirst()
        document.comparisons = []
        document.predictions = []
        return document
    }

    /// Four arms at three loads, with names that are longer than any column wants.
    static func twelveCells() -> ResultsDocument {
        var document = SampleDocument.busyRun()
        let arms: [(name: String, transport: String)] = [
            ("polling", "interval-polling"), ("push over WebSocket", "websocket"),
            ("engine.io-long-polling-through-a-proxy", "engine-io-polling"),
            ("event polling", "event-polling"),
        ]
        document.cells = [0, 0.2, 10].flatMap { rate in
            arms.map { arm in
                SampleDocument.cell(
                    arm.name, arm.transport, LoadPoint(tasksPerSecond: rate),
                    arm.transport == "websocket"
                        ? SampleDocument.pushFigures() : SampleDocument.pollingFigures())
            }
        }
        document.comparisons = [0, 0.2, 10].flatMap { rate in
            arms.dropFirst().map { arm in
                Comparison(
                    metric: "updateLatency.mean", load: LoadPoint(tasksPerSecond: rate), baseline: "polling",
                    candidate: arm.name, ratio: 0.123, difference: -443, unit: "ms",
                    confidence95: [0.12, 0.126], bootstrap95: [0.121, 0.125], pairs: 3)
            }
        }
        return document
    }

    /// What is put into every text that comes from outside.
    static let hostile: String = """
        </style></script><script>alert(1)</script><img src=x onerror=alert(2)>" onload="alert(3)' x='{{evil}} \
        {{{evil}}} ]]> &amp; `a` **b** \u{202E}\u{0}\u{8}\u{FFFE}"\u{301} onfocus=alert(4)
        """

    static func hostileRun() -> ResultsDocument {
        var document = SampleDocument.busyRun()
        document.scenario = hostile
        document.runId = hostile
        document.startedAt = hostile
        document.verdict = .fail
        document.reasons = [hostile]
        document.notes = [hostile, "warning: \(hostile)"]
        document.environment.hostname = hostile
        document.environment.benchVersion = hostile
        document.environment.serverCommand = [hostile]
        document.thresholds.append(ThresholdResult(expression: hostile, value: nil, passed: false))
        document.predictions[0].formula = hostile
        document.predictions[0].quantity = hostile
        document.predictions[0].unit = hostile
        let arms: [String] = ["\(hostile) polling", "\(hostile) push"]
        for (index, arm) in arms.enumerated() {
            document.cells[index].arm = arm
            document.cells[index].load.label = hostile
            document.cells[index].summary.errors = [hostile: 2]
            document.cells[index].summary.findings = [hostile]
            document.cells[index].summary.invalidReasons = [hostile]
            document.cells[index].summary.generator.reasons = [hostile]
            document.cells[index].summary.updateLatencyByTypeMs = [
                hostile: document.cells[index].summary.updateLatencyMs
            ]
        }
        for index in document.comparisons.indices {
            document.comparisons[index].load.label = hostile
            document.comparisons[index].baseline = arms[0]
            document.comparisons[index].candidate = arms[1]
            document.comparisons[index].unit = hostile
            document.comparisons[index].withheld = index == 1 ? hostile : nil
        }
        return document
    }

    static let all: [(name: String, document: ResultsDocument)] = [
        ("pass", PlotDocuments.withSamples(PlotDocuments.threeLoads())), ("partial", partial()),
        ("invalid", invalid()),
        ("failed", failed()), ("single-arm", singleArm()), ("twelve-cells", twelveCells()),
        ("hostile", hostileRun()), ("empty", SampleDocument.empty()),
    ]
}
