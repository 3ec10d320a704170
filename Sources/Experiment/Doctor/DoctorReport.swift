import Foundation

/// What `bench doctor` says: the findings in the order they were made.
package struct DoctorReport: Codable, Sendable, Equatable {
    /// Version of the JSON's layout.
    package var schema = 1
    /// Stopped before everything was measured.
    package var interrupted = false
    package var findings: [DoctorFinding] = []

    package init() {}

    /// With sorted keys.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// A line a finding, its advice under it.
    package func lines() -> [String] {
        let width = findings.map(\.name.count).max() ?? 0
        let words = DoctorFinding.Judgement.allCases.map(\.rawValue.count).max() ?? 0
        var lines: [String] = findings.flatMap { finding in
            let head =
                Self.padded(finding.name, width) + "  " + Self.padded(finding.judgement.rawValue, words)
            let indent = String(repeating: " ", count: width + words + 4)
            return ["\(head)  \(finding.value)"] + (finding.advice.map { ["\(indent)-> \($0)"] } ?? [])
        }
        if interrupted { lines.append("interrupted: what is missing was not measured") }
        return lines
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
