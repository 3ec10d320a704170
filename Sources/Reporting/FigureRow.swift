import Results

/// One line of a load point's table: a figure, the same for every arm.
struct FigureRow: Sendable {
    let label: String
    /// The comparison that stands at the end of the line.
    let metric: ComparedMetric?
    let value: @Sendable (Cell) -> FigureValue

    init(_ label: String, metric: ComparedMetric? = nil, value: @escaping @Sendable (Cell) -> FigureValue) {
        self.label = label
        self.metric = metric
        self.value = value
    }

    /// The mean of a latency distribution.
    static func mean(
        _ label: String, metric: ComparedMetric? = nil,
        _ summary: @escaping @Sendable (Figures) -> LatencySummary?
    ) -> FigureRow {
        FigureRow(label, metric: metric) { cell in
            guard let latency = summary(cell.summary) else { return .missing(.notForArm(label)) }
            guard let mean = latency.mean else { return .missing(.noSamples(label)) }
            return .text(TimeFormat.milliseconds(mean))
        }
    }

    static func percentile(
        _ percentile: Percentile, _ label: String, _ summary: @escaping @Sendable (Figures) -> LatencySummary?
    ) -> FigureRow {
        FigureRow(label) { cell in
            guard let latency = summary(cell.summary) else { return .missing(.notForArm(label)) }
            if let value = percentile.value(latency) { return .text(TimeFormat.milliseconds(value)) }
            if latency.count == 0 { return .missing(.noSamples(label)) }
            if latency.events < percentile.leastEvents {
                return .missing(.tooFewEvents(percentile, label, events: latency.events))
            }
            return .missing(.neverArrived(label, updates: latency.infinite))
        }
    }

    /// A figure that every arm has.
    static func plain(
        _ label: String, metric: ComparedMetric? = nil, _ text: @escaping @Sendable (Cell) -> String
    ) -> FigureRow {
        FigureRow(label, metric: metric) { .text(text($0)) }
    }

    static func optional(_ label: String, _ text: @escaping @Sendable (Cell) -> String?) -> FigureRow {
        FigureRow(label) { cell in text(cell).map { .text($0) } ?? .missing(.notForArm(label)) }
    }
}

/// What stands in a cell of a table.
enum FigureValue: Sendable, Equatable {
    case text(String)
    /// Shown as `-`, with the reason under the table.
    case missing(MissingReason)
}

enum MissingReason: Sendable, Hashable {
    case notForArm(String)
    case noSamples(String)
    case tooFewEvents(Percentile, String, events: Int)
    case neverArrived(String, updates: Int)
}

enum Percentile: String, Sendable, Hashable, CaseIterable {
    case p50, p90, p99, p999

    /// Distinct events below which the document holds no such percentile.
    var leastEvents: Int {
        switch self {
        case .p50, .p90: 1
        case .p99: 1_000
        case .p999: 10_000
        }
    }

    func value(_ latency: LatencySummary) -> Double? {
        switch self {
        case .p50: latency.p50
        case .p90: latency.p90
        case .p99: latency.p99
        case .p999: latency.p999
        }
    }
}
