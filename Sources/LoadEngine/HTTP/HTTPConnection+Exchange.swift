import CShims
import Glibc

extension HTTPConnection {
    /// Hands the socket what it takes of the request; the rest goes when it is writable.
    func send() {
        if let request, sent < request.bytes.count {
            let count = request.bytes.withUnsafeBytes { bytes in
                shim_send(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
            }
            guard count >= 0 || Self.isTemporary(count) else {
                let reason = LoadError.name(ofErrno: Int32(count))
                return lose(ExchangeFailure(kind: "disconnect", reason: reason))
            }
            sent += max(count, 0)
            if sent < request.bytes.count { return block(true) }
        }
        block(false)
    }

    private func block(_ isBlocked: Bool) {
        guard isBlocked != self.isBlocked else { return }
        self.isBlocked = isBlocked
        let readiness = isBlocked ? shim_readable | shim_writable : shim_readable
        _ = loop.modify(descriptor, readiness: readiness, token: token)
    }

    /// Takes what the socket holds, once: epoll reports again what is left.
    func receive() {
        var stamp: Int64 = 0
        let count = shim_receive(descriptor, buffer.bytes.baseAddress, buffer.bytes.count, &stamp)
        guard count > 0 else {
            if count == 0 { return peerClosed() }
            guard !Self.isTemporary(count) else { return }
            let reason = LoadError.name(ofErrno: Int32(count))
            return lose(ExchangeFailure(kind: "disconnect", reason: reason))
        }
        // Nothing was asked: whatever this is, no later answer on this connection could be trusted.
        guard let request else { return close() }
        self.stamp = stamp
        var input = UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count])
        do {
            guard try parser.receive(&input) else { return }
        } catch {
            return lose(ExchangeFailure(error))
        }
        finish(request, isReusable: parser.allowsReuse && input.isEmpty && sent == request.bytes.count)
    }

    private func peerClosed() {
        guard let request else { return close() }
        do {
            try parser.close()
        } catch {
            return lose(ExchangeFailure(error))
        }
        finish(request, isReusable: false)
    }

    private func finish(_ request: HTTPRequest, isReusable: Bool) {
        self.request = nil
        answers += 1
        if !isReusable { close() }
        owner?.answered(
            self,
            HTTPAnswer(
                status: parser.head.status, body: parser.body, entityTag: parser.head.entityTag,
                stamp: stamp, bytesUp: UInt64(sent), bytesDown: parser.consumed))
    }

    private static func isTemporary(_ result: Int) -> Bool {
        let code = Int32(truncatingIfNeeded: result)
        return code == -EAGAIN || code == -ENOBUFS || code == -ENOMEM
    }
}

extension ExchangeFailure {
    init(_ error: HTTPResponseError) {
        self.init(kind: error.isLoss ? "disconnect" : "protocol", reason: error.reason)
    }
}
