import Results

extension PullRequestReport {
    /// A section that is opened by a click.
    struct Folded: Sendable {
        var title: String
        var text: String

        /// Blank lines around the body: without them it would not be read as Markdown.
        init(_ title: String, _ lines: [String]) {
            self.title = title
            var body: [String] = lines
            while body.last == "" { body.removeLast() }
            text =
                "<details>\n<summary>\(MarkdownReport.prose(title))</summary>\n\n"
                + body.joined(separator: "\n") + "\n\n</details>\n"
        }
    }

    /// In the order in which a reader wants them, which is also the order in which they get their room.
    static func folded(_ facts: ReportFacts) -> [Folded] {
        let document: ResultsDocument = facts.document
        let parts: [ReportPart] = [
            ReportParts.thresholds(document), ReportParts.comparisons(document),
            ReportParts.validity(facts), ReportParts.predictions(document), ReportParts.generator(document),
            ReportParts.trials(facts), ReportParts.environment(document), ReportParts.howMeasured(document),
        ]
        let sections: [[String]] =
            [MarkdownReport.section(ReportParts.notes(facts))]
            + LoadPart.all(facts).map(MarkdownReport.loadSection) + parts.map(MarkdownReport.section)
        return sections.compactMap { lines in
            // A section begins with its title and a blank line.
            guard let title = lines.first, lines.count > 2 else { return nil }
            return Folded(String(title.drop { $0 == "#" || $0 == " " }), Array(lines.dropFirst(2)))
        }
    }
}
