import CShims
import Glibc
import Scenarios

/// Findings about the network paths of this machine.
enum DoctorNetwork {
    /// Whether the kernel stamps what arrives: a message to itself over loopback, until one bears a stamp that lies
    /// between its sending and its reading.
    static func stamps() -> DoctorFinding {
        let advice =
            "arrivals would be read from the generator's clock, its own lag included: use another kernel"
        do throws(SendProbeError) {
            guard let stamped = try firstStamped() else {
                return DoctorFinding("stamps", .cannot, "the kernel gives no receive stamps", advice: advice)
            }
            return DoctorFinding(
                "stamps", .ok, "the kernel stamps what arrives (SO_TIMESTAMPING, from message \(stamped) on)")
        } catch {
            return DoctorFinding("stamps", .cannot, "\(error)", advice: advice)
        }
    }

    /// The number of the first message with a stamp; the kernel starts stamping in the background.
    private static func firstStamped() throws(SendProbeError) -> Int? {
        let listener = shim_tcp_socket()
        try SendProbeError.check("opening a socket", listener)
        defer { _ = shim_close(listener) }
        try SendProbeError.check("listening on 127.0.0.1", shim_listen(listener, "127.0.0.1", 0, 1))
        let client = shim_tcp_socket()
        try SendProbeError.check("opening a socket", client)
        defer { _ = shim_close(client) }
        try SendProbeError.check("asking for receive stamps", shim_enable_receive_stamps(client))
        _ = shim_connect(client, "127.0.0.1", UInt16(max(0, shim_local_port(listener))))
        var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        _ = poll(&waiting, 1, 2000)
        let server = shim_accept(listener)
        try SendProbeError.check("connecting to 127.0.0.1", server)
        defer { _ = shim_close(server) }
        for number in 1...100 {
            let before = shim_clock_realtime()
            var byte: UInt8 = 1
            _ = shim_send(server, &byte, 1)
            var readable = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
            _ = poll(&readable, 1, 1000)
            var stamp: Int64 = 0
            let count = shim_receive(client, &byte, 1, &stamp)
            if count == 1, stamp >= before, stamp <= shim_clock_realtime() { return number }
            usleep(2000)
        }
        return nil
    }

    /// Whether the veth path can be had: by making it. It is kept for what is measured on it.
    static func namespaces(_ placement: CPUPlacement) -> (finding: DoctorFinding, path: VethNetwork?) {
        do {
            let path = try VethNetwork.make(.veth, placement: placement)
            return (
                DoctorFinding(
                    "namespaces", .ok, "network: veth can be used (one was made and is removed again)"), path
            )
        } catch {
            let finding = DoctorFinding(
                "namespaces", .careful, error.description,
                advice: "network: loopback works; mind its bias, below")
            return (finding, nil)
        }
    }

    /// What a send costs the server on each path; nil where it was not measured.
    struct Bias: Sendable, Equatable {
        var sameCPU: SendCost?
        var otherCPU: SendCost?
        var veth: SendCost?
    }

    /// What loopback does to the server's CPU figures here.
    static func bias(_ bias: Bias) -> DoctorFinding {
        var figures: [String: Double] = [:]
        var parts: [String] = []
        for (name, key, cost) in [
            ("loopback, receiver on the same CPU", "loopbackSameCPUNanoseconds", bias.sameCPU),
            ("loopback, on another", "loopbackOtherCPUNanoseconds", bias.otherCPU),
            ("veth", "vethNanoseconds", bias.veth),
        ] {
            guard let cost else { continue }
            figures[key] = cost.median
            parts.append("\(name) \(microseconds(cost.median))")
        }
        let value = "CPU of a send to an idle receiver (median): " + parts.joined(separator: ", ")
        guard let loopback = bias.otherCPU ?? bias.sameCPU else {
            return DoctorFinding("loopback", .careful, "what a send costs could not be measured")
        }
        guard let veth = bias.veth else {
            return DoctorFinding(
                "loopback", .careful, value + "; how much of it is the receiver's work only veth tells",
                advice:
                    "compare arms on one path only, and say so; as root, network: veth takes the receiver's work out",
                figures: figures)
        }
        let share = (loopback.median - veth.median) / loopback.median
        figures["biasShare"] = share
        let isSmall = abs(share) < 0.1
        let percent = Int((share * 100).rounded())
        let meaning =
            share >= 0
            ? "on loopback \(percent) % of it is the receiver's work"
            : "veth costs the sender \(-percent) % more than loopback, for waking the other CPU"
        return DoctorFinding(
            "loopback", isSmall ? .ok : .careful, "\(value): \(meaning)",
            advice: isSmall
                ? nil : "for the server's CPU figures use network: veth; never compare across paths",
            figures: figures)
    }

    private static func microseconds(_ nanoseconds: Double) -> String {
        "\((nanoseconds / 100).rounded() / 10) us"
    }
}
