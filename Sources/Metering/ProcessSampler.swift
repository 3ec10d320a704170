import Glibc

/// Reads what a process has consumed: its CPU clock, user and system time, and resident memory.
package struct ProcessSampler: Sendable, Equatable {
    package let processIdentifier: Int32

    package init(processIdentifier: Int32) { self.processIdentifier = processIdentifier }

    /// - Throws: ``ProcessSamplingError``: `gone` when the process has ended.
    package func sample() throws(ProcessSamplingError) -> ProcessSample {
        let stat = try readStat()
        let cpu: Int64 = try cpuNanoseconds()
        let instant: Int64 = WallClock.realtime()
        let pages = try readFile("statm", parse: ProcessStat.residentPages)
        return ProcessSample(
            instant: instant, cpuNanoseconds: cpu, userNanoseconds: Self.nanoseconds(ticks: stat.userTicks),
            systemNanoseconds: Self.nanoseconds(ticks: stat.systemTicks),
            residentBytes: pages * UInt64(sysconf(Int32(_SC_PAGESIZE))))
    }

    private func readStat() throws(ProcessSamplingError) -> ProcessStat {
        let stat = try readFile("stat", parse: { ProcessStat($0) })
        if stat.isGone { throw .gone(process: processIdentifier) }
        return stat
    }

    /// The clock of all the process's threads, those that ended included, in nanoseconds where /proc counts ticks of
    /// 10 ms.
    ///
    /// - Throws: ``ProcessSamplingError``: `gone` when the process has ended.
    package func cpuNanoseconds() throws(ProcessSamplingError) -> Int64 {
        var clock = clockid_t()
        var now = timespec()
        guard clock_getcpuclockid(processIdentifier, &clock) == 0, clock_gettime(clock, &now) == 0 else {
            throw .gone(process: processIdentifier)
        }
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }

    private func readFile<Value>(
        _ name: String, parse: (String) -> Value?
    ) throws(ProcessSamplingError) -> Value {
        let path = "/proc/\(processIdentifier)/\(name)"
        let descriptor: Int32 = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            let code: Int32 = errno
            throw code == ENOENT ? .gone(process: processIdentifier) : .unreadable(path: path, code: code)
        }
        defer { close(descriptor) }
        // Both files are one line of a few hundred bytes, which the kernel hands out in one read.
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count: Int = read(descriptor, &bytes, bytes.count)
        if count < 0 {
            let code: Int32 = errno
            throw code == ESRCH ? .gone(process: processIdentifier) : .unreadable(path: path, code: code)
        }
        guard let value = parse(String(decoding: bytes.prefix(count), as: UTF8.self)) else {
            throw .malformed(path: path)
        }
        return value
    }

    private static func nanoseconds(ticks: UInt64) -> Int64 {
        Int64(ticks) * (1_000_000_000 / Int64(sysconf(Int32(_SC_CLK_TCK))))
    }
}

/// Why a process could not be sampled.
package enum ProcessSamplingError: Error, Equatable, CustomStringConvertible {
    /// It ended.
    case gone(process: Int32)
    case unreadable(path: String, code: Int32)
    case malformed(path: String)

    package var description: String {
        switch self {
        case .gone(let process):
            "process \(process) has ended, so its CPU time and memory cannot be read"
        case .unreadable(let path, let code):
            "\(path): \(String(cString: strerror(code))); is /proc mounted and the process our own?"
        case .malformed(let path):
            "\(path) does not look as proc_pid_stat(5) says; this kernel is not supported"
        }
    }
}
