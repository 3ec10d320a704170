import Experiment
import LoadEngine

/// Decides what a progress display writes, and when; writes nothing itself.
struct ProgressOutput: Sendable {
    enum Mode: Sendable {
        /// A view that is drawn again in place, of one line where there is no room for more.
        case live
        /// A line at every phase of every trial.
        case lines
        case none
    }

    let mode: Mode
    private var screen = ScreenOutput()
    private var lastPhase: (trial: Int, phase: LoadProgress.Phase)?

    init(mode: Mode) { self.mode = mode }

    /// What to write for `progress`, if anything.
    ///
    /// - Parameter shape: of the terminal now; of no meaning elsewhere.
    mutating func show(_ progress: RunProgress, on shape: TerminalShape) -> String? {
        switch mode {
        case .none:
            return nil
        case .live:
            let lines: [String] =
                TerminalView.fits(shape)
                ? TerminalView(progress: progress, shape: shape).lines
                // The last column stays free: writing there wraps on some terminals.
                : [ProgressLine.live(progress, width: max(10, shape.width - 1))]
            return screen.draw(lines, width: shape.width, height: shape.height)
        case .lines:
            let phase: LoadProgress.Phase = progress.load.phase
            guard phase != .idle, phase != .finished else { return nil }
            if let lastPhase, lastPhase == (progress.trial, phase) { return nil }
            lastPhase = (progress.trial, phase)
            return ProgressLine.plain(progress) + "\n"
        }
    }

    /// What to write before anything else is, and at the end.
    mutating func clear() -> String? { screen.erase() }
}
