/// An SVG drawing under construction: elements from back to front, in units of the viewBox.
///
/// Colours come from classes and custom properties (``PlotStyle``), so that one drawing serves light and dark.
/// What has a coordinate that is no number is not drawn.
struct PlotCanvas: Sendable {
    /// Of every plot: two of them stand beside each other on a wide page in about this many pixels each, and on
    /// a phone a plot shrinks to four fifths, where its text can still be read.
    static let width: Double = 450
    /// Font size of labels, and of the few words at marks.
    static let labelSize: Double = 12
    static let smallSize: Double = 11

    enum Anchor: String, Sendable { case start, middle, end }

    private(set) var elements: [String] = []
    /// Patterns and clips that elements refer to.
    private(set) var definitions: [String] = []
    /// How far down it reaches; ``svg(id:title:description:)`` takes it for the height.
    var height: Double = 0

    mutating func add(_ element: String) { elements.append(element) }
    mutating func define(_ element: String) { definitions.append(element) }

    mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ classes: String, dash: String? = nil
    ) {
        guard [x1, y1, x2, y2].allSatisfy(\.isFinite) else { return }
        let n = PlotPath.number
        add(
            "<line class=\"\(classes)\" x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\""
                + "\(Self.dash(dash))/>")
    }

    mutating func rectangle(_ box: PlotBox, _ classes: String, attributes: String = "") {
        guard [box.x, box.y, box.width, box.height].allSatisfy(\.isFinite), box.width >= 0, box.height >= 0
        else { return }
        let n = PlotPath.number
        add(
            "<rect class=\"\(classes)\" x=\"\(n(box.x))\" y=\"\(n(box.y))\" width=\"\(n(box.width))\" "
                + "height=\"\(n(box.height))\"\(attributes)/>")
    }

    mutating func path(_ path: PlotPath, _ classes: String, dash: String? = nil) {
        guard !path.isEmpty else { return }
        add("<path class=\"\(classes)\" d=\"\(path.data)\"\(Self.dash(dash))/>")
    }

    /// A line of text whose baseline is at `y`.
    mutating func text(
        _ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, size: Double = labelSize,
        _ classes: String = "label"
    ) {
        guard x.isFinite, y.isFinite, !text.isEmpty else { return }
        let n = PlotPath.number
        let own: String = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        add(
            "<text class=\"\(classes)\" x=\"\(n(x))\" y=\"\(n(y))\" font-size=\"\(n(size))\"\(own)>"
                + "\(PlotText.escaped(text))</text>")
    }

    /// What shows `tip` when pointed at: the lines of a text.
    mutating func hover(_ box: PlotBox, _ tip: [String]) {
        guard [box.x, box.y, box.width, box.height].allSatisfy(\.isFinite), box.width > 0, box.height > 0,
            !tip.isEmpty
        else { return }
        let n = PlotPath.number
        let text: String = PlotText.escaped(tip.joined(separator: "\n"))
        add(
            "<rect class=\"hover\" x=\"\(n(box.x))\" y=\"\(n(box.y))\" width=\"\(n(box.width))\" "
                + "height=\"\(n(box.height))\" fill=\"transparent\" data-tip=\"\(text)\"><title>\(text)</title></rect>"
        )
    }

    /// The drawing with its name and what it shows, for those who cannot see it.
    func svg(id: String, title: String, description: String) -> String {
        let n = PlotPath.number
        let definitions: String = definitions.isEmpty ? "" : "<defs>\(definitions.joined())</defs>\n"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" \
            aria-labelledby="\(id)-title \(id)-desc" viewBox="0 0 \(n(Self.width)) \(n(height))" width="100%">
            <title id="\(id)-title">\(PlotText.escaped(title))</title>
            <desc id="\(id)-desc">\(PlotText.escaped(description))</desc>
            \(definitions)\(elements.joined(separator: "\n"))
            </svg>
            """
    }

    private static func dash(_ pattern: String?) -> String {
        pattern.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    }
}
