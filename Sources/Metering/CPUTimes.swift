import Glibc

/// What one CPU did since boot: its line in /proc/stat, nanoseconds at the resolution of the kernel's tick.
package struct CPUTimes: Sendable, Equatable {
    /// Processes: user, nice and system time.
    package var busy: Int64
    /// What the hypervisor gave to others while this CPU had something to do.
    package var steal: Int64

    package init(busy: Int64, steal: Int64) {
        self.busy = busy
        self.steal = steal
    }

    /// By CPU number; empty where there is no /proc/stat.
    package static func read() -> [Int: CPUTimes] {
        SmallFile.text("/proc/stat").map {
            parse($0, tick: 1_000_000_000 / Int64(sysconf(Int32(_SC_CLK_TCK))))
        } ?? [:]
    }

    /// Fields as proc_stat(5) has them; lines of other shapes are passed over.
    package static func parse(_ text: String, tick: Int64) -> [Int: CPUTimes] {
        var result: [Int: CPUTimes] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("cpu") {
            let fields = line.split(separator: " ")
            guard fields.count >= 9, let cpu = Int(fields[0].dropFirst(3)) else { continue }
            let ticks = fields.dropFirst().map { Int64($0) ?? 0 }
            result[cpu] = CPUTimes(busy: (ticks[0] + ticks[1] + ticks[2]) * tick, steal: ticks[7] * tick)
        }
        return result
    }
}
