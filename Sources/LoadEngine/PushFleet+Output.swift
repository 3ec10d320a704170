import CShims
import Glibc

extension PushFleet {
    /// Sends one frame; how many bytes it has.
    func send(
        _ opcode: FrameEncoder.Opcode, _ payload: some Collection<UInt8>, from client: PushClient,
        token: Token
    ) -> Int {
        outgoing.removeAll(keepingCapacity: true)
        FrameEncoder.append(opcode, payload, mask: client.nextMask(), to: &outgoing)
        let count = outgoing.count
        send(outgoing, from: client, token: token)
        return count
    }

    /// Answers an Engine.IO ping with `3` and the ping's own payload.
    func sendPong(_ payload: UnsafeRawBufferPointer, from client: PushClient, token: Token) -> Int {
        guard !payload.isEmpty else {
            return send(.text, CollectionOfOne(UInt8(ascii: "3")), from: client, token: token)
        }
        return send(.text, [UInt8(ascii: "3")] + payload, from: client, token: token)
    }

    /// Sends what the socket takes and keeps the rest, in order, for when it is writable.
    func send(_ bytes: [UInt8], from client: PushClient, token: Token) {
        guard client.descriptor >= 0 else { return }
        guard client.unsent.isEmpty else {
            client.unsent += bytes
            return
        }
        let sent = transmit(bytes, from: client)
        guard sent < bytes.count else { return }
        guard sent >= 0 || Self.isTemporary(sent) else {
            return lose(client, kind: "disconnect", because: LoadError.name(ofErrno: Int32(sent)))
        }
        client.unsent = Array(bytes[max(sent, 0)...])
        _ = loop.modify(client.descriptor, readiness: shim_readable | shim_writable, token: token)
    }

    /// The socket is writable.
    func flush(_ client: PushClient, token: Token) {
        guard !client.unsent.isEmpty else {
            _ = loop.modify(client.descriptor, readiness: shim_readable, token: token)
            return
        }
        let sent = transmit(client.unsent, from: client)
        guard sent >= 0 else {
            if Self.isTemporary(sent) { return }
            return lose(client, kind: "disconnect", because: LoadError.name(ofErrno: Int32(sent)))
        }
        client.unsent.removeFirst(sent)
        if client.unsent.isEmpty {
            _ = loop.modify(client.descriptor, readiness: shim_readable, token: token)
        }
    }

    private func transmit(_ bytes: [UInt8], from client: PushClient) -> Int {
        guard let link = client.link else { return shim_send(client.descriptor, bytes, bytes.count) }
        return bytes.withUnsafeBytes { link.send($0) }
    }

    private static func isTemporary(_ result: Int) -> Bool {
        let code = Int32(result)
        return code == -EAGAIN || code == -ENOBUFS || code == -ENOMEM
    }
}
