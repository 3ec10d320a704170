import Foundation
import FoundationXML

/// A page read by an XML parser: what a report must be able to stand.
final class ParsedPage: NSObject, XMLParserDelegate {
    final class Element {
        let name: String
        let attributes: [String: String]
        private(set) var children: [Element] = []

        init(_ name: String, _ attributes: [String: String]) {
            self.name = name
            self.attributes = attributes
        }

        fileprivate func add(_ child: Element) {
            children.append(child)
            order.append(.child(child))
        }

        fileprivate func add(_ text: String) { order.append(.text(text)) }

        private enum Part {
            case text(String)
            case child(Element)
        }
        private var order: [Part] = []

        /// With that of everything in it.
        var text: String {
            order.map { part in
                switch part {
                case .text(let text): text
                case .child(let child): child.text
                }
            }.joined()
        }

        /// Its text with ordinary blanks in place of those that no line breaks at.
        var spaced: String { text.replacing("\u{A0}", with: " ") }

        /// Itself and everything in it, in the order of the document.
        var all: [Element] { [self] + children.flatMap(\.all) }

        func all(_ name: String) -> [Element] { all.filter { $0.name == name } }

        /// Elements of this class.
        func classed(_ name: String) -> [Element] {
            all.filter { ($0.attributes["class"] ?? "").split(separator: " ").contains(Substring(name)) }
        }
    }

    private(set) var root = Element("", [:])
    private var open: [Element] = []
    private var failure: String?

    /// - Throws: What is not well-formed, and where.
    init(_ html: String) throws {
        super.init()
        open = [root]
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = self
        guard parser.parse(), failure == nil else {
            let line =
                html.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(parser.lineNumber - 1)
                .first ?? ""
            throw Failure(
                description: "line \(parser.lineNumber), column \(parser.columnNumber): "
                    + (failure ?? parser.parserError.map { "\($0)" } ?? "not well-formed") + "\n\(line)")
        }
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    func element(_ id: String) -> Element? { root.all.first { $0.attributes["id"] == id } }

    /// Rows of all tables as text, a list of cells each.
    var tableRows: [[String]] {
        root.all("tr").map { row in row.children.map(\.text) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let element = Element(name, attributes)
        open.last?.add(element)
        open.append(element)
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.add(text) }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { failure = "\(error)" }
}
