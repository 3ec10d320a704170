import Glibc

/// The system calls a responder needs, with results as values: bytes or a negative errno.
enum ResponderSocket {
    static func listen(port: UInt16) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw ResponderError(call: "socket", code: errno) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
                guard bind(descriptor, generic, length) == 0 else { return errno }
                guard Glibc.listen(descriptor, 4096) == 0 else { return errno }
                return getsockname(descriptor, generic, &length) == 0 ? 0 : errno
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw ResponderError(call: "listen", code: result)
        }
        unblock(descriptor)
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    static func accept(_ listener: Int32) -> Int32 {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return -errno }
        unblock(descriptor)
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, size)
        setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &yes, size)
        return descriptor
    }

    static func unblock(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    static func send(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { raw in
            let sent = Glibc.send(descriptor, raw.baseAddress, raw.count, Int32(MSG_NOSIGNAL))
            return sent >= 0 ? sent : -Int(errno)
        }
    }

    /// `stamp`: when the kernel received the last of the bytes, by SO_TIMESTAMPNS; 0 without one. Another
    /// option and another reader of control messages than the generator's, whose stamps this checks.
    static func receive(_ descriptor: Int32, into buffer: inout [UInt8], stamp: inout Int64) -> Int {
        var control = [UInt64](repeating: 0, count: 16)
        return buffer.withUnsafeMutableBytes { raw in
            control.withUnsafeMutableBytes { control in
                var vector = iovec(iov_base: raw.baseAddress, iov_len: raw.count)
                return withUnsafeMutablePointer(to: &vector) { vector in
                    var message = msghdr()
                    message.msg_iov = vector
                    message.msg_iovlen = 1
                    message.msg_control = control.baseAddress
                    message.msg_controllen = control.count
                    let count = recvmsg(descriptor, &message, 0)
                    guard count >= 0 else { return -Int(errno) }
                    stamp = Self.stamp(UnsafeRawBufferPointer(rebasing: control[..<message.msg_controllen]))
                    return count
                }
            }
        }
    }

    /// The timespec of the first control message, when that is SCM_TIMESTAMPNS.
    private static func stamp(_ control: UnsafeRawBufferPointer) -> Int64 {
        let head = MemoryLayout<cmsghdr>.size
        guard control.count >= head + MemoryLayout<timespec>.size else { return 0 }
        let message = control.loadUnaligned(as: cmsghdr.self)
        guard message.cmsg_level == SOL_SOCKET, message.cmsg_type == SO_TIMESTAMPNS else { return 0 }
        let instant = control.loadUnaligned(fromByteOffset: head, as: timespec.self)
        return Int64(instant.tv_sec) * 1_000_000_000 + Int64(instant.tv_nsec)
    }

    /// Closes with a reset, as the kernel does for a killed process with unread input.
    static func reset(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        close(descriptor)
    }
}

/// A responder could not be set up.
package struct ResponderError: Error, CustomStringConvertible {
    var call: String
    var code: Int32

    package var description: String { "responder: \(call): \(String(cString: strerror(code)))" }
}
