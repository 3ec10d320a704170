import SwarmCore

/// The arguments of the broadcast event `bench`: `{"seq":n,"timestamp":"...","pad":"..."}`, padded so that the
/// whole text frame has one size.
struct BenchMessage {
    /// The event's name.
    static let event = "bench"
    /// What surrounds the arguments on the wire: Engine.IO's `4`, Socket.IO's `2`, the array and the name.
    private static let envelope = "42[\"bench\",]".utf8.count
    private static let beforeSequence = Array("{\"seq\":".utf8)
    private static let beforeTimestamp = Array(",\"timestamp\":\"".utf8)
    private static let beforePad = Array("\",\"pad\":\"".utf8)
    private static let end = Array("\"}".utf8)
    private static let longestSequence = 20
    private static let fixed =
        envelope + beforeSequence.count + beforeTimestamp.count + Timestamp.length + beforePad.count
        + end.count

    /// The smallest frame that holds any sequence number.
    static let minimumSize = fixed + longestSequence

    /// Bytes of the text frame's payload.
    let size: Int
    private var formatter = Timestamp()

    init(size: Int) {
        self.size = size
    }

    /// The encoded arguments of one broadcast.
    ///
    /// - Parameter now: CLOCK_REALTIME, nanoseconds.
    mutating func arguments(sequence: Int, now: Int64) -> [UInt8] {
        let digits = String(sequence).utf8
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        bytes += Self.beforeSequence
        bytes += digits
        bytes += Self.beforeTimestamp
        formatter.append(now, to: &bytes)
        bytes += Self.beforePad
        bytes += repeatElement(UInt8(ascii: "x"), count: max(0, size - Self.fixed - digits.count))
        bytes += Self.end
        return bytes
    }
}
