import Results

/// A results document as reports walk through it: by load point, arm and comparison.
struct ReportFacts: Sendable {
    let document: ResultsDocument
    /// In the order of their first cells.
    let loads: [LoadPoint]

    init(_ document: ResultsDocument) {
        self.document = document
        var loads: [LoadPoint] = []
        for cell in document.cells where !loads.contains(cell.load) { loads.append(cell.load) }
        self.loads = loads
    }

    func cells(at load: LoadPoint) -> [Cell] { document.cells.filter { $0.load == load } }

    /// The arm that others are compared with at this load: the comparisons say, or else the first.
    func baseline(at load: LoadPoint) -> Cell? {
        let named: String? = document.comparisons.first { $0.load == load }?.baseline
        let cells: [Cell] = cells(at: load)
        return cells.first { $0.arm == named } ?? cells.first
    }

    /// The comparison behind a sentence or a table's ratio.
    func comparison(_ metric: ComparedMetric, at load: LoadPoint, candidate: String) -> Comparison? {
        document.comparisons.first {
            $0.load == load && $0.candidate == candidate && ComparedMetric(path: $0.metric) == metric
        }
    }

    /// What a reader of the figures must know: why the verdict is what it is, as far as it does not say
    /// so itself (after warnings), then of single cells, each with its name, then of the run. Everything once.
    func remarks() -> [String] {
        func isSaid(_ reason: String) -> Bool { document.reasons.contains { $0.hasSuffix(reason) } }
        let ofCells: [String] = document.cells.flatMap { cell in
            let name: String = "\(cell.arm) at \(Self.name(cell.load))"
            var remarks: [String] = []
            let saturation: [String] = cell.summary.generator.reasons.filter { !isSaid($0) }
            if cell.summary.generator.verdict == .saturated,
                !saturation.isEmpty || cell.summary.generator.reasons.isEmpty
            {
                let reasons: String = saturation.joined(separator: "; ")
                remarks.append("the generator was saturated\(reasons.isEmpty ? "" : " (\(reasons))")")
            }
            remarks += cell.summary.invalidReasons.filter { !isSaid($0) }.map { "not valid: \($0)" }
            // The run's notes may repeat what was found about a cell.
            remarks += cell.summary.findings.filter { finding in
                !document.notes.contains { $0.hasSuffix(finding) }
            }
            return remarks.map { "\(name): \($0)" }
        }
        // A warning is no remark that may fall off a screen's end.
        let warnings: [String] = document.notes.filter { $0.hasPrefix("warning: ") }
        let notes: [String] = document.notes.filter { !$0.hasPrefix("warning: ") }
        return warnings + VerdictSentence.hiddenReasons(document) + ofCells + notes
    }

    var countedTrials: Int {
        document.cells.reduce(0) { $0 + $1.trials.filter { !$0.discarded }.count }
    }

    /// `10 tasks/s`, or what no tasks mean.
    static func name(_ load: LoadPoint) -> String {
        load.isIdle ? "an idle swarm" : load.phrase
    }
}
