import Results

/// What a reader of a run's numbers must know.
enum RunNotes {
    /// - Parameter comparing: what was noticed while arms were compared.
    static func all(_ document: ResultsDocument, comparing: [String]) -> [String] {
        let findings: [String] = document.cells.flatMap { cell in
            cell.summary.findings.map { "\(cell.label): \($0)" }
        }
        return security(document) + targets(document) + findings + closedModels(document)
            + slowReaders(document)
            + document.predictions.compactMap(CellPrediction.finding)
            + sharedReads(document) + comparing + BreakEvenNotes.all(document)
    }

    /// What rests on what targets tell, or do not.
    private static func targets(_ document: ResultsDocument) -> [String] {
        (document.environment.targets ?? []).flatMap { target in
            let name: String = target.name == "target" ? "the target" : "target \(target.name)"
            return target.remarks.map { "\(name): \($0)" }
        }
    }

    /// What TLS means for the figures, and how far the servers were who they said.
    private static func security(_ document: ResultsDocument) -> [String] {
        guard let certificates = document.environment.certificates else { return [] }
        let bytes: String =
            "targets behind https: bytes as sent by the protocol are those above TLS, wire bytes what TCP "
            + "carries, TLS records included; an arrival is the stamp of the bytes that ended its TLS record"
        guard certificates == "unchecked" else { return [bytes] }
        return [
            "warning: certificates were not checked (--insecure): what was measured may have been another server "
                + "than the one named", bytes,
        ]
    }

    /// Whose figures are not in a cell's.
    private static func slowReaders(_ document: ResultsDocument) -> [String] {
        document.cells.compactMap { cell in
            let left: [BehaviourFigures] = (cell.summary.behaviours ?? []).filter { !$0.isSummarised }
            let clients: Int = left.reduce(0) { $0 + $1.clients }
            guard clients > 0 else { return nil }
            return
                "\(cell.label): latencies, updates and losses leave out \(clients) clients that read slowly "
                + "by their own choice (\(left.map(\.name).joined(separator: ", "))); they have a line of their own"
        }
    }

    /// What a closed model's figures leave out.
    private static func closedModels(_ document: ResultsDocument) -> [String] {
        var loads: [LoadPoint] = []
        for cell in document.cells where cell.load.closed != nil && !loads.contains(cell.load) {
            loads.append(cell.load)
        }
        return loads.map { load in
            "\(load.name): closed model: \(load.phrase.split(separator: " (").first ?? "users") submit again only "
                + "when their last task was \(load.closed?.waitsFor == "completed" ? "completed" : "answered"), "
                + "so a slow server was offered less. Its times leave out what independent arrivals would have "
                + "waited (coordinated omission by construction): use an open model for latency under a load"
        }
    }

    /// How early the deliveries can have been whose stamp is a later message's.
    private static func sharedReads(_ document: ResultsDocument) -> [String] {
        document.cells.compactMap { cell in
            guard let share = cell.summary.sharedReceiptShare, share > GeneratorLimits.sharedReadShare,
                let lower = cell.summary.deliveryLowerBoundMs, let upper = cell.summary.deliveryLatencyMs.mean
            else { return nil }
            return "\(cell.label): \(Int((100 * share).rounded())) % of the updates came in reads with later "
                + "messages and bear their stamp: mean delivery lies between \(rounded(lower)) and "
                + "\(rounded(upper)) ms"
        }
    }

    /// With one decimal below 10.
    static func rounded(_ value: Double) -> String {
        LoadLabel.text(value >= 10 ? value.rounded() : (value * 10).rounded() / 10)
    }
}
