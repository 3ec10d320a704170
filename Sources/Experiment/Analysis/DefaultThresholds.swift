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
        // A target whose updates bear no sequence cannot be held to what only that tells.
        let isUnnumbered: Bool = figures.lost != nil && figures.duplicated == nil
        let load = cell.load.name
        return counts.filter { !isUnnumbered || $0.name == "lost" || $0.name == "errors" }.map {
            name, count in
            ThresholdResult(
                expression: "\(cell.arm).\(name)@\(load) == 0", value: count.map(Double.init),
                passed: count == 0)
        }
    }
}
