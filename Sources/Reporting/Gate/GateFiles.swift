import Results

/// The one list of what a gate's folder holds beside `gate.json`, which everything is rendered from.
package enum GateFiles {
    /// Markdown first. A comparison with a stored run lies beside that run's own `junit.xml` and has another name for
    /// its own.
    package static func render(_ document: GateDocument) -> [ReportFile] {
        switch document {
        case .pairs(let report):
            [
                ("gate.md", Array(GateMarkdown.render(report).utf8)),
                ("junit.xml", Array(GateJUnit.render(report).utf8)),
            ]
        case .ratios(let report):
            [
                ("gate.md", Array(BaselineText.markdown(report).utf8)),
                ("gate-junit.xml", Array(BaselineJUnit.render(report).utf8)),
            ]
        }
    }
}
