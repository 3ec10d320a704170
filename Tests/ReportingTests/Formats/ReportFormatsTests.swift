import Results
import Testing

@testable import Reporting

@Suite struct ReportFormatsTests {
    @Test("the list of a run's files has every format, each path once")
    func list() {
        let paths = ReportFormats.render(SampleDocument.measuredRun()).map(\.path)
        for path in ["report.html", "report.md", "pull-request.md", "junit.xml", "series.csv", "metrics.txt"]
        {
            #expect(paths.contains(path))
        }
        #expect(paths.contains("percentiles/push@10.hgrm"))
        #expect(Set(paths).count == paths.count)
        #expect(paths.allSatisfy { !$0.hasPrefix("/") && !$0.contains("..") })
    }

    @Test("formats that are asked for come alone", arguments: ReportFormat.allCases)
    func one(format: ReportFormat) {
        let files = ReportFormats.render(SampleDocument.measuredRun(), [format])
        #expect(!files.isEmpty)
        #expect(files.allSatisfy { !$0.bytes.isEmpty })
        let all = ReportFormats.render(SampleDocument.measuredRun())
        for file in files { #expect(all.contains { $0.path == file.path && $0.bytes == file.bytes }) }
    }

    @Test("a document that measured nothing renders all the same")
    func nothing() {
        let paths = ReportFormats.render(SampleDocument.empty()).map(\.path)
        #expect(paths.contains("junit.xml") && !paths.contains("series.csv"))
    }
}
