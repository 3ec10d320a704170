import CShims

/// What a client's connections moved within the steady state, a replaced connection included.
struct TCPMeter {
    private var retired = TCPCounters()
    private var atStart = TCPCounters()

    /// Keeps a connection's totals before its descriptor closes.
    mutating func retire(_ descriptor: Int32) {
        retired = total(descriptor)
    }

    /// The steady state begins.
    mutating func start(_ descriptor: Int32) {
        atStart = total(descriptor)
    }

    /// Moved since `start`. `descriptor` is negative when no connection is open.
    func delta(_ descriptor: Int32) -> TCPCounters {
        let now = total(descriptor)
        var delta = TCPCounters()
        delta.bytesSent = now.bytesSent &- atStart.bytesSent
        delta.bytesReceived = now.bytesReceived &- atStart.bytesReceived
        delta.segmentsOut = now.segmentsOut &- atStart.segmentsOut
        delta.segmentsIn = now.segmentsIn &- atStart.segmentsIn
        delta.retransmits = now.retransmits &- atStart.retransmits
        return delta
    }

    private func total(_ descriptor: Int32) -> TCPCounters {
        var sum = retired
        var counters = shim_tcp_counters()
        guard descriptor >= 0, shim_tcp_counters(descriptor, &counters) == 0 else { return sum }
        sum.bytesSent += counters.bytes_sent
        sum.bytesReceived += counters.bytes_received
        sum.segmentsOut += UInt64(counters.segments_out)
        sum.segmentsIn += UInt64(counters.segments_in)
        sum.retransmits += UInt64(counters.retransmits)
        return sum
    }
}
