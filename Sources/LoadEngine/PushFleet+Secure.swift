import CShims
import Glibc

/// Push over TLS (`wss`): the client's socket with a `TLSLink` on it.
extension PushFleet {
    /// TCP is connected: starts the handshake.
    func secure(_ client: PushClient, token: Token) {
        do {
            let link = try TLSLink(client.descriptor, token: token, to: endpoint, patience: handshakePatience)
            client.link = link
            client.stage = .securing
            try tlsLoop().begin(link)
        } catch {
            lose(client, kind: "tls", because: error.description)
        }
    }

    /// A handshake ended; `failure` is nil when it succeeded.
    func secured(_ link: TLSLink, _ failure: (kind: String, reason: String)?) {
        let client = clients[Int(link.token.number)]
        guard client.link === link, client.stage == .securing else { return }
        if let failure { return lose(client, kind: failure.kind, because: failure.reason) }
        beginUpgrade(client, token: link.token)
    }

    /// Takes what the socket holds, record by record, until libcurl has nothing left: what OpenSSL keeps
    /// decrypted is in no epoll event.
    ///
    /// libcurl's reads lose the kernel's stamp, so a peek before each gives it: of the last byte that
    /// waits. The record's own is earlier where more waits behind it, and then the read counts as
    /// shared; a record that came whole by itself has its exact stamp.
    func read(_ client: PushClient, through link: TLSLink, token: Token, now: Int64) {
        var (isWaiting, stamp) = peek(link)
        while client.link === link {
            let count = link.receive(buffer)
            guard count > 0 else {
                if count == 0 { return lose(client, kind: "disconnect", because: "closed by the server") }
                if Int32(count) == -EAGAIN { return }
                return lose(
                    client, kind: "disconnect", because: "TLS: \(LoadError.name(ofErrno: Int32(count)))")
            }
            let taken = stamp
            (isWaiting, stamp) = peek(link)
            // Nothing waited at the latest peek: what comes all the same came by an earlier one.
            if stamp == 0 { stamp = taken }
            took(
                UnsafeRawBufferPointer(rebasing: buffer[..<count]), client, stamp: taken,
                isMoreWaiting: isWaiting,
                token: token, now: now)
        }
    }

    private func peek(_ link: TLSLink) -> (isWaiting: Bool, stamp: Int64) {
        var stamp: Int64 = 0
        let count = shim_peek(link.descriptor, 1 << 20, &stamp)
        return (count > 0, stamp)
    }

    private func tlsLoop() throws(LoadError) -> TLSLoop {
        if let tls { return tls }
        let made = try TLSLoop(loop: loop) { [unowned self] link, failure in secured(link, failure) }
        tls = made
        return made
    }
}
