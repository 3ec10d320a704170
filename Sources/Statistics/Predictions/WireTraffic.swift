/// Bytes on the wire that polling and push must cost a client (measurement.md).
///
/// Wire bytes are TCP payload plus the IPv4 and TCP headers of every segment.
package enum WireTraffic {
    /// IPv4 header 20, TCP header 20, timestamp option 12.
    package static let segmentOverhead: Double = 52
    /// Request, response, and the acknowledgement of the response.
    package static let segmentsOfPoll: Double = 3
    /// Data and its acknowledgement.
    package static let segmentsOfPush: Double = 2
    /// Ping, pong (which acknowledges the ping), acknowledgement of the pong.
    package static let segmentsOfHeartbeat: Double = 3
    /// Engine.IO `2` in an unmasked and `3` in a masked WebSocket frame.
    package static let pingBytes: Double = 3
    package static let pongBytes: Double = 7

    /// Of a WebSocket frame of 126 bytes and more from a server, which events are.
    package static let frameHeader: Double = 4

    package static let pollingFormula = "(request + response + 3 x 52) / T"
    package static let pushFormula = "h + sum over types of r s + r b/(1 + rW)"

    /// Bytes a second a client: one exchange of `payloadBytes` (request and response with their heads)
    /// each `interval` seconds.
    package static func polling(payloadBytes: Double, interval: Double) -> Double {
        (payloadBytes + segmentsOfPoll * segmentOverhead) / interval
    }

    /// What a message costs beside its entries, b: data and its acknowledgement, frame header, and the
    /// Socket.IO envelope of `envelope` bytes.
    package static func batchBytes(envelope: Double) -> Double {
        segmentsOfPush * segmentOverhead + frameHeader + envelope
    }

    /// Payload of a full segment: the Ethernet's 1460 less the timestamp option.
    package static let segmentPayload: Double = 1448

    /// Segments of one exchange whose answer has so many bytes: the request, the answer, and an
    /// acknowledgement of every other segment of it (RFC 1122 section 4.2.3.2), of the last in any case.
    package static func segments(ofAnswer bytes: Double) -> Double {
        let parts: Double = max(1, (bytes / segmentPayload).rounded(.up))
        return 1 + parts + (parts / 2).rounded(.up)
    }

    /// Bytes a second a client of one event type: r s + b times the messages a second, r/(1 + rW) below
    /// the window's capacity; for Poisson arrivals.
    package static func push(
        rate: Double, itemBytes: Double, batchBytes: Double, window: BatchWindow
    ) -> Double {
        rate * itemBytes + window.messageRate(rate: rate) * batchBytes
    }

    /// Wire bytes a second of ping and pong: 6.6 at 25 s.
    package static func heartbeats(pingInterval: Double) -> Double {
        (pingBytes + pongBytes + segmentsOfHeartbeat * segmentOverhead) / pingInterval
    }

    /// The event rate, a second, at which push costs as many bytes as polling does: the root of the
    /// rising push cost, by halving. Nil when push stays cheaper up to `limit`.
    package static func breakEven(
        pollingBytesPerSecond: Double, heartbeatBytesPerSecond: Double, limit: Double = 1e6,
        push: (_ rate: Double) -> Double
    ) -> Double? {
        func excess(_ rate: Double) -> Double { heartbeatBytesPerSecond + push(rate) - pollingBytesPerSecond }
        guard excess(0) < 0 else { return 0 }
        guard excess(limit) > 0 else { return nil }
        var low: Double = 0
        var high: Double = limit
        for _ in 0..<200 {
            let middle: Double = (low + high) / 2
            if excess(middle) < 0 { low = middle } else { high = middle }
        }
        return high
    }
}

/// Where push costs the server as much CPU as polling.
package enum CPUBreakEven {
    package static let formula = "cost of a poll / (T x cost of a push message)"

    /// Messages a second a client, for polls every `interval` seconds; costs in one unit of CPU time.
    package static func messagesPerSecond(pollCost: Double, interval: Double, pushCost: Double) -> Double {
        pollCost / (interval * pushCost)
    }
}
