import Results

/// What was run, in a sentence: trials, clients, duration, seed, and which run it was.
enum RunSentence {
    static func text(_ facts: ReportFacts) -> String {
        let document: ResultsDocument = facts.document
        let blocks: Int = Set(document.cells.flatMap(\.trials).filter { !$0.discarded }.map(\.block)).count
        let clients: [Int] = Set(document.cells.map(\.clients)).sorted()
        var run: String = "\(plural(facts.countedTrials, "trial")) in \(plural(blocks, "block"))"
        if !clients.isEmpty {
            run += ", \(clients.map(NumberFormat.count).joined(separator: " or ")) clients an arm"
        }
        if let steady = document.environment.phaseSeconds["steady"] {
            run += ", \(NumberFormat.chosen(steady)) s of steady state each"
        }
        return run + ", seed \(document.seed), started \(document.startedAt), run \(document.runId)."
    }

    private static func plural(_ count: Int, _ noun: String) -> String {
        "\(NumberFormat.count(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
