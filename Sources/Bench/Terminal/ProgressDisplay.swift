import Experiment
import Foundation
import Synchronization

/// Shows on standard error where a run stands: a view drawn in place on a terminal, a line a phase elsewhere.
///
/// Safe to call from any thread. On a terminal a thread of its own draws, which runs only when nothing else wants
/// its CPU: who tells of progress never waits for it, and at worst the view is old.
final class ProgressDisplay: Sendable {
    /// It draws in place, and wants live figures.
    let isLive: Bool
    private let output: Mutex<ProgressOutput>
    private let latest = Mutex<RunProgress?>(nil)
    private let isOver = Atomic<Bool>(false)
    private let environment: [String: String]

    /// Between two drawings, microseconds.
    private static let interval: UInt32 = 200_000

    /// A display for standard error as it is; `quiet` shows nothing.
    init(quiet: Bool, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
        isLive = !quiet && isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
        output = Mutex(ProgressOutput(mode: quiet ? .none : isLive ? .live : .lines))
    }

    /// Starts drawing. The thread stays on the CPUs of the one that calls.
    func start() {
        guard isLive else { return }
        Thread.detachNewThread { self.drawUntilOver() }
    }

    func show(_ progress: RunProgress) {
        if isLive {
            // The thread that draws may hold it, and not get to run.
            _ = latest.withLockIfAvailable { $0 = progress }
        } else {
            draw(progress)
        }
    }

    /// Writes a line of its own, above the view where there is one.
    func note(_ text: String) {
        output.withLock { output in
            Self.clear(&output)
            StandardStreams.error(text)
        }
    }

    /// Takes the view away and gives the cursor back. Nothing is drawn before `body` is through.
    func pause(_ body: () -> Void) {
        output.withLock { output in
            Self.clear(&output)
            body()
        }
    }

    /// Takes the view away for good, so that what is printed next starts on a clean line.
    ///
    /// - Parameter milliseconds: to wait at most for a terminal that takes nothing; its view goes when it does.
    func finish(within milliseconds: Int = 2_000) {
        isOver.store(true, ordering: .releasing)
        for _ in 0..<milliseconds / 10 {
            if output.withLockIfAvailable({ Self.clear(&$0) }) != nil { return }
            usleep(10_000)
        }
    }

    private static func clear(_ output: inout ProgressOutput) {
        if let text = output.clear() { write(text) }
    }

    private func drawUntilOver() {
        BackgroundThread.enter(name: "display")
        while !isOver.load(ordering: .acquiring) {
            if isForeground, let progress = latest.withLock({ $0 }) { draw(progress) }
            usleep(Self.interval)
        }
        output.withLock { Self.clear(&$0) }
    }

    /// In the background of a shell the terminal is that of what stands in front.
    private var isForeground: Bool {
        let group: pid_t = tcgetpgrp(STDERR_FILENO)
        return group < 0 || group == getpgrp()
    }

    private func draw(_ progress: RunProgress) {
        output.withLock { output in
            guard !isOver.load(ordering: .acquiring) else { return }
            let shape = TerminalShape(descriptor: STDERR_FILENO, environment: environment)
            if let text = output.show(progress, on: shape) { Self.write(text) }
        }
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
