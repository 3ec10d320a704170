/// Bytes a direction: `up` is client to server.
package struct Directions: Codable, Sendable, Equatable {
    package var up: Double
    package var down: Double

    package init(up: Double, down: Double) {
        self.up = up
        self.down = down
    }

    package var total: Double { up + down }
}

/// Bytes a client and hour, and what a connection costs once.
package struct Traffic: Codable, Sendable, Equatable {
    /// Bytes as sent and received by the protocol, without heartbeats. Events that come by the clock
    /// are scaled to their period, since a short window sees too many or too few of them.
    package var appBytesPerClientHour: Directions
    /// TCP payload plus 52 bytes a segment, as TCP_INFO counts them, without heartbeats: `up` is what
    /// the client sent, `down` what it received, each with the segments of that direction. Events that
    /// come by the clock are scaled as above.
    package var wireBytesPerClientHour: Directions
    /// Wire bytes of heartbeats both ways, from their configured rate. Not in the fields above.
    package var heartbeatBytesPerClientHour: Double
    /// The part of the wire bytes both ways that events by the clock make; null for arms that are sent
    /// none.
    @ExplicitNull package var periodicBytesPerClientHour: Double?
    /// Application bytes of one client's handshake, both ways.
    package var handshakeBytes: Double
    /// Segments that the client side sent again in the window.
    package var retransmittedSegments: Int

    package init(
        appBytesPerClientHour: Directions, wireBytesPerClientHour: Directions,
        heartbeatBytesPerClientHour: Double, handshakeBytes: Double, retransmittedSegments: Int,
        periodicBytesPerClientHour: Double? = nil
    ) {
        self.appBytesPerClientHour = appBytesPerClientHour
        self.wireBytesPerClientHour = wireBytesPerClientHour
        self.heartbeatBytesPerClientHour = heartbeatBytesPerClientHour
        self.handshakeBytes = handshakeBytes
        self.retransmittedSegments = retransmittedSegments
        self.periodicBytesPerClientHour = periodicBytesPerClientHour
    }

    /// Everything a connected client costs the network: wire bytes both ways and heartbeats.
    package var wireTotalWithHeartbeats: Double { wireBytesPerClientHour.total + heartbeatBytesPerClientHour }
}
