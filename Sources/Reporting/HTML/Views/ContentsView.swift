/// A line of the table of contents.
struct ContentsView: Sendable {
    let anchor: String
    let title: String
    let entries: [ContentsView]
    let hasEntries: Bool

    init(_ anchor: String, _ title: String, entries: [ContentsView] = []) {
        self.anchor = anchor
        self.title = title
        self.entries = entries
        hasEntries = !entries.isEmpty
    }

    static func all(keyFigures: KeyFiguresView?, plots: PlotsView?, loads: LoadsView?, parts: [PartView])
        -> [ContentsView]
    {
        var all: [ContentsView] = [ContentsView("summary", "Summary")]
        if keyFigures != nil { all.append(ContentsView("key-figures", "Key figures")) }
        if let plots {
            all.append(
                ContentsView(
                    "figures", "Plots", entries: plots.groups.map { ContentsView($0.anchor, $0.title) }))
        }
        if let loads {
            all.append(
                ContentsView(
                    "loads", "Figures by load",
                    entries: loads.groups.map { ContentsView($0.anchor, $0.title) }))
        }
        return all + parts.map { ContentsView($0.anchor, $0.title) }
    }
}
