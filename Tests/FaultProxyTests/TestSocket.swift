import CShims
import Glibc
import TestSupport

/// A non-blocking socket on loopback that tests wait for, a few seconds at most.
///
/// Not for use from several threads at once. Closed when it goes.
final class TestSocket: @unchecked Sendable {
    private(set) var descriptor: Int32

    /// How a connection can end for who reads.
    enum End: Equatable {
        case closed, reset
    }

    private init(_ descriptor: Int32) throws {
        guard descriptor >= 0 else { throw TestSupportError("a socket: errno \(-descriptor)") }
        self.descriptor = descriptor
    }

    deinit { close() }

    static func listener(port: UInt16 = 0) throws -> TestSocket {
        let socket = try TestSocket(shim_tcp_socket())
        let result = shim_listen(socket.descriptor, "127.0.0.1", port, 128)
        guard result == 0 else { throw TestSupportError("listening: errno \(-result)") }
        return socket
    }

    static func connected(to port: UInt16) throws -> TestSocket {
        let socket = try TestSocket(shim_tcp_socket())
        let result = shim_connect(socket.descriptor, "127.0.0.1", port)
        guard result == 0 || result == -EINPROGRESS else {
            throw TestSupportError("connecting: errno \(-result)")
        }
        return socket
    }

    var port: UInt16 { UInt16(truncatingIfNeeded: shim_local_port(descriptor)) }

    func accept(within milliseconds: Int32 = 10_000) throws -> TestSocket {
        guard shim_wait_readable(descriptor, milliseconds) == 1 else {
            throw TestSupportError("nobody connected")
        }
        return try TestSocket(shim_accept(descriptor))
    }

    /// Whether there is something to read, or an end, after so long at most.
    func isReadable(within milliseconds: Int32) -> Bool { shim_wait_readable(descriptor, milliseconds) == 1 }

    /// Sends what fits now; -1 when the connection is gone.
    func sendSome(_ bytes: ArraySlice<UInt8>) -> Int {
        let sent = bytes.withUnsafeBytes { shim_send(descriptor, $0.baseAddress, $0.count) }
        if sent == -Int(EAGAIN) { return 0 }
        return sent < 0 ? -1 : sent
    }

    /// Sends all, waiting for room.
    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        let deadline = shim_clock_monotonic() + 20_000_000_000
        while !rest.isEmpty {
            let sent = sendSome(rest)
            guard sent >= 0, shim_clock_monotonic() < deadline else {
                throw TestSupportError("\(rest.count) of \(bytes.count) bytes could not be sent")
            }
            rest = rest.dropFirst(sent)
            if sent == 0 { usleep(500) }
        }
    }

    /// Exactly so many bytes.
    func read(_ count: Int) throws -> [UInt8] {
        var all: [UInt8] = []
        while all.count < count {
            guard case .bytes(let some) = try take(count - all.count) else {
                throw TestSupportError("ended after \(all.count) of \(count) bytes")
            }
            all += some
        }
        return all
    }

    /// What comes until the end, and how that came.
    func readToEnd() throws -> (bytes: [UInt8], end: End) {
        var all: [UInt8] = []
        while true {
            switch try take(65536) {
            case .bytes(let some): all += some
            case .end(let end): return (all, end)
            }
        }
    }

    func finishSending() { _ = shim_shutdown_write(descriptor) }

    func close() {
        if descriptor >= 0 { _ = shim_close(descriptor) }
        descriptor = -1
    }

    private enum Piece {
        case bytes([UInt8])
        case end(End)
    }

    private func take(_ most: Int) throws -> Piece {
        guard shim_wait_readable(descriptor, 20_000) == 1 else { throw TestSupportError("nothing came") }
        var buffer = [UInt8](repeating: 0, count: min(most, 65536))
        var stamp: Int64 = 0
        let count = shim_receive(descriptor, &buffer, buffer.count, &stamp)
        if count > 0 { return .bytes(Array(buffer[..<count])) }
        if count == 0 { return .end(.closed) }
        guard count == -Int(ECONNRESET) else { throw TestSupportError("reading: errno \(-count)") }
        return .end(.reset)
    }
}

/// Nanoseconds on the monotonic clock.
func monotonicNow() -> Int64 { shim_clock_monotonic() }

extension TestSocket {
    /// Closes with a reset.
    func abort() {
        _ = shim_set_reset_on_close(descriptor)
        close()
    }
}
