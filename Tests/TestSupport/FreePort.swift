import Glibc

/// Ports of 127.0.0.1 that nobody listens on.
package enum FreePort {
    /// A port that was free a moment ago, from the kernel's ephemeral range.
    ///
    /// Another process may take it before the caller does; prefer `--port 0` where a program offers it.
    ///
    /// - Throws: When no socket can be had.
    package static func any() throws -> Int {
        let descriptor = socket(AF_INET, LoopbackAddress.streamType, 0)
        guard descriptor >= 0 else { throw TestSupportError("socket: errno \(errno)") }
        defer { close(descriptor) }
        var address = LoopbackAddress.ipv4(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard isBound else { throw TestSupportError("bind or getsockname: errno \(errno)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// Addresses of this machine.
enum LoopbackAddress {
    /// TCP, closed in programs started later: one that inherited a socket would keep it open after the test's close.
    static let streamType = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)

    /// 127.0.0.1 with `port`.
    static func ipv4(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return address
    }
}
