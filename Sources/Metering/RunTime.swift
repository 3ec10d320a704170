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

/// Adds up what a process ran, and what its threads waited.
///
/// What it ran is the process's own clock, which holds threads that ended. A server with a thread for each request
/// ends most of them between two looks: by what is left in /proc, their time would seem that of other programs.
package struct RunTimeMeter: Sendable {
    private var process: Int32
    private var threads: [String: RunTime] = [:]
    private var total = RunTime(running: 0, waiting: 0)
    /// What the process had run at the last call, nanoseconds; nil before the first.
    private var ran: Int64?
    private var hasBegun = false

    package init(processIdentifier: Int32) { process = processIdentifier }

    private var directory: String { "/proc/\(process)/task" }

    /// Adds up the times of this process from its start, beside what others before it took; of the one that is
    /// followed already, changes nothing.
    package mutating func follow(_ process: Int32) {
        guard process != self.process else { return }
        self.process = process
        threads = [:]
        ran = 0
    }

    /// Since the first call, at which it is zero; nil when the process is gone or does not tell. How long a
    /// thread waited between the last call and its end is not in it.
    package mutating func read() -> RunTime? {
        guard let clock = try? ProcessSampler(processIdentifier: process).cpuNanoseconds(),
            let names = try? FileManager.default.contentsOfDirectory(atPath: directory), !names.isEmpty
        else { return nil }
        var current: [String: RunTime] = [:]
        for name in names {
            guard let text = SmallFile.text("\(directory)/\(name)/schedstat"),
                let time = RunTime(schedstat: text)
            else { continue }
            current[name] = time
            guard hasBegun else { continue }
            let before = threads[name] ?? RunTime(running: 0, waiting: 0)
            total.waiting += max(0, time.waiting - before.waiting)
        }
        guard !current.isEmpty else { return nil }
        threads = current
        if hasBegun, let ran { total.running += max(0, clock - ran) }
        ran = clock
        hasBegun = true
        return total
    }
}
