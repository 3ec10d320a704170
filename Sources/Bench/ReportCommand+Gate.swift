import Foundation
import Reporting
import Results

extension ReportCommand {
    /// The gate at a path that holds no run, or nil.
    func gate() throws -> (folder: RunFolder, document: GateDocument)? {
        guard let folder = RunFolder.gate(at: place), !folder.holdsRun else { return nil }
        do {
            return (folder, try folder.gate())
        } catch {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
    }

    /// Writes a gate's files again.
    func render(_ gate: (folder: RunFolder, document: GateDocument)) throws {
        guard format.isEmpty, !open, output != "-" else {
            StandardStreams.error(
                "\(gate.folder.path) holds a gate, which is always written as gate.md and JUnit XML: leave out --format, "
                    + "--open and --output -")
            throw ExitCodes.usage
        }
        let files: [ReportFile] = GateFiles.render(gate.document)
        let outcome: ReportFolder.Outcome = ReportOutput.write(
            files, to: output.map { URL(fileURLWithPath: $0).path } ?? gate.folder.path)
        guard outcome.failures.isEmpty else { throw ExitCodes.cannotWrite }
        StandardStreams.print(outcome.written.joined(separator: "\n"))
        ReportOutput.appendStepSummary(markdown: String(decoding: files[0].bytes, as: UTF8.self))
    }
}
