import ArgumentParser
import Foundation
import Reporting
import Results

/// `bench report RUN`: renders a run's document again, in any format.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Renders a report again, of a run or of any other command that leaves one.",
        discussion: """
            Writes the files of the formats asked for into the run's folder, or elsewhere, and prints their \
            paths. On GitHub Actions the text for pull requests is also appended to the step's summary \
            ($GITHUB_STEP_SUMMARY). docs/reports.md describes every format. A folder of bench capacity \
            or bench claims is rendered as html and markdown, one of bench gate as gate.md and JUnit XML.
            """)

    @Argument(
        help: ArgumentHelp(
            "The folder of a run, for instance Reports/runs/20261123-101500-busy, or its report.json.",
            valueName: "run"))
    var place: String

    @Option(
        help: ArgumentHelp(
            "What to render; give it several times for several formats. All of them unless told.",
            valueName: "format"))
    var format: [ReportFormatChoice] = []

    @Option(
        help: ArgumentHelp(
            "Where files go; the run's folder unless told. - prints one format to standard output.",
            valueName: "dir"))
    var output: String?

    @Flag(help: "Then serves the folder on loopback and opens it in a browser, until Ctrl-C.")
    var open = false

    func validate() throws {
        guard !open || output != "-" else {
            throw ValidationError("--open serves a folder: name one with --output, or leave it out")
        }
    }

    func run() async throws {
        if let gate = try gate() { return try render(gate) }
        let formats: [ReportFormat] = ReportFormatChoice.formats(format)
        do {
            if let search = try StoredReportSource<CapacityReport>(place) {
                let files: [ReportFile] = CapacityFiles.render(search.report, formats)
                try deliver(files, of: search.file, folder: search.folder, formats)
                try await serve(search.folder)
            } else if let claims = try StoredReportSource<ClaimsReport>(place) {
                let files: [ReportFile] = ClaimsFiles.render(claims.report, formats)
                try deliver(files, of: claims.file, folder: claims.folder, formats)
                try await serve(claims.folder)
            } else {
                let source = try ReportSource(place)
                let files: [ReportFile] = ReportFormats.render(source.document, formats)
                try deliver(files, of: source.file, folder: source.folder, formats)
                if formats.contains(.pullRequest) { ReportOutput.appendStepSummary(source.document) }
                try await serve(source.folder)
            }
        } catch let error as ReportSourceError {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
    }

    private func deliver(
        _ files: [ReportFile], of source: String, folder: String, _ formats: [ReportFormat]
    ) throws {
        guard !files.isEmpty else {
            let reason: String =
                source.hasSuffix("/capacity.json")
                ? "a capacity search is rendered as html and markdown"
                : source.hasSuffix("/claims.json")
                    ? "claims are rendered as html and markdown"
                    : "it holds no time series or histograms, as bench writes them"
            StandardStreams.error(
                "\(source) has nothing to render as \(formats.map(\.rawValue).joined(separator: ", ")): \(reason)"
            )
            throw ExitCodes.usage
        }
        guard output != "-" else { return try print(files) }
        let place: String = output.map { URL(fileURLWithPath: $0).path } ?? folder
        let outcome: ReportFolder.Outcome = ReportOutput.write(files, to: place)
        guard outcome.failures.isEmpty else { throw ExitCodes.cannotWrite }
        StandardStreams.print(outcome.written.joined(separator: "\n"))
    }

    /// Where that was asked for.
    private func serve(_ folder: String) async throws {
        guard open else { return }
        do {
            try await ReportServing.serve(folder: output.map { URL(fileURLWithPath: $0).path } ?? folder)
        } catch {
            StandardStreams.error("\(error)")
            throw ExitCodes.cannotWrite
        }
    }

    private func print(_ files: [ReportFile]) throws {
        guard files.count == 1, let file = files.first else {
            StandardStreams.error(
                "--output - prints one file, and these are \(files.count) (\(files[0].path), \(files[1].path)"
                    + "\(files.count > 2 ? ", ..." : "")): choose one with --format, or name a folder")
            throw ExitCodes.usage
        }
        let code: Int32 = AtomicFile.write(file.bytes, to: STDOUT_FILENO)
        guard code == 0 else {
            StandardStreams.error("cannot write to standard output: \(String(cString: strerror(code)))")
            throw ExitCodes.cannotWrite
        }
    }
}
