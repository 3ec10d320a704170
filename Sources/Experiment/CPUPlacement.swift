import CShims
import Foundation

/// Which CPUs the server and the generator run on.
///
/// Where there are two, they do not share one: the server gets the first, the generator the last,
/// so that neither's work is the other's latency.
package struct CPUPlacement: Sendable, Equatable {
    package var server: [Int]?
    package var generator: [Int]?

    /// - Parameters:
    ///   - available: CPUs this process may use, ascending.
    ///   - loops: of the generator; each gets a CPU of its own as far as there are any beside the server's.
    package init(available: [Int], loops: Int = 1) {
        guard let first = available.first, let last = available.last, first != last else { return }
        server = [first]
        generator = Array(available.suffix(max(1, min(loops, available.count - 1))))
    }

    /// CPUs that this process may run on, ascending.
    package static func availableCPUs() -> [Int] {
        var cpus = [Int32](repeating: 0, count: 4096)
        let count = shim_affinity_get(0, &cpus, Int32(cpus.count))
        return cpus.prefix(max(0, Int(count))).map(Int.init)
    }

    /// Keeps every thread of this process, those to come included, on the generator's CPUs.
    package func pinGenerator() {
        guard let generator else { return }
        let cpus = generator.map(Int32.init)
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        for thread in [0] + threads.compactMap({ Int32($0) }) {
            _ = shim_affinity_set(thread, cpus, Int32(cpus.count))
        }
    }
}
