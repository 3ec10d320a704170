import Glibc

/// The local addresses that clients of one target bind to where one address has too few ports.
///
/// A connection is told from others by both ends, so that one address has as many connections to one target
/// as there are ephemeral ports. Only 127.0.0.0/8 gives every process more addresses.
struct SourceAddresses: Equatable {
    /// 0: nobody binds. Otherwise clients bind in turn to 127.0.1.1, 127.0.1.2, ...
    let count: Int

    /// Of an address's ephemeral ports, at most this share is planned for: others use them, and closed
    /// connections hold theirs for a minute.
    static let usableShare = 0.7

    /// - Parameters:
    ///   - clients: of the whole run.
    ///   - target: IPv4 literal.
    ///   - ports: that an address can have.
    init(clients: Int, target: String, ports: Int) {
        let each = max(1, Int(Double(ports) * Self.usableShare))
        guard clients > each, target.hasPrefix("127.") else {
            count = 0
            return
        }
        count = (clients + each - 1) / each
    }

    /// The address of a client, in the host's byte order; nil to leave it to the kernel.
    func address(ofClient number: UInt32) -> UInt32? {
        guard count > 0 else { return nil }
        let turn = number % UInt32(count)
        return 0x7F00_0101 + turn / 254 * 256 + turn % 254
    }

    /// Ephemeral ports of an address here (ip(7), ip_local_port_range); the kernel's default where that
    /// cannot be read.
    static func ports() -> Int {
        let usual = 28_232
        guard let file = fopen("/proc/sys/net/ipv4/ip_local_port_range", "re") else { return usual }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, Int32(line.count), file) != nil else { return usual }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let bounds = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        guard bounds.count == 2, bounds[1] >= bounds[0] else { return usual }
        return bounds[1] - bounds[0] + 1
    }
}
