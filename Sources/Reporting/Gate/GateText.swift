import Results

/// A gate on one screen: the plain verdict first.
package enum GateText {
    /// Without a line break at its end.
    package static func render(_ report: GateReport, style: TerminalStyle = .standardOutput) -> String {
        var lines: [String] = []
        if report.mode == .bank {
            lines.append("Banked \(report.pairs.count) pairs of trials of one build; nothing was decided.")
        } else if report.mode == .null {
            lines += wrapped("Of one build against itself a gate says: \(GateSentence(report).text)")
        } else {
            let sentence = GateSentence(report)
            lines += wrapped(sentence.text)
            let word: String = sentence.word
            if let first = lines.first, first.hasPrefix(word) {
                lines[0] = coloured(word, report.verdict, style) + first.dropFirst(word.count)
            }
        }
        if report.mode != .compare {
            lines.insert(contentsOf: GateNull.sentences(report).flatMap(wrapped), at: 0)
        }
        if !report.pairs.isEmpty {
            lines.append("")
            lines += GateTables.metrics(report).terminalLines(style: style)
        }
        for remark in GateRemarks.all(report) { lines += wrapped(remark) }
        return lines.joined(separator: "\n")
    }

    /// What a look found, in a line.
    package static func look(_ report: GateReport) -> String {
        guard let look = report.looks.last else { return "" }
        let parts: [String] = look.metrics.map { reading in
            "\(GateTables.title(reading.name, report)) \(GateNumbers.signed(reading.change)) "
                + "(\(GateTables.word(reading.state)))"
        }
        var text: String = "look at \(look.pairs) pairs: \(parts.joined(separator: ", "))"
        if report.verdict == .cannotTell, let next = report.rule.looks.first(where: { $0 > look.pairs }) {
            text += ": goes on to \(next)"
        }
        return text
    }

    private static func coloured(_ word: String, _ verdict: GateVerdict, _ style: TerminalStyle) -> String {
        switch verdict {
        case .regressed: style.red(word)
        case .improved, .noDifference: style.green(word)
        case .cannotTell: style.yellow(word)
        }
    }

    private static func wrapped(_ text: String) -> [String] {
        TextWidth.wrapped(TextTable.oneLine(text), width: TerminalReport.proseWidth)
    }
}

/// What a gate of a build against itself says about the machine.
enum GateNull {
    static func sentences(_ report: GateReport) -> [String] {
        let seen: [String] = report.metrics.compactMap { metric in
            guard let detectable = metric.detectable else { return nil }
            return "\(metric.title) \(GateNumbers.signed(detectable))"
        }
        guard !seen.isEmpty else { return ["Fewer than 3 pairs say nothing about the machine."] }
        return [
            "With the spread seen here, \(report.rule.maxPairs) pairs find in 80 of 100 gates: "
                + seen.joined(separator: ", ") + "."
        ]
    }
}

/// What else a reader of a gate must know.
enum GateRemarks {
    static func all(_ report: GateReport) -> [String] {
        var remarks: [String] = report.notes
        if !report.repeated.isEmpty {
            let count: Int = report.repeated.count
            remarks.append(
                "\(count) trial\(count == 1 ? " was" : "s were") thrown away and repeated, the last one because: "
                    + (report.repeated.last?.reasons.joined(separator: "; ") ?? ""))
        }
        if let busiest = report.pairs.flatMap({ [$0.base, $0.head] }).compactMap(\.serverCPUPercent).max() {
            remarks.append("\(loaded(report)) server used up to \(NumberFormat.percent(busiest)) of its CPU.")
        }
        if let crowding = crowding(report.pairs) { remarks.append(crowding) }
        return remarks
    }

    /// `With 1,200 websocket clients at 80 tasks/s the`.
    private static func loaded(_ report: GateReport) -> String {
        guard let clients = report.clients, let load = report.load else { return "The" }
        let transport: String = report.transport.map { "\($0) " } ?? ""
        return "With \(NumberFormat.count(clients)) \(transport)client\(clients == 1 ? "" : "s") "
            + "\(load.closed == nil ? "at" : "and") \(load.phrase) the"
    }

    /// Mean percent of a CPU beyond which a reader is warned. What a message costs swarm-server falls all the way, from
    /// 6 us at 16 % of its CPU to 3 us at 94 % (the reference report of a capacity search), and a slower build is
    /// further along it.
    static let crowded: Double = 75

    private static func crowding(_ pairs: [GatePair]) -> String? {
        let means: [Double] = [
            pairs.compactMap(\.base.serverCPUPercent), pairs.compactMap(\.head.serverCPUPercent),
        ]
        .filter { !$0.isEmpty }.map { $0.reduce(0, +) / Double($0.count) }
        guard let busier = means.max(), busier > crowded else { return nil }
        return
            "At \(NumberFormat.percent(busier)) of its CPU on average a server sends more messages at once, and each costs "
            + "less: a slowdown looks smaller than it is. Take fewer clients (--clients)."
    }
}
