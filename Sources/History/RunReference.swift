import Results

/// What a user writes for a run: `last`, `last~2`, an id, the begin of one, or `ID@START`.
package struct RunReference: Sendable, Equatable {
    package let text: String

    package init(_ text: String) { self.text = text }

    /// Runs before the newest that `last` and `last~N` mean; nil for other references.
    package var stepsBack: Int? {
        if text == "last" { return 0 }
        guard text.hasPrefix("last~") else { return nil }
        return Int(text.dropFirst(5)).flatMap { $0 >= 0 ? $0 : nil }
    }

    /// - Parameter runs: newest first.
    package func find(in runs: [RunSummary]) throws(HistoryError) -> RunSummary {
        if let steps = stepsBack {
            guard steps < runs.count else { throw .tooFewRuns(asked: steps, present: runs.count) }
            return runs[steps]
        }
        let (id, start): (String, String?) = parts
        func fits(_ run: RunSummary) -> Bool { start.map { run.startedAt.hasPrefix($0) } ?? true }
        let exact: [RunSummary] = runs.filter { $0.runId == id && fits($0) }
        let found: [RunSummary] =
            exact.isEmpty && !id.isEmpty ? runs.filter { $0.runId.hasPrefix(id) && fits($0) } : exact
        guard let first = found.first else {
            throw .noSuchRun(text, close: Self.close(to: id, in: runs))
        }
        guard found.count == 1 else { throw .ambiguous(text, candidates: Self.names(found, in: runs)) }
        return first
    }

    /// An id may hold an `@` itself: only what looks like the begin of a time stands behind one.
    private var parts: (String, String?) {
        guard let mark = text.lastIndex(of: "@") else { return (text, nil) }
        let start = String(text[text.index(after: mark)...])
        guard start.count >= 4, start.prefix(4).allSatisfy(\.isNumber) else { return (text, nil) }
        return (String(text[..<mark]), start)
    }

    /// Up to five, each as it can be written to mean that run alone.
    private static func names(_ found: [RunSummary], in runs: [RunSummary]) -> [String] {
        let shown: [String] = found.prefix(5).map { run in
            runs.filter { $0.runId == run.runId }.count > 1 ? "\(run.runId)@\(run.startedAt)" : run.runId
        }
        return found.count > 5 ? shown + ["and \(found.count - 5) more"] : shown
    }

    /// Runs whose id holds what was written.
    private static func close(to id: String, in runs: [RunSummary]) -> [String] {
        guard id.count >= 3 else { return [] }
        return Array(runs.filter { $0.runId.contains(id) }.map(\.runId).prefix(3))
    }
}
