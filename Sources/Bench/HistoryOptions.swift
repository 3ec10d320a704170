import ArgumentParser

/// Where past runs are kept.
struct HistoryOptions: ParsableArguments {
    /// Beside `Reports/runs`, below the working directory.
    static let defaultPath = "Reports/history.sqlite"

    @Option(
        name: .customLong("history"),
        help: ArgumentHelp("The history of runs; \(defaultPath) unless told.", valueName: "file"))
    var file: String?

    var history: String { file ?? Self.defaultPath }

    func validate() throws {
        guard !history.isEmpty else { throw ValidationError("--history is empty: name a file.") }
    }
}
