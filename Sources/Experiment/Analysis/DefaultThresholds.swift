import Results

/// What must hold in every cell unless a scenario says otherwise: nothing lost, duplicated,
/// reordered, and no errors. What cannot be known does not hold.
enum DefaultThresholds {
    static func check(_ cell: Cell) -> [ThresholdResult] {
        let figures: Figures = cell.summary
        let counts: [(name: String, count: Int?)] = [
            ("lost", figures.lost), ("duplicated", figures.duplicated), ("reordered", figures.reordered),
            ("errors", figures.errors.values.reduce(0, +)),
        ]
        let load = cell.load.name
        return counts.map { name, count in
            ThresholdResult(
                expression: "\(cell.arm).\(name)@\(load) == 0", value: count.map(Double.init),
                passed: count == 0)
        }
    }
}
