import CShims
import Foundation

/// Findings about what the kernel lets a run have.
enum DoctorLimits {
    /// Descriptors a run keeps for itself.
    static let reserve: UInt64 = 256

    static func descriptors() -> DoctorFinding {
        var soft: UInt64 = 0
        var hard: UInt64 = 0
        guard shim_descriptor_limit_get(&soft, &hard) == 0 else {
            return DoctorFinding("descriptors", .cannot, "RLIMIT_NOFILE cannot be read")
        }
        return descriptors(soft: soft, hard: hard)
    }

    static func descriptors(soft: UInt64, hard: UInt64) -> DoctorFinding {
        let clients = hard > reserve ? hard - reserve : 0
        let isUnlimited = hard > 1 << 40
        let count = isUnlimited ? "as many clients as memory holds" : "up to \(clients) clients a process"
        let isEnough = clients >= 10_000
        return DoctorFinding(
            "descriptors", isEnough ? .ok : (clients >= 500 ? .careful : .cannot),
            "\(soft) at first, at most \(isUnlimited ? "without limit" : "\(hard)"): \(count)",
            advice: isEnough ? nil : "for more clients raise the hard limit (as root: ulimit -Hn 65536)",
            figures: ["soft": Double(soft), "hard": Double(hard), "clients": Double(clients)])
    }

    static func ports() -> DoctorFinding {
        let text =
            (try? String(contentsOfFile: "/proc/sys/net/ipv4/ip_local_port_range", encoding: .utf8)) ?? ""
        return ports(range: text)
    }

    /// - Parameter range: as net.ipv4.ip_local_port_range has it.
    static func ports(range: String) -> DoctorFinding {
        let bounds = range.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        guard bounds.count == 2, bounds[0] <= bounds[1] else {
            return DoctorFinding("ports", .careful, "net.ipv4.ip_local_port_range cannot be read")
        }
        let count = bounds[1] - bounds[0] + 1
        let isEnough = count >= 20_000
        return DoctorFinding(
            "ports", isEnough ? .ok : .careful,
            "\(bounds[0]) to \(bounds[1]): \(count) connections to one server from one source address",
            advice: isEnough
                ? nil : "for more connections widen it: sysctl net.ipv4.ip_local_port_range='1024 65535'",
            figures: ["connections": Double(count)])
    }
}
