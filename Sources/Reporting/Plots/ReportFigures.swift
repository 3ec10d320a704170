import Results

/// Every plot of a report, from its results document alone.
package enum ReportFigures {
    /// In the order of their sections. What a document has no data for is left out; a document without cells
    /// has no plots.
    package static func all(_ document: ResultsDocument) -> [ReportFigure] {
        let facts = PlotFacts(document)
        return RateFigures.all(facts) + DistributionFigures.all(facts) + TimeFigures.all(facts)
            + TrafficFigures.all(facts) + TrialFigures.all(facts) + PredictionFigures.all(facts)
    }
}
