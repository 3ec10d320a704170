import Results

/// How one arm looks in every plot: colour, marker and dash, so that no plot needs colour to be read.
struct ArmStyle: Sendable, Equatable {
    /// Patterns of `stroke-dasharray`; the first arm's line is whole.
    private static let dashes: [String?] = [
        nil, "7 3", "2 2.5", "9 3 2 3", "4 2", "12 3", "6 2 2 2 2 2", "1 3",
    ]

    let name: String
    /// Place in the document's order of arms.
    let index: Int

    /// Sets the colour: `series-1` to `series-8`, from the first again for more arms than that.
    var series: String { "series-\(index % 8 + 1)" }
    /// A ninth arm has the first one's colour, but the second one's marker and dash.
    private var variant: Int { (index + index / 8) % 8 }
    var marker: PlotMarker { PlotMarker(rawValue: variant) ?? .circle }
    var dash: String? { Self.dashes[variant] }

    /// In the order of their first cells.
    static func all(_ document: ResultsDocument) -> [ArmStyle] {
        var names: [String] = []
        for cell in document.cells where !names.contains(cell.arm) { names.append(cell.arm) }
        return names.enumerated().map { ArmStyle(name: $0.element, index: $0.offset) }
    }
}
