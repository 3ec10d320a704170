import Results

@testable import Reporting

/// Documents to plot: small ones with answers known by hand, and odd ones that must not trip anything.
enum PlotDocuments {
    /// One nanosecond histogram of `milliseconds`, each of which `each` clients saw.
    static func histogram(_ milliseconds: [Double], each: UInt64 = 1, events: Int, infinite: UInt64 = 0)
        -> SparseHistogram
    {
        let sorted: [Double] = milliseconds.sorted()
        return SparseHistogram(
            unit: "ns", pairs: sorted.map { [UInt64($0 * 1e6), each] }, count: UInt64(sorted.count) * each,
            sum: sorted.reduce(0, +) * 1e6 * Double(each), max: UInt64((sorted.last ?? 0) * 1e6),
            infinite: infinite, events: events)
    }

    /// A second of warm-up, three of steady state, one of drain; the median is 10, 20, ... ms.
    static func series(scale: Double = 1, errors: Int? = 0) -> TrialSeries {
        TrialSeries(
            sliceSeconds: 1,
            slices: (0..<5).map { place in
                let p50: Double = Double(place + 1) * 10 * scale
                return TrialSeries.Slice(
                    second: Double(place - 1), phase: place == 0 ? "warmUp" : place == 4 ? "drain" : "steady",
                    updateLatencyMs: place == 4
                        ? nil
                        : .init(count: 100, mean: p50, p50: p50, p90: p50 * 2, p99: p50 * 3, max: p50 * 4),
                    deliveryLatencyMs: nil, messages: 500, submissions: 10, clients: 500, errors: errors,
                    serverCPUPercent: place == 0 ? nil : Double(place) * 10, residentBytes: 3e7)
            })
    }

    /// Polling and push at three loads with traffic that meets at a known rate.
    static func threeLoads() -> ResultsDocument {
        var document = SampleDocument.empty()
        for (place, rate) in [0.2, 2, 20].enumerated() {
            let load = LoadPoint(tasksPerSecond: rate)
            var polling = SampleDocument.pollingFigures()
            polling.traffic.wireBytesPerClientHour = Directions(up: 1e6, down: 4e6)
            // 7 s, three trials: an event for each of the tasks.
            polling.events = Int(rate * 210)
            var push = SampleDocument.pushFigures()
            push.traffic.wireBytesPerClientHour = Directions(up: 0, down: 1e6 * pow10(place))
            push.traffic.heartbeatBytesPerClientHour = 0
            push.events = polling.events
            document.cells.append(SampleDocument.cell("polling", "interval-polling", load, polling))
            document.cells.append(SampleDocument.cell("push", "websocket", load, push))
        }
        return withSamples(document)
    }

    private static func pow10(_ exponent: Int) -> Double {
        (0..<exponent).reduce(1.0) { value, _ in value * 10 }
    }

    /// The document with histograms and series in all its trials.
    static func withSamples(_ document: ResultsDocument, infinite: UInt64 = 0) -> ResultsDocument {
        var document = document
        for cell in document.cells.indices {
            for trial in document.cells[cell].trials.indices {
                let scale: Double = Double(cell + 1) * 3
                document.cells[cell].trials[trial].histograms[HistogramKey.updateLatency] = histogram(
                    (1...200).map { Double($0) * scale }, each: 5, events: 200, infinite: infinite)
                document.cells[cell].trials[trial].series = series(scale: scale)
            }
        }
        return document
    }

    /// By what is odd about them.
    static let odd: [(name: String, document: ResultsDocument)] = {
        var all: [(String, ResultsDocument)] = [
            ("no cells", SampleDocument.empty()),
            ("as in the samples", withSamples(SampleDocument.busyRun())),
            ("three loads", threeLoads()), ("some never arrived", withSamples(threeLoads(), infinite: 40)),
        ]
        func add(_ name: String, _ change: (inout ResultsDocument) -> Void) {
            var document: ResultsDocument = withSamples(SampleDocument.busyRun())
            change(&document)
            all.append((name, document))
        }
        add("one cell") { $0.cells.removeLast() }
        add("one trial") { document in
            for place in document.cells.indices { document.cells[place].trials.removeLast(2) }
        }
        add("no trials") { document in
            for place in document.cells.indices { document.cells[place].trials = [] }
        }
        add("nothing counted") { document in
            for cell in document.cells.indices {
                for trial in document.cells[cell].trials.indices {
                    document.cells[cell].trials[trial].discarded = trial == 0
                    document.cells[cell].trials[trial].partial = trial > 0
                }
            }
        }
        add("nothing measured") { document in
            for cell in document.cells.indices {
                document.cells[cell].summary = .empty
                for trial in document.cells[cell].trials.indices {
                    document.cells[cell].trials[trial].figures = .empty
                    document.cells[cell].trials[trial].histograms = [:]
                    document.cells[cell].trials[trial].series = TrialSeries(sliceSeconds: 0, slices: [])
                }
            }
        }
        add("all infinite") { document in
            for cell in document.cells.indices {
                for trial in document.cells[cell].trials.indices {
                    document.cells[cell].trials[trial].histograms[HistogramKey.updateLatency] = histogram(
                        [], events: 5, infinite: 2_500)
                }
            }
        }
        add("no numbers") { document in
            for cell in document.cells.indices {
                for trial in document.cells[cell].trials.indices {
                    var figures: Figures = document.cells[cell].trials[trial].figures
                    figures.updateLatencyMs.mean = trial == 0 ? .nan : .infinity
                    figures.server.cpuPercent = -.infinity
                    figures.traffic.wireBytesPerClientHour.up = .nan
                    document.cells[cell].trials[trial].figures = figures
                    document.cells[cell].trials[trial].series?.slices[1].second = .nan
                }
                document.cells[cell].summary.traffic.wireBytesPerClientHour.down = .infinity
            }
            document.predictions[0].predicted = .nan
        }
        add("huge and tiny") { document in
            document.cells[0].summary.updateLatencyMs.mean = 1e250
            document.cells[0].trials[0].figures.updateLatencyMs.mean = 1e250
            document.cells[1].trials[0].figures.updateLatencyMs.mean = 1e-250
            document.cells[1].trials[0].series?.slices[2].residentBytes = 1e290
            document.predictions[0].measured = 1e200
        }
        add("zeros") { document in
            for cell in document.cells.indices {
                for trial in document.cells[cell].trials.indices {
                    document.cells[cell].trials[trial].figures = .empty
                    document.cells[cell].trials[trial].figures.server.cpuPercent = 0
                    document.cells[cell].trials[trial].figures.updateLatencyMs.mean = 0
                    document.cells[cell].trials[trial].histograms[HistogramKey.updateLatency] = histogram(
                        [0], events: 1)
                }
            }
        }
        add("an edited histogram") { document in
            document.cells[0].trials[0].histograms[HistogramKey.updateLatency]?.pairs = [
                [5, 1], [2], [1, .max],
            ]
        }
        add("edited events") { document in
            document.cells[1].summary.eventTraffic = [
                "a": EventTraffic(
                    rate: -1, periodicRate: 5, itemBytes: .nan, batchBytes: 1, windowSeconds: -3)
            ]
        }
        all.append(("idle and closed", idleAndClosed()))
        all.append(("eight arms", manyArms(8, name: { "arm \($0) with a long and telling name" })))
        all.append(("eleven arms", manyArms(11, name: { "a\($0)" })))
        all.append(
            (
                "names from outside",
                manyArms(3, name: { "</svg><script>alert(\"\($0)\")</script>&\u{1}\u{FFFF}👩‍👩‍👧'日本" })
            ))
        return all
    }()

    /// All plots of each of these documents, and what a parser makes of them; nil where it is not well-formed.
    static let oddPlots: [(name: String, figures: [(figure: ReportFigure, plot: ParsedPlot?)])] = odd.map {
        ($0.name, ReportFigures.all($0.document).map { ($0, ParsedPlot($0.svg)) })
    }

    private static func idleAndClosed() -> ResultsDocument {
        var document = SampleDocument.empty()
        var closed = LoadPoint(tasksPerSecond: nil)
        closed.closed = LoadPoint.ClosedModel(
            users: 10, thinkSeconds: 1, thinking: "fixed", waitsFor: "answer")
        closed.label = "closed-10"
        for load in [LoadPoint(tasksPerSecond: 0), closed] {
            for (arm, transport) in [("polling", "interval-polling"), ("push", "websocket")] {
                var figures: Figures =
                    arm == "push" ? SampleDocument.pushFigures() : SampleDocument.pollingFigures()
                if load.isIdle { figures.events = 0 } else if arm == "push" { figures.events = 900 }
                document.cells.append(SampleDocument.cell(arm, transport, load, figures))
            }
        }
        return withSamples(document)
    }

    private static func manyArms(_ count: Int, name: (Int) -> String) -> ResultsDocument {
        var document = SampleDocument.empty()
        for load in [SampleDocument.calm, SampleDocument.busy] {
            for arm in 0..<count {
                let isPush: Bool = arm % 2 == 1
                var figures: Figures = isPush ? SampleDocument.pushFigures() : SampleDocument.pollingFigures()
                figures.updateLatencyMs.mean = 50 + Double(arm)
                if load.tasksPerSecond == 0.2 {
                    figures.traffic.wireBytesPerClientHour = Directions(up: 9, down: 7e5)
                }
                document.cells.append(
                    SampleDocument.cell(name(arm), isPush ? "websocket" : "interval-polling", load, figures))
            }
        }
        document.predictions = document.cells.map {
            Prediction(
                quantity: "serverDelay.mean of metric_update", cell: "\($0.arm)@\($0.load.name)", unit: "ms",
                predicted: 100, measured: 100 + Double($0.arm.count), formula: "a < b & c")
        }
        return withSamples(document)
    }
}
