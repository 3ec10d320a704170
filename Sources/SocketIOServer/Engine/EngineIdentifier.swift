import NIOCore

/// Ids of Engine.IO sessions: unguessable, and telling which event loop holds the session.
///
/// 18 characters of randomness (108 bits, from the system's generator) and two for the event loop's index, so
/// that finding a session takes no table that all loops share.
enum EngineIdentifier {
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let length = 20

    /// A new id of a session on the event loop with this index, below 4,096.
    static func make(shard: Int) -> String {
        var bytes = random(length)
        bytes[length - 2] = alphabet[shard >> 6 & 63]
        bytes[length - 1] = alphabet[shard & 63]
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A new id that tells nothing.
    static func make() -> String {
        String(decoding: random(length), as: UTF8.self)
    }

    /// The event loop's index that an id claims, or nil for what cannot be an id.
    static func shard(of id: String) -> Int? {
        let bytes = Array(id.utf8)
        guard bytes.count == length, let high = alphabet.firstIndex(of: bytes[length - 2]),
            let low = alphabet.firstIndex(of: bytes[length - 1])
        else { return nil }
        return high << 6 | low
    }

    private static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        var bits: UInt64 = 0
        var left = 0
        for _ in 0..<count {
            if left < 6 {
                bits = generator.next()
                left = 60
            }
            bytes.append(alphabet[Int(bits & 63)])
            bits >>= 6
            left -= 6
        }
        return bytes
    }
}
