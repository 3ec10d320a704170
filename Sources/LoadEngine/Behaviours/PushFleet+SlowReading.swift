import CShims
import Glibc

/// Clients that read more slowly than they could.
extension PushFleet {
    /// Takes what the client allows itself now; otherwise stops watching the socket until it does.
    ///
    /// A slow reader has a message when it reads it: the kernel's stamp says when it could have. So it has
    /// no part in the generator's lag either.
    func readSlowly(_ client: PushClient, _ own: BehavingClient, token: Token, now: Int64) {
        guard var throttle = own.throttle else { return }
        let allowed = throttle.allowed(from: now)
        guard allowed <= now else {
            let readiness = client.unsent.isEmpty ? 0 : shim_writable
            _ = loop.modify(client.descriptor, readiness: readiness, token: token)
            own.resumesAt = allowed
            return arm(own)
        }
        let portion = UnsafeMutableRawBufferPointer(rebasing: buffer[..<throttle.portion])
        let count: Int
        if let link = client.link {
            count = link.receive(portion)
        } else {
            var stamp: Int64 = 0
            count = shim_receive(client.descriptor, portion.baseAddress, portion.count, &stamp)
        }
        guard count > 0 else {
            if count == 0 { return lose(client, kind: "disconnect", because: "closed by the server") }
            let code = Int32(count)
            if code == -EAGAIN || code == -ENOBUFS { return }
            return lose(client, kind: "disconnect", because: LoadError.name(ofErrno: code))
        }
        throttle.took(count, at: now)
        own.throttle = throttle
        let held = shim_clock_realtime()
        client.lastArrival = held
        let read = ReadStamp(
            arrival: held, lag: 0, uncertainty: 0, isInWindow: recorder.window.contains(held))
        // Several messages in one read are its own choice, and no sign of a busy generator.
        let shared = recorder.generator.sharedReads
        var input = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(portion)[..<count])
        takeMessages(client, &input, read, isMoreWaiting: false, token: token, now: now)
        recorder.generator.sharedReads = shared
        guard client.link != nil, client.stage == .open else { return }
        // What is left of a record lies decrypted in OpenSSL, in no epoll event.
        own.resumesAt = throttle.allowed(from: now)
        arm(own)
    }

    func resume(_ own: BehavingClient, now: Int64) {
        own.resumesAt = .max
        let client = clients[own.position]
        guard client.descriptor >= 0, client.stage == .open else { return }
        let readiness = client.unsent.isEmpty ? shim_readable : shim_readable | shim_writable
        let token = token(of: client, at: own.position)
        _ = loop.modify(client.descriptor, readiness: readiness, token: token)
        if client.link != nil { readSlowly(client, own, token: token, now: now) }
    }
}
