import CShims
import Glibc

/// What a proxy that does nothing to the path adds to a message's way through it.
///
/// Single messages go from one socket to another by turns directly and through a proxy of the same process, from just
/// before the sending to the kernel's receive stamp. Both share the sending and the stamp; the
/// difference of their quantiles is the proxy's: its thread's waking, one read and one write.
package struct AddedDelay: Sendable {
    /// Nanoseconds, ascending, one a message.
    package let direct: [Int64]
    package let proxied: [Int64]

    /// The quantile (0 to 1) of what went through the proxy minus that of what went directly, nanoseconds.
    package func added(_ quantile: Double) -> Int64 {
        Self.quantile(proxied, quantile) - Self.quantile(direct, quantile)
    }

    /// The smallest value that at least so large a share of the ascending `values` does not exceed; 0 without any.
    package static func quantile(_ values: [Int64], _ quantile: Double) -> Int64 {
        guard !values.isEmpty else { return 0 }
        let place = Int((quantile * Double(values.count)).rounded(.up)) - 1
        return values[min(max(0, place), values.count - 1)]
    }

    /// Measures on loopback, on the calling thread, which it blocks for about `messages` x 0.6 ms.
    ///
    /// - Parameter pause: between two messages, microseconds, so that the proxy's thread sleeps in between as it
    ///   does under a load of single events.
    package static func measure(
        messages: Int, bytes: Int = 200, pause: UInt32 = 200
    ) throws(ProxyError) -> AddedDelay {
        let listener = try ProbeSocket.listener()
        let proxy = try TCPProxy(upstream: ("127.0.0.1", try listener.localPort()), seed: 1)
        var straight = try ProbePair(port: try listener.localPort(), listener: listener)
        var through = try ProbePair(port: proxy.port, listener: listener)
        var direct: [Int64] = []
        var proxied: [Int64] = []
        let warmUp = min(messages, 100)
        for number in 0..<(messages + warmUp) {
            let isDown = number % 2 == 1
            let first = try straight.pass(bytes, down: isDown)
            usleep(pause)
            let second = try through.pass(bytes, down: isDown)
            usleep(pause)
            guard number >= warmUp else { continue }
            direct.append(first)
            proxied.append(second)
        }
        return AddedDelay(direct: direct.sorted(), proxied: proxied.sorted())
    }
}

/// The two ends of a connection, both held by one thread.
private struct ProbePair {
    private let client: ProbeSocket
    private let server: ProbeSocket
    private var buffer = [UInt8](repeating: 7, count: 4096)

    init(port: UInt16, listener: ProbeSocket) throws(ProxyError) {
        client = try ProbeSocket.connected(to: port)
        try listener.wait()
        server = try ProbeSocket(checking: shim_accept(listener.descriptor), "accepting")
        for end in [client, server] {
            _ = shim_set_no_delay(end.descriptor)
            _ = shim_enable_receive_stamps(end.descriptor)
        }
    }

    /// Nanoseconds that a message of `count` bytes takes, down or up.
    mutating func pass(_ count: Int, down: Bool) throws(ProxyError) -> Int64 {
        let (from, to) = down ? (server, client) : (client, server)
        let wanted = min(max(1, count), buffer.count)
        let begin = shim_clock_realtime()
        let sent = shim_send(from.descriptor, buffer, wanted)
        guard sent == wanted else {
            throw ProxyError.system("sending a message", code: Int32(clamping: sent))
        }
        var arrival: Int64 = 0
        var received = 0
        while received < wanted {
            try to.wait()
            let got = shim_receive(to.descriptor, &buffer, wanted - received, &arrival)
            guard got > 0 else { throw ProxyError.system("receiving a message", code: Int32(clamping: got)) }
            received += got
        }
        return (arrival > 0 ? arrival : shim_clock_realtime()) - begin
    }
}

/// A socket that closes with its owner.
private final class ProbeSocket {
    let descriptor: Int32

    init(checking descriptor: Int32, _ action: String) throws(ProxyError) {
        guard descriptor >= 0 else { throw ProxyError.system(action, code: descriptor) }
        self.descriptor = descriptor
    }

    deinit { _ = shim_close(descriptor) }

    static func listener() throws(ProxyError) -> ProbeSocket {
        let socket = try ProbeSocket(checking: shim_tcp_socket(), "making a socket")
        let result = shim_listen(socket.descriptor, "127.0.0.1", 0, 16)
        guard result == 0 else { throw ProxyError.system("listening", code: result) }
        return socket
    }

    static func connected(to port: UInt16) throws(ProxyError) -> ProbeSocket {
        let socket = try ProbeSocket(checking: shim_tcp_socket(), "making a socket")
        let result = shim_connect(socket.descriptor, "127.0.0.1", port)
        guard result == 0 || result == -EINPROGRESS else {
            throw ProxyError.system("connecting", code: result)
        }
        return socket
    }

    func localPort() throws(ProxyError) -> UInt16 {
        let port = shim_local_port(descriptor)
        guard port >= 0 else { throw ProxyError.system("asking for the port", code: port) }
        return UInt16(truncatingIfNeeded: port)
    }

    /// Until something can be read or accepted.
    func wait() throws(ProxyError) {
        let result = shim_wait_readable(descriptor, 5000)
        guard result != 0 else {
            throw ProxyError(description: "the fault proxy: nothing came through within 5 s")
        }
        guard result > 0 else { throw ProxyError.system("waiting for a message", code: result) }
    }
}
