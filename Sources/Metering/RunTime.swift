import Foundation

/// How long something ran, and how long it could have run and did not: /proc/PID/task/TID/schedstat.
package struct RunTime: Sendable, Equatable {
    /// On a CPU, nanoseconds.
    package var running: Int64
    /// Runnable, waiting for a CPU that ran something else, nanoseconds.
    package var waiting: Int64

    package init(running: Int64, waiting: Int64) {
        self.running = running
        self.waiting = waiting
    }

    /// `running waiting timeslices`, as the kernel's sched-stats documentation has it; nil for other text.
    package init?(schedstat text: String) {
        let fields = text.split { $0 == " " || $0 == "\n" }
        guard fields.count >= 3, let running = Int64(fields[0]), let waiting = Int64(fields[1]) else {
            return nil
        }
        self.init(running: running, waiting: waiting)
    }

    /// Of the calling thread; nil where the kernel does not tell.
    package static func ofThread() -> RunTime? {
        SmallFile.text("/proc/thread-self/schedstat").flatMap { RunTime(schedstat: $0) }
    }
}

/// Adds up the run times of a process's threads, those that come and go included.
package struct RunTimeMeter: Sendable {
    private var process: Int32
    private var threads: [String: RunTime] = [:]
    private var total = RunTime(running: 0, waiting: 0)
    private var hasBegun = false

    package init(processIdentifier: Int32) { process = processIdentifier }

    private var directory: String { "/proc/\(process)/task" }

    /// Adds up the times of this process from its start, beside what others before it took; of the one that is
    /// followed already, changes nothing.
    package mutating func follow(_ process: Int32) {
        guard process != self.process else { return }
        self.process = process
        threads = [:]
    }

    /// Since the first call, at which it is zero; nil when the process is gone or does not tell. What a
    /// thread did between the last call and its end is not in it.
    package mutating func read() -> RunTime? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory), !names.isEmpty
        else { return nil }
        var current: [String: RunTime] = [:]
        for name in names {
            guard let text = SmallFile.text("\(directory)/\(name)/schedstat"),
                let time = RunTime(schedstat: text)
            else { continue }
            current[name] = time
            guard hasBegun else { continue }
            let before = threads[name] ?? RunTime(running: 0, waiting: 0)
            total.running += max(0, time.running - before.running)
            total.waiting += max(0, time.waiting - before.waiting)
        }
        guard !current.isEmpty else { return nil }
        threads = current
        hasBegun = true
        return total
    }
}
