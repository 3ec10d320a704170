import Results

/// A results document as plots walk through it.
struct PlotFacts: Sendable {
    let report: ReportFacts
    /// In the document's order of arms.
    let arms: [ArmStyle]

    var document: ResultsDocument { report.document }
    var loads: [LoadPoint] { report.loads }

    init(_ document: ResultsDocument) {
        report = ReportFacts(document)
        arms = ArmStyle.all(document)
    }

    /// The cells of a load with their arms' looks, in the order of arms.
    func cells(at load: LoadPoint) -> [(style: ArmStyle, cell: Cell)] {
        arms.compactMap { style in
            document.cells.first { $0.arm == style.name && $0.load == load }.map { (style, $0) }
        }
    }

    /// The cells of an arm, in the order of loads.
    func cells(of arm: ArmStyle) -> [Cell] { document.cells.filter { $0.arm == arm.name } }

    /// What ids of plots about a load end in: its place, since its name may hold anything.
    func key(_ load: LoadPoint) -> String { String((loads.firstIndex(of: load) ?? 0) + 1) }

    /// `at 10 tasks/s`, `with an idle swarm`.
    static func phrase(_ load: LoadPoint) -> String {
        load.isIdle ? "with an idle swarm" : "at \(load.phrase)"
    }
}
