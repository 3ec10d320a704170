/// A block of IPv4 addresses.
struct IPv4Network: Equatable, Sendable {
    /// Its first address, host byte order.
    let first: UInt32
    /// Bits that its addresses share, 0 to 32.
    let prefix: Int

    init(_ address: UInt32, prefix: Int) {
        self.prefix = prefix
        first = address & Self.mask(prefix)
    }

    func overlaps(_ other: IPv4Network) -> Bool {
        let shared = Self.mask(min(prefix, other.prefix))
        return first & shared == other.first & shared
    }

    /// The block's `offset`th address, dotted.
    func address(_ offset: UInt32) -> String {
        let value = first + offset
        return [24, 16, 8, 0].map { String(value >> $0 & 255) }.joined(separator: ".")
    }

    /// The routes of this machine's main table, as /proc/net/route lists them (hexadecimal, in the byte order of a
    /// little-endian machine's memory). The default route is none: it leads everywhere.
    static func routes(_ text: String) -> [IPv4Network] {
        text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count > 7, let destination = UInt32(fields[1], radix: 16),
                let mask = UInt32(fields[7], radix: 16), mask != 0
            else { return nil }
            return IPv4Network(destination.byteSwapped, prefix: mask.nonzeroBitCount)
        }
    }

    private static func mask(_ prefix: Int) -> UInt32 { prefix == 0 ? 0 : .max << (32 - UInt32(prefix)) }
}
