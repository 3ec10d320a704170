/// What a receiver accepts in one polling payload.
package struct EngineIOLimits: Hashable, Sendable {
    /// Longest payload in bytes; the handshake announces it as `maxPayload`.
    package var maximumPayloadBytes: Int
    /// Most packets in one payload. python-engineio refuses more than 16, the JavaScript server has no limit.
    package var maximumPackets: Int

    package init(maximumPayloadBytes: Int = 1_000_000, maximumPackets: Int = 16_384) {
        self.maximumPayloadBytes = maximumPayloadBytes
        self.maximumPackets = maximumPackets
    }

    /// The defaults of the reference server: 1,000,000 bytes.
    package static let standard = EngineIOLimits()
}
