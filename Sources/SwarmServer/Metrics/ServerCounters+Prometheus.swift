import SocketIOServer

extension ServerCounters {
    func write(to text: inout PrometheusText) {
        text.add(
            "socketio_connections", .gauge, help: "TCP connections open now, plain HTTP ones included.",
            .init(connections))
        text.add(
            "socketio_sessions", .gauge, help: "Engine.IO sessions open now, by transport.",
            Transport.allCases.map { .init(sessions[$0] ?? 0, ("transport", $0.rawValue)) })
        text.add("socketio_sockets", .gauge, help: "Sockets connected to a namespace now.", .init(sockets))
        text.add(
            "socketio_handshakes_total", .counter, help: "Engine.IO sessions opened, by first transport.",
            Transport.allCases.map { .init(handshakes[$0] ?? 0, ("transport", $0.rawValue)) })
        text.add(
            "socketio_upgrades_total", .counter, help: "Sessions that moved from polling to WebSocket.",
            .init(upgrades))
        text.add(
            "socketio_sessions_closed_total", .counter, help: "Engine.IO sessions that ended, by reason.",
            DisconnectReason.allCases.map { .init(closedSessions[$0] ?? 0, ("reason", $0.rawValue)) })
        writeTraffic(to: &text)
        writeRefusals(to: &text)
    }

    private func writeTraffic(to text: inout PrometheusText) {
        text.add(
            "socketio_packets_sent_total", .counter,
            help: "Engine.IO packets written to WebSockets or in answers of polls, heartbeats included.",
            .init(packetsSent))
        text.add(
            "socketio_packets_received_total", .counter, help: "Engine.IO packets received.",
            .init(packetsReceived))
        text.add(
            "socketio_sent_bytes_total", .counter,
            help:
                "Bytes written: WebSocket frames with their heads (pong and close frames, too), and bodies of "
                + "polls' answers without HTTP heads. No 101 answers, no TCP.",
            .init(bytesSent))
        text.add(
            "socketio_websocket_writes_total", .counter,
            help:
                "Messages to WebSockets, by path: written straight to the socket, or through the queue because the "
                + "socket was full, others waited, or the connection is encrypted.",
            [.init(directWrites, ("path", "direct")), .init(queuedWrites, ("path", "queued"))])
        text.add(
            "socketio_received_bytes_total", .counter,
            help: "Bytes of WebSocket messages and POST bodies received.",
            .init(bytesReceived))
        text.add(
            "socketio_events_sent_total", .counter,

            help: "Socket.IO EVENT packets among the packets sent, one for every socket reached.",
            .init(eventsSent))
        text.add(
            "socketio_events_received_total", .counter, help: "Socket.IO events received.",
            .init(eventsReceived))
    }

    /// What was not served. Sessions dropped for slow reading, and the like, are among those closed.
    private func writeRefusals(to text: inout PrometheusText) {
        text.add(
            "socketio_dropped_total", .counter, help: "Events and connections dropped, by reason.",
            [
                .init(volatileDropped, ("reason", "volatile")),
                .init(closedSessions[.slowReader] ?? 0, ("reason", DisconnectReason.slowReader.rawValue)),
                .init(refusedConnections, ("reason", "connection-limit")),
                .init(refusedSessions, ("reason", "session-limit")),
                .init(writeTimeouts, ("reason", "write-timeout")),
                .init(handshakeTimeouts, ("reason", "handshake-timeout")),
            ])
        text.add(
            "socketio_refused_requests_total", .counter,
            help: "Handshakes and requests answered with an Engine.IO error.", .init(refusedRequests))
    }
}
