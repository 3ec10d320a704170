import ArgumentParser

/// Where past runs are kept.
struct HistoryOptions: ParsableArguments {
    /// Beside `Reports/runs`, below the working directory.
    static let defaultPath = "Reports/history.sqlite"

    @Option(
        help: ArgumentHelp("The history of runs; \(defaultPath) unless told.", valueName: "file"))
    var history: String = defaultPath

    func validate() throws {
        guard !history.isEmpty else { throw ValidationError("--history is empty: name a file.") }
    }
}
