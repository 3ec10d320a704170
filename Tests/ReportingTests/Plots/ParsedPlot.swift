import Foundation

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// An SVG as an independent parser reads it.
struct ParsedPlot: Sendable {
    struct Element: Sendable {
        var name: String
        var attributes: [String: String]
        var text: String = ""

        func number(_ key: String) -> Double? { attributes[key].flatMap(Double.init) }
        var classes: [String] { (attributes["class"] ?? "").split(separator: " ").map(String.init) }
    }

    let elements: [Element]

    /// Nil when it is not well-formed.
    init?(_ svg: String) {
        let reader = Reader()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = reader
        guard parser.parse() else { return nil }
        elements = reader.elements
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [Element] = []
        private var open: [Int] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            open.append(elements.count)
            elements.append(Element(name: name, attributes: attributes))
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            open.removeLast()
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            if let last = open.last { elements[last].text += text }
        }
    }

    func all(_ name: String, _ className: String? = nil) -> [Element] {
        elements.filter { $0.name == name && (className.map($0.classes.contains) ?? true) }
    }

    /// Width and height of the viewBox.
    var size: (width: Double, height: Double) {
        let numbers: [Double] = (elements.first?.attributes["viewBox"] ?? "").split(separator: " ").compactMap
        {
            Double($0)
        }
        return numbers.count == 4 ? (numbers[2], numbers[3]) : (0, 0)
    }

    /// The rectangles that its texts take.
    var textBoxes: [(text: String, box: PlotBox)] {
        all("text").compactMap { element in
            guard let x = element.number("x"), let y = element.number("y"),
                let size = element.number("font-size")
            else { return nil }
            let width: Double = PlotText.width(element.text, size: size)
            let shift: Double =
                switch element.attributes["text-anchor"] {
                case "middle": width / 2
                case "end": width
                default: 0
                }
            let box = PlotBox(
                x: x - shift, y: y - PlotText.ascent * size, width: width,
                height: (PlotText.ascent + PlotText.descent) * size)
            return (element.text, box)
        }
    }

    /// Every number of every path, and of every attribute that places something.
    var coordinates: [Double?] {
        let keys: [String] = ["x", "y", "x1", "y1", "x2", "y2", "width", "height", "font-size"]
        return elements.filter { $0.name != "svg" }.flatMap { element -> [Double?] in
            let path: [Double?] = (element.attributes["d"] ?? "").split { "MLZ ".contains($0) }.map {
                Double($0).flatMap { $0.isFinite ? $0 : nil }
            }
            return path
                + keys.compactMap { key in element.attributes[key] }.map {
                    Double($0).flatMap { $0.isFinite ? $0 : nil }
                }
        }
    }
}
