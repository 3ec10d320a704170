import Foundation

/// What the kernel knows about this process, under the names that Prometheus clients give it.
struct ProcessFigures: Sendable, Equatable {
    /// User and system CPU time, seconds.
    var cpuSeconds: Double
    var residentBytes: Int
    var virtualBytes: Int
    var openDescriptors: Int
    /// nil without a limit.
    var descriptorLimit: UInt64?
    /// Seconds since 1970.
    var startTime: Double

    /// Reads /proc; nil where there is none.
    static func read() -> ProcessFigures? {
        guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            let uptime = try? String(contentsOfFile: "/proc/uptime", encoding: .utf8),
            let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        else { return nil }
        // The second field is the program's name in parentheses, which may hold anything; the third
        // follows the last parenthesis. Numbers of fields are those of proc(5).
        guard let name = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: name)...].split(separator: " ")
        func field(_ number: Int) -> Double? {
            fields.indices.contains(number - 3) ? Double(fields[number - 3]) : nil
        }
        guard let startTicks = field(22), let virtual = field(23), let residentPages = field(24),
            let upSeconds = uptime.split(separator: " ").first.flatMap({ Double($0) })
        else { return nil }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        let age = max(0, upSeconds - startTicks / ticks)
        var cpu = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu)
        var limit = rlimit()
        let hasLimit =
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
            && limit.rlim_cur != rlim_t.max
        return ProcessFigures(
            cpuSeconds: Double(cpu.tv_sec) + Double(cpu.tv_nsec) / 1e9,
            residentBytes: Int(residentPages) * sysconf(Int32(_SC_PAGESIZE)), virtualBytes: Int(virtual),
            // Reading the directory opens one more.
            openDescriptors: max(0, descriptors.count - 1),
            descriptorLimit: hasLimit ? UInt64(limit.rlim_cur) : nil,
            startTime: (Double(WallClock.now) / 1e9 - age).rounded())
    }

    func write(to text: inout PrometheusText) {
        text.add(
            "process_cpu_seconds_total", .counter, help: "User and system CPU time spent, in seconds.",
            .init(cpuSeconds))
        text.add(
            "process_resident_memory_bytes", .gauge, help: "Memory in RAM, in bytes.", .init(residentBytes))
        text.add(
            "process_virtual_memory_bytes", .gauge, help: "Virtual memory, in bytes.", .init(virtualBytes))
        text.add("process_open_fds", .gauge, help: "Open file descriptors.", .init(openDescriptors))
        text.add(
            "process_max_fds", .gauge, help: "File descriptors that may be open.",
            descriptorLimit.map { .init($0) } ?? .init(Double.infinity))
        text.add(
            "process_start_time_seconds", .gauge, help: "Start of the process, in seconds since 1970.",
            .init(startTime))
    }
}
