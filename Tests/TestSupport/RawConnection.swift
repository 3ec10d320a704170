import Glibc

/// A blocking TCP connection to 127.0.0.1 that sends any bytes, for input no proper client would send.
///
/// Not for use from several tasks at once. Closed when it goes.
package final class RawConnection {
    private var descriptor: Int32
    private var unread: [UInt8] = []
    private let mask: UInt8

    /// Connects.
    ///
    /// - Parameters:
    ///   - receiveBuffer: Bytes that the kernel keeps unread for it, as far as it follows; its default unless
    ///     given. A small one makes a slow reader of whoever does not read at once.
    ///   - mask: What every byte is combined with by exclusive or, both ways: encryption of the simplest kind.
    /// - Throws: When nobody listens.
    package init(port: Int, receiveBuffer: Int? = nil, mask: UInt8 = 0) throws {
        self.mask = mask
        descriptor = socket(AF_INET, LoopbackAddress.streamType, 0)
        guard descriptor >= 0 else { throw TestSupportError("socket: errno \(errno)") }
        if let receiveBuffer {
            var size = CInt(receiveBuffer)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
        }
        var address = LoopbackAddress.ipv4(port: port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            let code = errno
            Glibc.close(descriptor)
            descriptor = -1
            throw TestSupportError("connect to port \(port): errno \(code)")
        }
    }

    deinit {
        close()
    }

    /// Sends all of `bytes`.
    ///
    /// - Returns: Whether they were taken; false once the peer has closed, which bad input may well cause.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        let bytes = masked(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Glibc.send(
                    descriptor, raw.baseAddress?.advanced(by: sent), raw.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            sent += count
        }
        return true
    }

    /// Sends the UTF-8 of `text`.
    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Reads until `isComplete` says so about everything unread; takes that away and returns it.
    ///
    /// - Parameter isComplete: How many bytes belong to the answer; nil while more are needed.
    /// - Throws: When the peer closes or `seconds` pass first; the message holds what came.
    package func read(
        within seconds: Double = 10, until isComplete: ([UInt8]) throws -> Int?
    ) throws -> [UInt8] {
        let deadline = Self.now + seconds
        while true {
            if let count = try isComplete(unread) {
                let taken = Array(unread.prefix(count))
                unread.removeFirst(min(count, unread.count))
                return taken
            }
            guard try receive(before: deadline) else {
                throw TestSupportError(
                    "the peer closed after \(String(decoding: unread, as: UTF8.self).debugDescription)")
            }
        }
    }

    /// Reads exactly `count` bytes.
    package func read(count: Int, within seconds: Double = 10) throws -> [UInt8] {
        try read(within: seconds) { $0.count >= count ? count : nil }
    }

    /// Reads up to and including `text`.
    package func read(through text: String, within seconds: Double = 10) throws -> String {
        let mark = Array(text.utf8)
        let bytes = try read(within: seconds) { unread in
            guard unread.count >= mark.count else { return nil }
            for start in 0...(unread.count - mark.count) where unread[start] == mark[0] {
                if unread[start..<(start + mark.count)].elementsEqual(mark) { return start + mark.count }
            }
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads until the peer closes (or resets) the connection.
    ///
    /// - Throws: When it is still open after `seconds`.
    package func readToEnd(within seconds: Double = 10) throws -> [UInt8] {
        let deadline = Self.now + seconds
        while try receive(before: deadline) {}
        let all = unread
        unread = []
        return all
    }

    /// Says that nothing more will be sent; reading goes on.
    package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes in order.
    package func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// Closes with a reset, as a crashed or cut-off client would.
    package func abort() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Waits for bytes and appends them to `unread`; false at the peer's end.
    private func receive(before deadline: Double) throws -> Bool {
        while true {
            let left = deadline - Self.now
            guard left > 0 else {
                throw TestSupportError(
                    "nothing more came in time after \(String(decoding: unread, as: UTF8.self).debugDescription)"
                )
            }
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, Int32(min(left * 1000, 1e6)) + 1) > 0 else { continue }
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 {
                unread += masked(Array(buffer[..<count]))
                return true
            }
            if count == 0 || errno == ECONNRESET { return false }
            guard errno == EINTR else { throw TestSupportError("recv: errno \(errno)") }
        }
    }

    private func masked(_ bytes: [UInt8]) -> [UInt8] { mask == 0 ? bytes : bytes.map { $0 ^ mask } }

    /// Seconds on the monotonic clock.
    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
