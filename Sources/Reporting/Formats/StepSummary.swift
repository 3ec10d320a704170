import Foundation
import Results

/// The summary of a GitHub Actions step: a file that the runner names in an environment variable, and whose
/// Markdown it shows on the page of the job.
package enum StepSummary {
    /// Holds the file's path.
    package static let variable = "GITHUB_STEP_SUMMARY"
    /// A step's summary is not shown at all where it is longer: 1,024 KiB.
    package static let limit: Int = 1_048_576

    /// Appends the pull request's text where the variable is set; what does not fit is left out and named.
    ///
    /// - Returns: Why nothing was appended; nil where all is well.
    package static func append(
        _ document: ResultsDocument, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        append(environment: environment) { PullRequestReport.render(document, limit: $0) }
    }

    /// Appends Markdown where the variable is set, if it fits.
    ///
    /// - Returns: Why nothing was appended; nil where all is well.
    package static func append(
        markdown: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        append(environment: environment) { _ in markdown }
    }

    /// - Parameter render: makes the text, of at most so many bytes if it can.
    private static func append(environment: [String: String], _ render: (Int) -> String) -> String? {
        guard let path = environment[variable], !path.isEmpty else { return nil }
        let descriptor: Int32 = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return failure(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return failure(path, errno) }
        let room: Int = limit - Int(clamping: status.st_size) - 1
        // On a line of its own, whatever the step wrote before.
        let text: String = "\n" + render(room - 1)
        guard text.utf8.count <= room else {
            return
                "the step's summary (\(path)) has no room left: \(status.st_size) of \(limit) bytes are used; "
                + "the run's folder holds what would have been there"
        }
        let code: Int32 = AtomicFile.write(Array(text.utf8), to: descriptor)
        return code == 0 ? nil : failure(path, code)
    }

    private static func failure(_ path: String, _ code: Int32) -> String {
        "cannot append to the step's summary (\(variable)=\(path)): \(String(cString: strerror(code)))"
    }
}
