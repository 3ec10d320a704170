import Results

/// `series.csv`: every trial slice by slice, a line each, with the unit in each column's name.
///
/// Long format: cells and trials are told apart by columns, so that a spreadsheet or a data frame can
/// group and filter them, also those of several runs: whether its run is valid stands in every line. Empty
/// fields are figures that do not exist. A run with faults has two columns more.
enum SeriesTable {
    static let columns: [String] = [
        "arm", "transport", "load", "block", "trial", "discarded", "partial", "valid", "phase", "second_s",
        "slice_s", "update_latency_count", "update_latency_mean_ms", "update_latency_p50_ms",
        "update_latency_p90_ms", "update_latency_p99_ms", "update_latency_max_ms",
        "delivery_latency_count", "delivery_latency_mean_ms", "delivery_latency_p50_ms",
        "delivery_latency_p90_ms", "delivery_latency_p99_ms", "delivery_latency_max_ms", "messages",
        "submissions", "clients", "errors", "server_cpu_percent", "resident_bytes",
    ]

    /// Tries to come back in a slice, and the faults that began or lasted in it, by name with ` + ` between them.
    static let faultColumns: [String] = ["reconnects", "faults"]

    /// Nil where no trial has a series, as in documents of older programs.
    static func render(_ document: ResultsDocument) -> String? {
        let hasFaults: Bool = document.cells.contains { cell in
            cell.trials.contains { $0.figures.faults != nil }
        }
        var csv = CSVText(columns: columns + (hasFaults ? faultColumns : []))
        let isValid: Bool = document.verdict != .invalid
        var isEmpty = true
        for (cell, trial) in trials(document) {
            guard let series = trial.series else { continue }
            isEmpty = false
            for (place, slice) in series.slices.enumerated() {
                let seconds: Double = series.length(of: place)
                let faults: [String?] = [
                    slice.reconnects.map(String.init),
                    names(trial.figures.faults, from: slice.second, to: slice.second + seconds),
                ]
                csv.add(line(cell, trial, isValid, seconds, slice) + (hasFaults ? faults : []))
            }
        }
        return isEmpty ? nil : csv.text
    }

    /// In the order in which they ran.
    private static func trials(_ document: ResultsDocument) -> [(Cell, Trial)] {
        document.cells.flatMap { cell in cell.trials.map { (cell, $0) } }
            .sorted { $0.1.position < $1.1.position }
    }

    /// - Parameter seconds: a difference of two begins; what it has beyond microseconds comes from subtracting.
    private static func line(
        _ cell: Cell, _ trial: Trial, _ isValid: Bool, _ seconds: Double, _ slice: TrialSeries.Slice
    ) -> [String?] {
        let place: [String?] = [
            cell.arm, cell.transport, cell.load.name, String(trial.block), String(trial.position),
            trial.discarded ? "1" : "0", trial.partial ? "1" : "0", isValid ? "1" : "0", slice.phase,
            number(slice.second), number((seconds * 1e6).rounded() / 1e6),
        ]
        return place + latency(slice.updateLatencyMs) + latency(slice.deliveryLatencyMs) + [
            String(slice.messages), String(slice.submissions), slice.clients.map(String.init),
            slice.errors.map(String.init), slice.serverCPUPercent.map(number),
            slice.residentBytes.map(number),
        ]
    }

    private static func names(_ faults: FaultFigures?, from begin: Double, to end: Double) -> String? {
        faults.map { faults in
            faults.outcomes.filter { fault in
                fault.second < end && (fault.second >= begin || fault.second + fault.seconds > begin)
            }.map(\.name).joined(separator: " + ")
        }
    }

    private static func latency(_ latency: TrialSeries.SliceLatency?) -> [String?] {
        guard let latency else { return ["0", nil, nil, nil, nil, nil] }
        return [
            String(latency.count), number(latency.mean), number(latency.p50), number(latency.p90),
            number(latency.p99), number(latency.max),
        ]
    }

    /// Every digit that the document has: the shortest text that reads back as the same number.
    private static func number(_ value: Double) -> String { NumberFormat.chosen(value) }
}
