/// The figures by what they are about.
struct PlotsView: Sendable {
    struct Group: Sendable {
        let anchor: String
        let title: String
        let figures: [Figure]
    }

    struct Figure: Sendable {
        let anchor: String
        let title: String
        let caption: String
        let svg: String
        /// Nil for a figure without numbers.
        let numbers: TableView?
    }

    let groups: [Group]

    /// Nil without figures.
    init?(groups: [Group]) {
        guard !groups.isEmpty else { return nil }
        self.groups = groups
    }

    /// Nil without figures.
    init?(_ figures: [ReportFigure]) {
        let groups: [Group] = ReportFigure.Section.allCases.compactMap { section in
            let own: [ReportFigure] = figures.filter { $0.section == section }
            guard !own.isEmpty else { return nil }
            return Group(
                anchor: "figures-\(section.rawValue)", title: section.title, figures: own.map(Self.figure))
        }
        self.init(groups: groups)
    }

    private static func figure(_ figure: ReportFigure) -> Figure {
        Figure(
            anchor: figure.id, title: figure.title, caption: figure.caption, svg: figure.svg,
            numbers: figure.table.rows.isEmpty ? nil : TableView(figure.table))
    }
}

extension ReportFigure.Section {
    /// Heads the figures of this kind.
    var title: String {
        switch self {
        case .rate: "Against the event rate"
        case .distribution: "How latency is distributed"
        case .time: "Over time"
        case .traffic: "Traffic"
        case .trials: "Trial by trial"
        case .predictions: "Predicted beside measured"
        }
    }
}
