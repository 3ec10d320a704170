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

    /// The mean of a latency distribution: of the samples that arrived, which is said where some did not.
    ///
    /// - Parameter absent: why an arm has no such distribution.
    static func mean(
        _ label: String, metric: ComparedMetric? = nil, absent: @escaping Absence = notForArm,
        _ summary: @escaping @Sendable (Figures) -> LatencySummary?
    ) -> FigureRow {
        FigureRow(label, metric: metric) { cell in
            guard let latency = summary(cell.summary) else { return .missing(absent(cell, label)) }
            guard let mean = latency.mean else {
                return .missing(
                    latency.infinite > 0
                        ? .neverArrived(label, updates: latency.infinite) : .noSamples(label))
            }
            let text: String = TimeFormat.milliseconds(mean)
            guard latency.infinite > 0 else { return .text(text) }
            return .noted(text + " *", .meanOfArrived(label, infinite: latency.infinite))
        }
    }

    static func percentile(
        _ percentile: Percentile, _ label: String, absent: @escaping Absence = notForArm,
        _ summary: @escaping @Sendable (Figures) -> LatencySummary?
    ) -> FigureRow {
        FigureRow(label) { cell in
            guard let latency = summary(cell.summary) else { return .missing(absent(cell, label)) }
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

    /// - Parameter absent: why an arm has no such figure.
    static func optional(
        _ label: String, metric: ComparedMetric? = nil, absent: @escaping Absence,
        _ text: @escaping @Sendable (Cell) -> String?
    ) -> FigureRow {
        FigureRow(label, metric: metric) { cell in
            text(cell).map { .text($0) } ?? .missing(absent(cell, label))
        }
    }
}

extension FigureRow {
    /// Why a cell has no figure of this label.
    typealias Absence = @Sendable (Cell, String) -> MissingReason

    static let notForArm: Absence = { _, label in .notForArm(label) }

    static func because(_ cause: MissingCause) -> Absence { { _, label in .because(cause, label) } }

    /// What needs the server's log, and without it cannot be known.
    static func becauseOfLog(or cause: MissingCause) -> Absence {
        { cell, label in .because(cell.summary.updates == nil ? .logMissing : cause, label) }
    }

    /// What follows tasks to the clients.
    static let becauseOfTasks: Absence = { cell, label in
        let accepted: Double = cell.summary.submissions?.acceptedPerSecond ?? 0
        let cause: MissingCause = accepted > 0 ? .notFollowed : .noTasks
        return .because(cell.summary.updates == nil ? .logMissing : cause, label)
    }

    /// CPU figures need samples of the server before anything else.
    static func becauseOfSamples(or cause: MissingCause) -> Absence {
        { cell, label in .because(cell.summary.server.residentBytes == nil ? .notSampled : cause, label) }
    }
}
