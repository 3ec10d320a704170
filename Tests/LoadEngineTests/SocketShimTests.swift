import CShims
import Glibc
import TestSupport
import Testing

@Suite("Sockets with receive stamps")
struct SocketShimTests {
    /// A listening socket, a stamped client and the accepted end.
    private final class Pair {
        let listener = shim_tcp_socket()
        let client = shim_tcp_socket()
        var server: Int32 = -1

        init() async throws {
            try #require(shim_listen(listener, "127.0.0.1", 0, 8) == 0)
            try #require(shim_enable_receive_stamps(client) == 0)
            try #require(shim_set_segment_size(client, 1460) == 0)
            let port = UInt16(shim_local_port(listener))
            let result = shim_connect(client, "127.0.0.1", port)
            try #require(result == 0 || result == -EINPROGRESS)
            try await eventually {
                server = shim_accept(listener)
                return server >= 0
            }
            try #require(shim_peer_port(client) == Int32(port))
        }

        deinit {
            for descriptor in [server, client, listener] { _ = shim_close(descriptor) }
        }
    }

    private func isReadable(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 1
    }

    @Test("A peek tells how much waits and when its last bytes came, and takes nothing")
    func peekAndReceive() async throws {
        let pair = try await Pair()
        var stamp: Int64 = 0
        #expect(shim_peek(pair.client, 1 << 20, &stamp) == -Int(EAGAIN))
        // The kernel turns stamping on in the background: wait for the first stamp.
        try await eventually {
            _ = shim_send(pair.server, [1], 1)
            return shim_peek(pair.client, 1 << 20, &stamp) > 0 && stamp > 0
        }
        let waiting = shim_peek(pair.client, 1 << 20, &stamp)
        let before = shim_clock_realtime()
        #expect(shim_send(pair.server, [UInt8](repeating: 7, count: 4000), 4000) == 4000)
        try await eventually { shim_peek(pair.client, 1 << 20, &stamp) == waiting + 4000 }
        let peeked = stamp
        #expect(peeked >= before && peeked <= shim_clock_realtime())
        var buffer = [UInt8](repeating: 0, count: 8192)
        #expect(shim_receive(pair.client, &buffer, buffer.count, &stamp) == waiting + 4000)
        #expect(stamp == peeked)
        #expect(shim_receive(pair.client, &buffer, buffer.count, &stamp) == -Int(EAGAIN))
        _ = shim_shutdown_write(pair.server)
        try await eventually { shim_peek(pair.client, 1 << 20, &stamp) == 0 }
    }

    @Test("The low-water mark hides bytes from poll, and shows them again")
    func lowWater() async throws {
        let pair = try await Pair()
        #expect(shim_set_receive_low_water(pair.client, 32_768) == 0)
        #expect(shim_send(pair.server, [1, 2, 3], 3) == 3)
        var stamp: Int64 = 0
        try await eventually { shim_peek(pair.client, 100, &stamp) == 3 }
        #expect(!isReadable(pair.client))
        #expect(shim_set_receive_low_water(pair.client, 1) == 0)
        #expect(isReadable(pair.client))
    }

    @Test("TCP's counters are the bytes that went each way, in segments of an Ethernet's size")
    func counters() async throws {
        let pair = try await Pair()
        #expect(shim_send(pair.server, [UInt8](repeating: 1, count: 10_000), 10_000) == 10_000)
        #expect(shim_send(pair.client, [1, 2, 3], 3) == 3)
        var counters = shim_tcp_counters()
        try await eventually {
            shim_tcp_counters(pair.client, &counters) == 0 && counters.bytes_received == 10_000
        }
        #expect(counters.bytes_sent == 3)
        // At most 1460 bytes a segment, options included.
        #expect(counters.segments_in >= 7)
    }
}
