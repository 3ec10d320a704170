import Foundation
import Testing

@testable import Scenarios

@Suite("Kinds of errors") struct ErrorKindTests {
    private static let root: URL = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
        url.deletingLastPathComponent()
    }

    @Test(
        "known are those that a run counts, with any status",
        arguments: [
            ("timeout", true), ("http 503", true), ("submit http 404", true), ("reconnect heartbeat", true),
            ("upgrade: wrong accept key", true), ("state mismatch", true), ("operation refused", true),
            ("timout", false), ("http", false), ("http 5", false), ("http 5033", false), ("http 099", false),
            ("http NNN", false), ("submitted http 404", false), ("Timeout", false), ("", false),
            // Counted without the reason that the server gave.
            ("connect error \"no\"", false),
        ])
    func known(kind: String, isKnown: Bool) { #expect(ErrorKind.isKnown(kind) == isKnown) }

    /// Every name in the program's text that an error is counted under, a variable part filled in.
    private static func counted() throws -> Set<String> {
        let engine: URL = root.appendingPathComponent("Sources/LoadEngine")
        let files: [String] = try #require(FileManager.default.enumerator(atPath: engine.path))
            .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
        let places: [URL] =
            files.map(engine.appendingPathComponent)
            + [root.appendingPathComponent("Sources/Experiment/Analysis/TrialFigures.swift")]
        var found: Set<String> = []
        for place in places {
            for line in try String(contentsOf: place, encoding: .utf8).split(separator: "\n") {
                found.formUnion(kinds(in: String(line)))
            }
        }
        return found
    }

    private static func kinds(in line: String) -> [String] {
        guard let start = line.firstRange(of: /errors\.add\(|kind(:| =) |\.refused\("|errors\["/),
            !line.contains("precondition")
        else { return [] }
        var text: String = String(line[start.lowerBound...])
        // What follows is for people.
        for end in [", because:", ", reason:", ", default:"] { text = text.components(separatedBy: end)[0] }
        text = text.replacing(/\\\([^()"]*\? "([^"]*)" : "[^"]*"\)/) { "\($0.1)" }
        text = text.replacing(/http \\\([^()]*\)/, with: "http 503")
        text = text.replacing(/\\\([^()]*\)/, with: "timeout")
        return text.matches(of: /"([^"]*)"/).map { String($0.1) }
    }

    @Test("every one that the load engine and the analysis count is known")
    func complete() throws {
        let counted: Set<String> = try Self.counted()
        #expect(counted.filter { !ErrorKind.isKnown($0) }.isEmpty)
        // The search found what it looks for.
        for kind in [
            "timeout", "http 503", "submit skipped", "task protocol", "state poll timeout",
            "reconnect timeout", "upgrade: endless head", "accepted task without an event", "state mismatch",
            "operation refused",
        ] {
            #expect(counted.contains(kind), "\(kind)")
        }
    }

    @Test("docs/scenarios.md has each")
    func documented() throws {
        let docs = try String(
            contentsOf: Self.root.appendingPathComponent("docs/scenarios.md"), encoding: .utf8)
        for kind in ErrorKind.all {
            let isCombined: Bool = ["reconnect ", "submit ", "task ", "state poll "].contains {
                kind.hasPrefix($0) && docs.contains("`\($0)KIND`")
            }
            #expect(isCombined || docs.contains("`\(kind)`"), "\(kind)")
        }
    }
}
