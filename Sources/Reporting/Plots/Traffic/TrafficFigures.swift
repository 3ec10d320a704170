import Results

/// What a connected client costs the network, part by part, at each load.
enum TrafficFigures {
    static func all(_ facts: PlotFacts) -> [ReportFigure] {
        facts.loads.compactMap { load in
            let bars: [TrafficBar] = facts.cells(at: load).compactMap { TrafficBar($0.cell, style: $0.style) }
            guard !bars.isEmpty else { return nil }
            let title = "Traffic per client and hour, \(PlotFacts.phrase(load))"
            let caption: String =
                "What one connected client costs the network in an hour: what the protocol carries, and 52 "
                + "bytes of TCP and IP headers for every segment, acknowledgements included. Hatched goes up, from "
                + "client to server; heartbeats are both ways, from their configured rate. Means of the "
                + "counted trials, without handshakes."
            let id = "traffic-\(facts.key(load))"
            return ReportFigure(
                id: id, section: .traffic, title: title, caption: caption,
                svg: TrafficPlot(bars: bars).svg(id: id, title: title, description: caption),
                table: table(bars))
        }
    }

    private static func table(_ bars: [TrafficBar]) -> TextTable {
        var table = TextTable(["arm"] + TrafficBar.Part.allCases.map(\.rawValue) + ["total"])
        for bar in bars {
            table.add(
                [bar.style.name] + TrafficBar.Part.allCases.map { ByteFormat.text(bar.bytes($0)) }
                    + [ByteFormat.text(bar.total)])
        }
        return table
    }
}

/// One arm's bytes per client and hour, by what they are.
struct TrafficBar: Sendable {
    enum Part: String, Sendable, CaseIterable {
        case applicationDown = "application, down"
        case applicationUp = "application, up"
        case overheadDown = "TCP overhead, down"
        case overheadUp = "TCP overhead, up"
        case heartbeats = "heartbeats"

        /// Client to server.
        var isUp: Bool { self == .applicationUp || self == .overheadUp }

        var classes: String {
            switch self {
            case .applicationDown, .applicationUp: "bar"
            case .overheadDown, .overheadUp: "bar light"
            case .heartbeats: "bar ink"
            }
        }
    }

    let style: ArmStyle
    private let traffic: Traffic

    /// Nil where a figure is no number, and where nothing was counted.
    init?(_ cell: Cell, style: ArmStyle) {
        self.style = style
        traffic = cell.summary.traffic
        guard traffic.wireTotalWithHeartbeats.isFinite, traffic.appBytesPerClientHour.total.isFinite,
            traffic.wireTotalWithHeartbeats > 0
        else { return nil }
    }

    /// Where the wire was seen to carry less than the application (nothing was read of it), the rest is 0.
    func bytes(_ part: Part) -> Double {
        let app: Directions = traffic.appBytesPerClientHour
        let wire: Directions = traffic.wireBytesPerClientHour
        switch part {
        case .applicationDown: return max(0, min(app.down, wire.down))
        case .applicationUp: return max(0, min(app.up, wire.up))
        case .overheadDown: return max(0, wire.down - app.down)
        case .overheadUp: return max(0, wire.up - app.up)
        case .heartbeats: return max(0, traffic.heartbeatBytesPerClientHour)
        }
    }

    var total: Double { Part.allCases.reduce(0) { $0 + bytes($1) } }
}
