import Glibc
import NIOCore

/// Writes to a channel's socket beside NIO, for bytes that need none of its handlers.
///
/// A write through NIO's queue costs about as much again as the system call. It must go that way all the same
/// while the queue holds anything, and where a handler (TLS) changes what is written. On the channel's event loop
/// only, and only while the channel is active: it closes its descriptor on that loop.
enum DescriptorWriter {
    /// The descriptor of a channel that is a socket. On the channel's event loop.
    static func descriptor(of channel: any Channel) -> Int32? {
        try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            $0
        }
    }

    /// Hands bytes to the kernel without waiting.
    ///
    /// - Returns: How many it took. 0 when the socket is full or broken: NIO's own write finds out which, and
    ///   closes the channel where that is due.
    @inline(__always)
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
        while true {
            let count = send(descriptor, bytes.baseAddress, bytes.count, flags)
            if count >= 0 { return count }
            guard errno == EINTR else { return 0 }
        }
    }

    private static let flags = Int32(Int(MSG_NOSIGNAL) | Int(MSG_DONTWAIT))
}
