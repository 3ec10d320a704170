import Foundation
import Results

/// Reads what a figure depends on from the machine it runs on.
package enum EnvironmentProbe {
    /// - Parameter serverCommand: recorded by ``RecordedCommand``.
    package static func read(
        serverCPUs: [Int]?, generatorCPUs: [Int]?, serverCommand: [String], phaseSeconds: [String: Double]
    ) -> Environment {
        var name = utsname()
        uname(&name)
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Environment(
            hostname: text(of: &name.nodename),
            kernel: "\(text(of: &name.sysname)) \(text(of: &name.release))",
            cpuModel: field("model name", in: "/proc/cpuinfo") ?? "unknown",
            cpus: sysconf(Int32(_SC_NPROCESSORS_ONLN)), memoryBytes: memoryBytes(),
            clockSource: contents("/sys/devices/system/clocksource/clocksource0/current_clocksource")
                ?? "unknown",
            descriptorLimit: UInt64(limit.rlim_cur), network: "loopback", serverCPUs: serverCPUs,
            generatorCPUs: generatorCPUs, benchVersion: BenchVersion.current,
            serverCommand: RecordedCommand.words(serverCommand), phaseSeconds: phaseSeconds)
    }

    private static func text<Characters>(of characters: inout Characters) -> String {
        withUnsafeBytes(of: &characters) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static func contents(_ path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The value of the first `name : value` line.
    private static func field(_ name: String, in path: String) -> String? {
        guard let text = contents(path) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return nil
    }

    private static func memoryBytes() -> UInt64 {
        guard let total = field("MemTotal", in: "/proc/meminfo"),
            let kibibytes = UInt64(total.prefix { $0.isNumber })
        else { return 0 }
        return kibibytes * 1024
    }
}

/// The version of this program.
package enum BenchVersion {
    package static let current = "0.1.0"
}
