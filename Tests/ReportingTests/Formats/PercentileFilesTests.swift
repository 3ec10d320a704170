import Results
import Testing

@testable import Reporting

@Suite struct PercentileFilesTests {
    @Test("every cell has a file of its update latency and one of its delivery, over its counted trials")
    func files() throws {
        var document = SampleDocument.measuredRun()
        document.cells[1].trials[0].discarded = true
        let files = PercentileFiles.render(document)
        #expect(
            files.map(\.path) == [
                "percentiles/polling@10.hgrm", "percentiles/polling@10-delivery.hgrm",
                "percentiles/push@10.hgrm", "percentiles/push@10-delivery.hgrm",
            ])
        #expect(String(decoding: files[0].bytes, as: UTF8.self).contains("Total count    =          300]"))
        #expect(String(decoding: files[2].bytes, as: UTF8.self).contains("Total count    =          200]"))
    }

    @Test("names from outside stay in the folder and apart from each other")
    func names() {
        var document = SampleDocument.measuredRun()
        document.cells[0].arm = "../../etc/cron d"
        document.cells[1].arm = "..-..-etc-cron-d"
        #expect(
            PercentileFiles.render(document).map(\.path).filter { !$0.hasSuffix("-delivery.hgrm") } == [
                "percentiles/-.-..-etc-cron-d@10.hgrm", "percentiles/-.-..-etc-cron-d@10-2.hgrm",
            ])
    }

    @Test("those of an invalid run say so and why, in a comment that is one line")
    func invalid() throws {
        var document = SampleDocument.measuredRun()
        let before = PercentileFiles.render(document)
        #expect(before.allSatisfy { !String(decoding: $0.bytes, as: UTF8.self).contains("nvalid") })
        document.verdict = .invalid
        document.reasons = ["the clock\nstepped"]
        for (file, sound) in zip(PercentileFiles.render(document), before) {
            let text = String(decoding: file.bytes, as: UTF8.self)
            let remark = text.dropFirst(sound.bytes.count)
            #expect(Array(text.utf8.prefix(sound.bytes.count)) == sound.bytes)
            #expect(remark.hasPrefix("#[Invalid: the clock stepped. Read the figures below as what"))
            #expect(remark.hasSuffix("]\n") && remark.filter { $0 == "\n" }.count == 1)
        }
    }

    @Test("cells without samples have no file")
    func nothing() {
        #expect(PercentileFiles.render(SampleDocument.busyRun()).isEmpty)
        #expect(PercentileFiles.render(SampleDocument.empty()).isEmpty)
    }
}
