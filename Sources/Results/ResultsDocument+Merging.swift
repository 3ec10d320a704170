extension ResultsDocument {
    /// The cells of two runs of one scenario together: trials side by side, blocks and positions of
    /// the other's numbered on, summaries pooled anew.
    ///
    /// Comparisons, predictions and thresholds belong to the trials they came from: the result has
    /// none, and its verdict is `invalid` until it is analysed again.
    /// - Throws: ``ResultsError/differentRuns(_:)`` when the runs did not do the same.
    package func merged(with other: ResultsDocument) throws(ResultsError) -> ResultsDocument {
        guard scenario == other.scenario else {
            throw .differentRuns("scenario \(scenario) and scenario \(other.scenario)")
        }
        guard schema == other.schema else {
            throw .differentRuns("schema \(schema) and schema \(other.schema)")
        }
        let blocks: Int = 1 &+ (cells.flatMap(\.trials).map(\.block).max() ?? -1)
        let positions: Int = 1 &+ (cells.flatMap(\.trials).map(\.position).max() ?? -1)
        var result = self
        result.partial = partial || other.partial
        result.notes = notes + other.notes.filter { !notes.contains($0) }
        if environment.hostname != other.environment.hostname {
            result.notes.append(
                "merged from \(environment.hostname) and \(other.environment.hostname): "
                    + "only differences within a block are comparable")
        }
        for cell in other.cells {
            var moved = cell
            for index in moved.trials.indices {
                moved.trials[index].block &+= blocks
                moved.trials[index].position &+= positions
            }
            result.add(moved)
        }
        result.comparisons = []
        result.predictions = []
        result.thresholds = []
        result.verdict = .invalid
        result.reasons = ["merged from \(runId) and \(other.runId), not yet analysed"]
        return result
    }

    /// Appends the trials to the cell of the same arm, load and clients, or the whole cell.
    private mutating func add(_ cell: Cell) {
        let place = cells.firstIndex {
            $0.arm == cell.arm && $0.transport == cell.transport && $0.load == cell.load
                && $0.clients == cell.clients
        }
        guard let place else {
            cells.append(cell.with(cell.trials))
            return
        }
        cells[place] = cell.with(cells[place].trials + cell.trials)
    }
}

extension Cell {
    /// A cell of these trials, its summary pooled over those that count.
    ///
    /// When none counts (an interrupted run), the summary is pooled over those that were cut short and
    /// says so. The discarded trial is never shown as a measurement: without any other, the summary is
    /// empty.
    package init(
        arm: String, transport: String, load: LoadPoint, clients: Int, pooling trials: [Trial]
    ) {
        let counted: [Trial] = trials.filter(\.counts)
        let usable: [Trial] = counted.isEmpty ? trials.filter { !$0.discarded } : counted
        var summary: Figures = Figures(pooling: usable) ?? .empty
        if counted.isEmpty {
            summary.findings.append("no trial of this cell was completed: not a measurement")
        }
        self.init(
            arm: arm, transport: transport, load: load, clients: clients, summary: summary, trials: trials)
    }

    /// This cell with other trials.
    fileprivate func with(_ trials: [Trial]) -> Cell {
        Cell(arm: arm, transport: transport, load: load, clients: clients, pooling: trials)
    }
}
