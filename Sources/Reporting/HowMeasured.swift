import Results

/// How the figures came about, in the words of the project's definitions.
enum HowMeasured {
    static let loopbackDelivery: String = """
        On loopback the kernel's stamp falls inside the server's own send(): delivery there is server \
        queue plus position in the fan-out, no network.
        """

    static let loopbackCPU: String = """
        On loopback the sender's CPU does the receiver's protocol work: the server CPU of a push arm contains \
        work of the clients' network stack, and that of a polling arm lacks some of its own.
        """

    static let veth: String = """
        Network path: veth. The server ran in a network namespace of its own, at the other end of an Ethernet pair \
        (MTU 1500), and each end's incoming packets were worked on by its own side's core: neither side's CPU \
        contains the other's protocol work. The kernel's stamp is taken as a packet is handed over, before the \
        receiving core takes it up.
        """

    static let vethDelivery: String = """
        Network path: veth. Neither side's CPU contains the other's protocol work, and the kernel's stamp is taken \
        before the receiving core takes a packet up.
        """

    static func paragraphs(_ document: ResultsDocument) -> [String] {
        let general: [String] = [
            """
            **Update latency** is the time from an update's stamp by the server (a log entry, when it occurred) \
            until a client first has it; every (log entry, client) pair of the steady state counts. \
            Polling: poll wait plus response time from the intended poll time. Push: server delay (a batch \
            waits for its window) plus delivery. **Submit to seen** starts at the task's intended submission \
            instead, so that a server that stamps late does not look fast.
            """,
            """
            **Arrival** is the kernel's receive stamp, not the moment the generator got round to it; the \
            generator's own lag is in its table. Tasks are submitted, and polls are sent, at times fixed \
            beforehand: a slow server makes its response times longer, never its load smaller.
            """,
            """
            Percentiles are pooled over all counted trials; p99 is refused below 1,000 distinct events and \
            p999 below 10,000, because the clients of one event are not independent. CPU, memory and traffic \
            are means of trial values. Updates that never arrived count as infinite in the percentiles.
            """,
            """
            **Traffic on the wire** is TCP payload plus 52 bytes a segment in both directions, a client and \
            hour; 1 MB is 1,000,000 bytes. Heartbeats are in the total, scaled from their configured rate since a \
            short window sees too few of them, and so are events that the swarm publishes by the clock; \
            handshakes are apart.
            """,
            """
            **View out of date** is the share of time in which a client's view lacks an entry: it counts as out \
            of date while any entry that has occurred has not reached it.
            """,
            """
            Ratios are paired: in each block every arm meets the same task arrivals, and the interval is \
            Student's t on the logarithms of the blocks' ratios. Fewer than three pairs give no interval. \
            Every trial has a server process of its own; the very first trial is discarded.
            """,
        ]
        if document.environment.network == "veth" { return general + [veth] }
        guard document.environment.network.contains("loopback") else { return general }
        return general + ["\(loopbackDelivery) \(loopbackCPU)"]
    }
}
