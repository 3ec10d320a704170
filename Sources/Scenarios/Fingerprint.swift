/// A short name for a text: its 64-bit FNV-1a hash as 16 hexadecimal digits (Fowler, Noll and Vo).
///
/// Tells texts apart that nobody made to collide; it guards no secret.
package enum Fingerprint {
    package static func of(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
