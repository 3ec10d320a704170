import Experiment
import Reporting

extension TerminalView {
    /// A title and a line for each cell that has results, in the order in which they came.
    var resultLines: [ViewLine] {
        let cells: [CellSoFar] = CellSoFar.all(progress.finished)
        guard !cells.isEmpty else { return [] }
        let rows: [[String]] =
            [["so far", "trials", "update mean", "p99", "server CPU", "lost"]] + cells.map(\.row)
        let widths: [Int] = rows[0].indices.map { column in
            rows.map { TextWidth.of($0[column]) }.max() ?? 0
        }
        return rows.enumerated().map { number, row in
            var line = ViewLine("  ")
            for (column, text) in row.enumerated() {
                let isBad: Bool = number > 0 && column == 5 && cells[number - 1].lost ?? 0 > 0
                line.add(
                    TextWidth.padded(text, to: widths[column], rightAligned: column > 0) + "   ",
                    number == 0 ? .dim : isBad ? .bad : .plain)
            }
            if number > 0, cells[number - 1].doubtful > 0 {
                line.add("\(cells[number - 1].doubtful) invalid", .caution)
            }
            return line
        }
    }
}

/// What the finished trials of one cell found.
struct CellSoFar: Equatable {
    var arm: String
    var offered: String
    var trials = 0
    /// Trials whose figures cannot be trusted.
    var doubtful = 0
    /// Of the trials' means, milliseconds.
    var updateMeans: [Double] = []
    /// Of each trial that has one.
    var updateP99s: [Double] = []
    var serverCPUs: [Double] = []
    /// Over all; nil when a trial could not tell.
    var lost: Int? = 0

    /// In the order of their first trials. Trials that do not count are left out.
    static func all(_ finished: [FinishedTrial]) -> [CellSoFar] {
        var cells: [CellSoFar] = []
        for trial in finished where trial.counts {
            let known: Int? = cells.firstIndex { $0.arm == trial.arm && $0.offered == trial.offered }
            let index: Int = known ?? cells.count
            if known == nil { cells.append(CellSoFar(arm: trial.arm, offered: trial.offered)) }
            cells[index].trials += 1
            if !trial.isValid { cells[index].doubtful += 1 }
            if let mean = trial.updateMean { cells[index].updateMeans.append(mean) }
            if let p99 = trial.updateP99 { cells[index].updateP99s.append(p99) }
            if let percent = trial.serverCPUPercent { cells[index].serverCPUs.append(percent) }
            if let lost = trial.lost, let sum = cells[index].lost {
                cells[index].lost = sum + lost
            } else {
                cells[index].lost = nil
            }
        }
        return cells
    }

    /// Its line's columns.
    var row: [String] {
        [
            "\(arm) at \(offered)", NumberFormat.count(trials),
            Self.mean(updateMeans).map(TimeFormat.milliseconds) ?? "-",
            Self.mean(updateP99s).map(TimeFormat.milliseconds) ?? "-",
            Self.mean(serverCPUs).map(NumberFormat.percent) ?? "-",
            lost.map { NumberFormat.count($0) } ?? "-",
        ]
    }

    /// Of the trials' values; nil without any.
    static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
