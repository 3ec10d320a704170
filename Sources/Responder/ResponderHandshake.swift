/// The responder's half of the WebSocket handshake, with a SHA-1 of its own so that the generator's is
/// tested against something.
enum ResponderHandshake {
    static func answer(key: String) -> [UInt8] {
        let proof = base64(sha1(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
        let lines = [
            "HTTP/1.1 101 Switching Protocols", "upgrade: websocket", "connection: Upgrade",
            "sec-websocket-accept: \(proof)",
        ]
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bits = bytes.flatMap { byte in (0..<8).reversed().map { Int(byte >> UInt8($0)) & 1 } }
        var text = ""
        for start in stride(from: 0, to: bits.count, by: 6) {
            let six = bits[start..<min(start + 6, bits.count)]
            let padded = Array(six) + Array(repeating: 0, count: 6 - six.count)
            text.append(letters[padded.reduce(0) { $0 * 2 + $1 }])
        }
        return text + String(repeating: "=", count: (4 - text.count % 4) % 4)
    }

    private static func sha1(_ message: [UInt8]) -> [UInt8] {
        func turn(_ word: UInt32, _ by: UInt32) -> UInt32 { word << by | word >> (32 - by) }
        var bytes = message + [0x80]
        bytes += Array(repeating: 0, count: (120 - bytes.count % 64) % 64)
        bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: (message.count * 8) >> (8 * $0)) }
        var h: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        for block in stride(from: 0, to: bytes.count, by: 64) {
            var w = (0..<16).map { i in
                (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[block + i * 4 + $1]) }
            }
            for i in 16..<80 { w.append(turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1)) }
            var v = h
            for i in 0..<80 {
                let (f, k): (UInt32, UInt32) =
                    if i < 20 { (v[3] ^ (v[1] & (v[2] ^ v[3])), 0x5A82_7999) } else if i < 40 {
                        (v[1] ^ v[2] ^ v[3], 0x6ED9_EBA1)
                    } else if i < 60 {
                        ((v[1] & v[2]) | (v[3] & (v[1] | v[2])), 0x8F1B_BCDC)
                    } else {
                        (v[1] ^ v[2] ^ v[3], 0xCA62_C1D6)
                    }
                let sum: UInt32 = turn(v[0], 5) &+ f &+ v[4] &+ k &+ w[i]
                v = [sum, v[0], turn(v[1], 30), v[2], v[3]]
            }
            for i in 0..<5 { h[i] = h[i] &+ v[i] }
        }
        return h.flatMap { word in (0..<4).reversed().map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }
}
