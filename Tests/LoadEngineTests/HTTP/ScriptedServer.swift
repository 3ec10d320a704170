import Glibc
import Synchronization

/// A server whose every byte and pause is written down: connection after connection, one at a time.
///
/// Blocking, on a thread of its own; ends after its last script, or when released.
final class ScriptedServer: Sendable {
    enum Step: Sendable {
        /// Waits for a request's head.
        case request
        case send([UInt8])
        /// Each byte in a packet of its own.
        case dribble([UInt8])
        /// Ends the connection with a reset.
        case reset

        static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
        static func dribble(_ text: String) -> Step { .dribble(Array(text.utf8)) }
    }

    let port: UInt16
    private let listener: Int32
    private let scripts: [[Step]]
    private let requests = Mutex<[String]>([])

    init(_ scripts: [[Step]]) throws {
        self.scripts = scripts
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
                guard bind(listener, generic, length) == 0, listen(listener, 16) == 0 else { return -1 }
                return getsockname(listener, generic, &length)
            }
        }
        guard result == 0 else { throw LoadFailure(code: errno) }
        port = UInt16(bigEndian: address.sin_port)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        guard pthread_create(&thread, nil, scriptedServerMain, context) == 0 else {
            throw LoadFailure(code: errno)
        }
        pthread_detach(thread)
    }

    struct LoadFailure: Error { var code: Int32 }

    /// The heads of the requests so far.
    var heads: [String] { requests.withLock { $0 } }

    /// No more connections are taken.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    fileprivate func run() {
        for script in scripts {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            var yes: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
            var input: [UInt8] = []
            for step in script {
                guard perform(step, descriptor, &input) else { break }
            }
            close(descriptor)
        }
        close(listener)
    }

    private func perform(_ step: Step, _ descriptor: Int32, _ input: inout [UInt8]) -> Bool {
        switch step {
        case .request: return readHead(descriptor, &input)
        case .send(let bytes): return write(bytes, descriptor)
        case .dribble(let bytes):
            return bytes.allSatisfy { byte in
                usleep(200)
                return write([byte], descriptor)
            }
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            return false
        }
    }

    /// Reads up to the next empty line; what follows it stays in `input`.
    private func readHead(_ descriptor: Int32, _ input: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var searched = 0
        while true {
            if let end = Self.headEnd(in: input, from: searched) {
                let head = String(decoding: input[..<end], as: UTF8.self)
                requests.withLock { $0.append(head) }
                input.removeFirst(end)
                return true
            }
            searched = max(0, input.count - 3)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return false }
            input += buffer[..<count]
        }
    }

    private static func headEnd(in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= start + 4 else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            for index in start...(bytes.count - 4) where bytes[index] == 13 {
                if bytes[(index + 1)...(index + 3)].elementsEqual([10, 13, 10]) { return index + 4 }
            }
            return nil
        }
    }

    private func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}

private func scriptedServerMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<ScriptedServer>.fromOpaque(context).takeRetainedValue().run() }
    return nil
}
