import CShims
import Glibc

/// A TCP proxy on this machine whose path can be made bad: delayed, narrow, dead, or cut.
///
/// One thread serves all connections. Everything that is passed on arrives whole and in order, closes and
/// half-closes included. What it holds is bounded by its limits; beyond them it stops reading, so that senders
/// feel the back-pressure that they would feel without it. A client connects to the proxy even while the server
/// is down, and is reset as soon as the proxy knows. The same seed cuts and delays alike where connections come
/// and bytes arrive alike.
package final class TCPProxy: Sendable {
    /// Where clients connect to: 127.0.0.1, or the address that was asked for.
    package let host: String
    package let port: UInt16
    private let mailbox: ProxyMailbox

    /// Listens and starts the thread.
    ///
    /// - Parameters:
    ///   - upstream: IPv4 literal and port of the server. It is looked for when somebody connects.
    ///   - port: 0 for any that is free.
    ///   - cpu: where the thread runs; nil leaves it to the kernel.
    package init(
        upstream: (host: String, port: UInt16), host: String = "127.0.0.1", port: UInt16 = 0,
        seed: UInt64, limits: ProxyLimits = ProxyLimits(), cpu: Int? = nil
    ) throws(ProxyError) {
        let mailbox = try ProxyMailbox()
        let listener = shim_tcp_socket()
        guard listener >= 0 else { throw ProxyError.system("making a socket", code: listener) }
        let result = shim_listen(listener, host, port, 4096)
        guard result == 0 else {
            _ = shim_close(listener)
            throw ProxyError.system("listening on \(host):\(port)", code: result)
        }
        self.host = host
        self.port = UInt16(truncatingIfNeeded: shim_local_port(listener))
        self.mailbox = mailbox
        try ProxyThread(
            listener: listener, upstream: upstream, seed: seed, limits: limits, cpu: cpu, mailbox: mailbox
        ).start()
    }

    deinit { mailbox.post(.stop) { _ in } }

    /// Makes the path so, for the connections that are there and those to come.
    ///
    /// - Returns: when, and how many connections it holds for.
    @discardableResult
    package func set(_ conditions: PathConditions) async -> ProxyAction {
        await act(.conditions(conditions))
    }

    /// Cuts a share (0 to 1) of the connections that are there, drawn without replacement.
    ///
    /// - Returns: when, and how many.
    @discardableResult
    package func cut(_ cut: ConnectionCut, share: Double = 1) async -> ProxyAction {
        await act(.cut(cut, share: share))
    }

    /// Connects those who come from now on to another address: that of a server started anew.
    package func redirect(to host: String, port: UInt16) async {
        _ = await act(.upstream(host: host, port: port))
    }

    /// Closes everything. Nothing listens any more when it returns.
    package func stop() async { _ = await act(.stop) }

    package var counters: ProxyCounters { mailbox.counters }

    /// Why it ended by itself, if it did.
    package var failure: String? { mailbox.failure }

    private func act(_ command: ProxyMailbox.Command) async -> ProxyAction {
        await withCheckedContinuation { continuation in
            mailbox.post(command) { continuation.resume(returning: $0) }
        }
    }
}

/// What the proxy's thread needs to start: everything else it makes for itself.
private final class ProxyThread: Sendable {
    private let listener: Int32
    private let upstream: (host: String, port: UInt16)
    private let seed: UInt64
    private let limits: ProxyLimits
    private let cpu: Int?
    private let mailbox: ProxyMailbox

    init(
        listener: Int32, upstream: (host: String, port: UInt16), seed: UInt64, limits: ProxyLimits, cpu: Int?,
        mailbox: ProxyMailbox
    ) {
        self.listener = listener
        self.upstream = upstream
        self.seed = seed
        self.limits = limits
        self.cpu = cpu
        self.mailbox = mailbox
    }

    func start() throws(ProxyError) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(&thread, nil, proxyThreadMain, context.toOpaque())
        guard result == 0 else {
            context.release()
            _ = shim_close(listener)
            throw ProxyError.system("starting its thread", code: result)
        }
        pthread_detach(thread)
    }

    fileprivate func main() {
        shim_thread_name("fault-proxy")
        if let cpu {
            var number = Int32(clamping: cpu)
            _ = shim_affinity_set(0, &number, 1)
        }
        do {
            let loop = try ProxyLoop(
                listener: listener, upstream: upstream, seed: seed, limits: limits, mailbox: mailbox)
            loop.run()
        } catch {
            _ = shim_close(listener)
            mailbox.close(failure: error.description, counters: ProxyCounters())
        }
    }
}

private func proxyThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<ProxyThread>.fromOpaque(context).takeRetainedValue().main() }
    return nil
}
