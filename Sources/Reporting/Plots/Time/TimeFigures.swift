import Results

/// What happened when, at each load whose trials have a series.
enum TimeFigures {
    static func all(_ facts: PlotFacts) -> [ReportFigure] {
        facts.loads.flatMap { load -> [ReportFigure] in
            let arms: [ArmOverTime] = facts.cells(at: load).compactMap {
                ArmOverTime($0.cell, style: $0.style)
            }
            guard !arms.isEmpty else { return [] }
            let key: String = facts.key(load)
            return [
                latency(arms, load, key), traffic(arms, load, key), server(arms, load, key),
            ].compactMap(\.self)
        }
    }

    private static func latency(_ arms: [ArmOverTime], _ load: LoadPoint, _ key: String) -> ReportFigure? {
        guard arms.contains(where: { $0.chosen.slices.contains { $0.latency != nil } }) else { return nil }
        let plot = LatencyOverTimePlot(arms: arms)
        let title = "Update latency over time, \(PlotFacts.phrase(load))"
        let caption: String =
            "Whether the steady state is one: the median of the updates that arrived in each slice, and bands up "
            + "to their 90th and 99th percentile (descriptions of a slice: few events may stand behind it). "
            + chosen(arms)
        let id = "time-latency-\(key)"
        return ReportFigure(
            id: id, section: .time, title: title, caption: caption,
            svg: plot.svg(id: id, title: title, description: caption), table: plot.table)
    }

    private static func traffic(_ arms: [ArmOverTime], _ load: LoadPoint, _ key: String) -> ReportFigure? {
        let hasErrors: Bool = arms.contains { arm in
            ([arm.chosen] + arm.others).contains { $0.slices.contains { ($0.errors ?? 0) > 0 } }
        }
        var panels: [QuantitiesOverTimePlot.Panel] = [
            .init(title: "Clients connected", quantity: .count) { $0.clients },
            .init(title: "Messages a second, all clients", quantity: .rate) { $0.messages },
        ]
        panels.append(.init(title: "Tries to come back a second", quantity: .rate) { $0.reconnects })
        if hasErrors { panels.append(.init(title: "Errors a second", quantity: .rate) { $0.errors }) }
        let plot = QuantitiesOverTimePlot(arms: arms, panels: panels)
        guard !plot.panels.isEmpty else { return nil }
        let knowsErrors: Bool = arms.contains { $0.chosen.slices.contains { $0.errors != nil } }
        let errors: String = hasErrors || !knowsErrors ? "" : " There were no errors in any slice."
        let title =
            "Clients\(hasErrors ? ", messages and errors" : " and messages") over time, \(PlotFacts.phrase(load))"
        let caption: String =
            "Connected clients, and the messages that they received: pushed ones, or answers to "
            + "polls.\(errors) \(chosen(arms))"
        return figure("time-messages-\(key)", title, caption, plot)
    }

    private static func server(_ arms: [ArmOverTime], _ load: LoadPoint, _ key: String) -> ReportFigure? {
        let plot = QuantitiesOverTimePlot(
            arms: arms,
            panels: [
                .init(title: "Server CPU, of one CPU", quantity: .percent) { $0.cpuPercent },
                .init(title: "Server memory, resident", quantity: .bytes) { $0.residentBytes },
            ])
        guard !plot.panels.isEmpty else { return nil }
        let title = "Server CPU and memory over time, \(PlotFacts.phrase(load))"
        let caption: String =
            "What the server process used. Memory that keeps rising through a steady state is a leak or a "
            + "queue. \(chosen(arms))"
        return figure("time-server-\(key)", title, caption, plot)
    }

    private static func figure(
        _ id: String, _ title: String, _ caption: String, _ plot: QuantitiesOverTimePlot
    ) -> ReportFigure {
        ReportFigure(
            id: id, section: .time, title: title, caption: caption,
            svg: plot.svg(id: id, title: title, description: caption), table: plot.table)
    }

    /// Which trial is drawn, and what the rest of the picture is.
    private static func chosen(_ arms: [ArmOverTime]) -> String {
        let hasOthers: Bool = arms.contains { !$0.others.isEmpty }
        let others: String = hasOthers ? "; the others are thin" : ""
        let joined: String =
            arms.joinedSlices > 1 ? " Each point joins up to \(arms.joinedSlices) slices." : ""
        return
            "Drawn are the trials with the median update mean (\(arms.chosenNames))\(others). Warm-up and drain "
            + "are shaded.\(joined)"
    }

    /// `3 s to 4 s (warm-up)`.
    static func stretch(_ slice: TimeSlices.Slice) -> String {
        let phase: String = slice.phase == "steady" ? "" : " (\(phaseName(slice.phase)))"
        return "\(PlotQuantity.seconds.text(slice.from)) to \(PlotQuantity.seconds.text(slice.to))\(phase)"
    }

    /// The first cells of a slice's row.
    static func head(_ slice: TimeSlices.Slice) -> [String] {
        [
            "\(PlotQuantity.seconds.text(slice.from)) to \(PlotQuantity.seconds.text(slice.to))",
            phaseName(slice.phase),
        ]
    }

    /// A row a slice of the first arm; the other arms' slices are those at the same time.
    static func table(
        _ arms: [ArmOverTime], columns: [String], _ cell: (ArmOverTime, TimeSlices.Slice) -> String
    ) -> TextTable {
        var table = TextTable(["seconds", "phase"] + columns, names: 2)
        for slice in arms.first?.chosen.slices ?? [] {
            table.add(
                head(slice)
                    + arms.map { arm in arm.chosen.slice(at: slice.middle).map { cell(arm, $0) } ?? "-" })
        }
        return table
    }

    private static func phaseName(_ phase: String) -> String {
        switch phase {
        case "warmUp": "warm-up"
        case "steady": "steady state"
        default: phase
        }
    }
}
