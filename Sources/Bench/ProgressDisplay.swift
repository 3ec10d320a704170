import Experiment
import Foundation
import Synchronization

/// Shows on standard error where a run stands: one live line on a terminal, a line a phase elsewhere.
///
/// Safe to call from any thread. Nothing is ever waited for but the write itself.
final class ProgressDisplay: Sendable {
    private let state: Mutex<ProgressOutput>

    /// A display for standard error as it is; `quiet` shows nothing.
    init(quiet: Bool) {
        let isDumb: Bool = ProcessInfo.processInfo.environment["TERM"] == "dumb"
        let isTerminal: Bool = isatty(STDERR_FILENO) == 1 && !isDumb
        state = Mutex(ProgressOutput(mode: quiet ? .none : isTerminal ? .live : .lines))
    }

    func show(_ progress: RunProgress) {
        state.withLock { output in
            let width: Int = output.mode == .live ? Self.terminalWidth() : 0
            let text: String? = output.show(progress, now: Self.monotonicNanoseconds(), width: width)
            if let text { Self.write(text) }
        }
    }

    /// Takes the live line away, so that what is printed next starts on a clean one.
    func finish() {
        state.withLock { output in
            if let text = output.finish() { Self.write(text) }
        }
    }

    private static func monotonicNanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private static func terminalWidth() -> Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// What cannot be written is dropped: a display must not stop a measurement.
    private static func write(_ text: String) {
        var bytes: ArraySlice<UInt8> = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written: Int = bytes.withUnsafeBytes {
                Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count)
            }
            if written < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(written)
        }
    }
}
