import Experiment
import LoadEngine
import Reporting

/// What a terminal shows of a running scenario: where it stands, what clients see now, and the results so far.
///
/// Text only: the same progress and shape give the same lines.
struct TerminalView {
    let progress: RunProgress
    let shape: TerminalShape

    /// Below this a terminal gets one line.
    static let leastWidth = 60
    static let leastHeight = 9

    /// Whether there is room for it.
    static func fits(_ shape: TerminalShape) -> Bool {
        shape.width >= leastWidth && shape.height >= leastHeight
    }

    /// At most a line less than the terminal is high, each a column narrower than it is wide: writing in the last
    /// column wraps on some terminals.
    var lines: [String] {
        var lines: [ViewLine] = [header, cell, counters]
        if progress.live != nil { lines += [latency, history] }
        var results: [ViewLine] = resultLines
        let room: Int = shape.height - 1 - lines.count - 1
        if results.count > 1, room >= 3 {
            // A title, the latest rows, and the note below.
            if results.count > room { results = [results[0]] + results.suffix(room - 1) }
            lines += results
        }
        if progress.live != nil { lines.append(note) }
        return lines.map { $0.text(width: shape.width - 1, style: shape.style) }
    }

    private var header: ViewLine {
        var line = ViewLine()
        if !progress.scenario.isEmpty { line.add(progress.scenario + "  ", .bold) }
        line.add("trial \(progress.trial) of \(progress.trials)  ")
        let share: String = TextWidth.padded(
            NumberFormat.decimal((progress.share * 100).rounded(.down), places: 0) + " %", to: 4,
            rightAligned: true)
        let left: String = "  \(share)  \(TimeFormat.length(seconds: progress.secondsLeft)) left"
        let room: Int = shape.width - 1 - line.width - TextWidth.of(left)
        if room >= 8 {
            line.add(
                Bars.progress(progress.share, width: min(40, room), isUnicode: shape.isUnicode), .good)
        }
        line.add(left)
        return line
    }

    private var cell: ViewLine {
        var line = ViewLine("\(progress.arm) at \(progress.offered)", .bold)
        line.add("  \(ProgressLine.name(progress.load.phase))")
        if let seconds = progress.phaseSeconds, let length = progress.phaseLength {
            line.add(
                ", \(NumberFormat.decimal(seconds.rounded(.down), places: 0)) of "
                    + TimeFormat.length(seconds: length))
        }
        if progress.blocks > 1 { line.add("  block \(progress.block) of \(progress.blocks)", .dim) }
        return line
    }

    private var counters: ViewLine {
        let clients: String = NumberFormat.count(progress.clients)
        let connected: String = NumberFormat.count(progress.load.connected)
        let rate: String = NumberFormat.decimal(progress.messageRate, places: 0)
        var line = ViewLine("  clients \(padded(connected, clients.count)) of \(clients)")
        line.add("   \(padded(rate, 7)) messages/s")
        let errors: Int = Int(clamping: progress.load.errors)
        line.add("   errors \(NumberFormat.count(errors))", errors > 0 ? .bad : .plain)
        if let point = progress.live?.points.last {
            if let percent = point.serverCPUPercent {
                line.add("   server CPU \(padded(NumberFormat.percent(percent), 5))")
            }
            if let bytes = point.residentBytes, bytes > 0 { line.add(", \(ByteFormat.text(bytes))") }
        }
        return line
    }

    /// `update latency` or `response time`.
    static func quantity(_ progress: RunProgress) -> String {
        progress.isPush ? "update latency" : "response time"
    }

    private var latency: ViewLine {
        var line = ViewLine("  \(Self.quantity(progress)), last 5 s  ")
        guard let current = progress.live?.current else {
            line.add(progress.isPush ? " no update yet" : " no answer yet", .dim)
            return line
        }
        for (name, value) in [
            ("p50", current.p50), ("p90", current.p90), ("p99", current.p99), ("max", current.max),
        ] {
            line.add("  \(name) ", .dim)
            line.add(TextWidth.padded(TimeFormat.milliseconds(value), to: 7, rightAligned: true))
        }
        return line
    }

    /// A minute of the 99th percentile, a character a second; fewer where the terminal is narrow.
    private var history: ViewLine {
        let title: String = "  p99 each second  "
        let points: ArraySlice<LivePoint> = (progress.live?.points ?? []).suffix(
            min(60, max(10, shape.width - 1 - title.count - 18)))
        let values: [Double?] = points.map { $0.latency?.p99 }
        var line = ViewLine(title)
        guard let largest = values.compactMap({ $0 }).max() else { return line }
        line.add(Bars.sparkline(values, isUnicode: shape.isUnicode), .good)
        line.add("  up to \(TimeFormat.milliseconds(largest))", .dim)
        return line
    }

    private var note: ViewLine {
        ViewLine("  Live figures come from a sample; the report has the exact ones.", .dim)
    }

    private func padded(_ text: String, _ width: Int) -> String {
        TextWidth.padded(text, to: width, rightAligned: true)
    }
}
