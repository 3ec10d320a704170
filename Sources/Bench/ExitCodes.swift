import ArgumentParser
import Experiment
import Results

/// What `bench` tells its caller, a shell or a CI job.
enum ExitCodes {
    /// A threshold, gate or selftest failed (as k6 does).
    static let failed = ExitCode(99)
    /// The run is invalid or undecided.
    static let invalid = ExitCode(3)
    /// Usage or scenario error, missing binary.
    static let usage = ExitCode(64)
    /// The results cannot be written.
    static let cannotWrite = ExitCode(73)
    static let internalError = ExitCode(70)
    /// Interrupted; a partial report was written.
    static let interrupted = ExitCode(130)

    static func code(for outcome: ScenarioRun.Outcome) -> ExitCode {
        switch outcome.failure {
        case .interrupted: return interrupted
        case .server(.cannotStart): return usage
        case .server, .generator: return invalid
        case .threshold, nil: break
        }
        switch outcome.document.verdict {
        case .pass: return ExitCode(0)
        case .fail: return failed
        case .invalid: return invalid
        }
    }
}
