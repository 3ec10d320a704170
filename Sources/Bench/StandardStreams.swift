import Foundation

/// Lines on standard output and standard error, flushed at once.
enum StandardStreams {
    static func print(_ text: String) { write(text, to: 1) }

    static func error(_ text: String) { write("bench: \(text)", to: 2) }

    /// A closed pipe or a full disk behind a stream must not end a measurement: what cannot be
    /// written there is dropped.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array((text + "\n").utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(written)
        }
    }
}
