import Foundation
import Results
import TestSupport
import Testing

@testable import Reporting

/// Rendered reports in a real browser: `peers/report_browser.py`.
@Suite struct ReportBrowserTests {
    @Test(
        "a browser shows a report without a word of complaint, at two widths, in both colour schemes and on paper",
        .timeLimit(.minutes(3)))
    func reports() async throws {
        let folder: URL = FileManager.default.temporaryDirectory
            .appendingPathComponent("report-browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [String] = []
        let shown: Set<String> = ["pass", "invalid", "single-arm", "twelve-cells", "hostile"]
        for (name, document) in PageSamples.all where shown.contains(name) {
            let file: URL = folder.appendingPathComponent("\(name).html")
            try Data(HTMLReport.render(document).utf8).write(to: file)
            files.append(file.path)
        }
        #expect(files.count == shown.count)
        let defects: String = try await PythonPeer.output(
            of: "report_browser.py", arguments: files, within: 150)
        #expect(defects.isEmpty, "\(defects)")
    }

    /// What is planted into a page, and what is to be said of it.
    private static let planted: [(markup: String, complaint: String)] = [
        ("<p class=\"planted\">a line that is wider than a telephone</p>", "the page scrolls sideways"),
        ("<p class=\"faint\">grey on white</p>", "contrast 1."),
        ("<svg viewBox=\"0 0 1 1\" role=\"img\"></svg>", "an SVG without a name"),
        (
            "<img alt=\"x\" src=\"http://127.0.0.1:9/planted.png\" />",
            "asks for http://127.0.0.1:9/planted.png"
        ),
        ("<script>planted();</script>", "script error: planted is not defined"),
        ("<script>console.warn(\"planted\");</script>", "console warning: planted"),
        ("<a href=\"#planted\">link</a>", "#planted leads nowhere"),
        ("<p id=\"summary\">again</p>", "two elements have the id summary"),
    ]

    @Test("a page with any defect is found out")
    func defects() async throws {
        let file: URL = FileManager.default.temporaryDirectory
            .appendingPathComponent("report-browser-\(UUID().uuidString).html")
        defer { try? FileManager.default.removeItem(at: file) }
        let style: String =
            ".planted { width: 100rem; max-width: none; } .faint { color: #d0d0d0; background: #ffffff; }"
        // The policy would keep most of them from doing anything.
        let page: String = HTMLReport.render(SampleDocument.busyRun())
            .replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "<style>\(style)</style>")
            .replacing("<footer", with: Self.planted.map(\.markup).joined() + "<footer")
        try Data(page.utf8).write(to: file)
        let program = try PythonPeer.start("report_browser.py", arguments: [file.path])
        #expect(try await program.exitStatus(within: 60) == 1)
        for (markup, complaint) in Self.planted {
            #expect(program.output.text.contains(complaint), "\(markup)")
        }
    }

    @Test("pictures of files that share a name lie beside each other")
    func pictures() async throws {
        let folder: URL = FileManager.default.temporaryDirectory
            .appendingPathComponent("report-browser-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [String] = []
        for run in ["base", "head"] {
            let own: URL = folder.appendingPathComponent(run)
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
            let file: URL = own.appendingPathComponent("report.html")
            try Data("<!DOCTYPE html><title>\(run)</title><p>\(run)</p>".utf8).write(to: file)
            files.append(file.path)
        }
        let pictures: URL = folder.appendingPathComponent("pictures")
        let program = try PythonPeer.start(
            "report_browser.py", arguments: ["--screenshots", pictures.path] + files)
        // They are no reports: too little text.
        #expect(try await program.exitStatus(within: 60) == 1)
        let views: [String] = [
            "-1280-dark.png", "-1280-light.png", "-390-dark.png", "-390-light.png", ".pdf",
        ]
        let names: [String] = try FileManager.default.contentsOfDirectory(atPath: pictures.path).sorted()
        #expect(names == ["base-report", "head-report"].flatMap { run in views.map { run + $0 } })
        #expect(program.output.text.contains("head-report, 1280 pixels, light: only 1 pieces of text"))
    }

    @Test("the policy of a page keeps planted scripts and pictures from doing anything")
    func policy() async throws {
        let file: URL = FileManager.default.temporaryDirectory
            .appendingPathComponent("report-browser-\(UUID().uuidString).html")
        defer { try? FileManager.default.removeItem(at: file) }
        let page: String = HTMLReport.render(SampleDocument.busyRun())
            .replacing("<footer", with: Self.planted.map(\.markup).joined() + "<footer")
        try Data(page.utf8).write(to: file)
        let program = try PythonPeer.start("report_browser.py", arguments: [file.path])
        #expect(try await program.exitStatus(within: 60) == 1)
        #expect(program.output.text.contains("Content Security Policy"))
        #expect(!program.output.text.contains("planted is not defined"))
        #expect(!program.output.text.contains("console warning: planted"))
    }
}
