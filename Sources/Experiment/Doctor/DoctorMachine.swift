import CShims
import Foundation

/// Findings about the processor and its clock.
enum DoctorMachine {
    static func clock() -> DoctorFinding {
        let source =
            contents("/sys/devices/system/clocksource/clocksource0/current_clocksource") ?? "unknown source"
        return clock(source: source, readNanoseconds: cost { _ = shim_clock_realtime() })
    }

    /// - Parameter readNanoseconds: what one reading of CLOCK_REALTIME takes. Through the vDSO it stays in user space
    ///   and takes some tens; a system call takes hundreds.
    static func clock(source: String, readNanoseconds: Double) -> DoctorFinding {
        let isCheap = readNanoseconds < 150
        let reading = Int(readNanoseconds.rounded())
        return DoctorFinding(
            "clock", isCheap ? .ok : .careful,
            "\(source), \(reading) ns a reading: \(isCheap ? "read in user space (vDSO)" : "read by a system call")",
            advice: isCheap
                ? nil
                : "every message is stamped: the generator costs more here; use the clock source tsc if there is one",
            figures: ["readNanoseconds": readNanoseconds])
    }

    static func processor(available: [Int]) -> DoctorFinding {
        let online = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let model = field("model name", in: "/proc/cpuinfo") ?? "unknown model"
        return processor(available: available.count, online: online, model: model)
    }

    static func processor(available: Int, online: Int, model: String) -> DoctorFinding {
        let hasTwo = available >= 2
        return DoctorFinding(
            "processor", hasTwo ? .ok : .careful,
            "\(available) of \(online) CPUs may be used, \(model)"
                + (hasTwo ? ": server and generator have one each" : ": server and generator share one"),
            advice: hasTwo
                ? nil : "latencies contain the other side's work: use a machine with two CPUs or more",
            figures: ["available": Double(available), "online": Double(online)])
    }

    static func governor() -> DoctorFinding {
        governor(contents("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"))
    }

    static func governor(_ name: String?) -> DoctorFinding {
        switch name {
        case nil: DoctorFinding("governor", .ok, "not visible here (usual in virtual machines)")
        case "performance": DoctorFinding("governor", .ok, "performance: the clock rate is held up")
        case let name?:
            DoctorFinding(
                "governor", .careful, "\(name): a CPU with little to do runs slower",
                advice: "CPU time a message falls as load rises: cpupower frequency-set -g performance")
        }
    }

    static func steal(_ share: Double) -> DoctorFinding {
        let percent = (share * 10_000).rounded() / 100
        let judgement: DoctorFinding.Judgement = share < 0.001 ? .ok : (share < 0.02 ? .careful : .cannot)
        return DoctorFinding(
            "steal", judgement, "\(percent) % of the CPU time went to other guests of this host",
            advice: judgement == .ok
                ? nil : "repeat runs, take more blocks, and trust paired ratios rather than single figures",
            figures: ["share": share])
    }

    /// Of one call, the cheapest of several rounds: what disturbs only makes it dearer.
    private static func cost(_ call: () -> Void) -> Double {
        let calls = 20_000
        let rounds: [Int64] = (0..<10).map { _ in
            let before = shim_clock_monotonic()
            for _ in 0..<calls { call() }
            return shim_clock_monotonic() - before
        }
        return Double(rounds.min() ?? 0) / Double(calls)
    }

    private static func contents(_ path: String) -> String? {
        (try? String(contentsOfFile: path, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func field(_ name: String, in path: String) -> String? {
        contents(path)?.split(separator: "\n").first { $0.hasPrefix(name) }?
            .split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    }
}
