import CShims
import Glibc

/// One client's kept-alive HTTP/1.1 connection on the worker's loop.
///
/// Costs one send, one wake-up and one read an exchange when nothing goes wrong. Arrivals are the
/// kernel's receive stamps. Requests are not pipelined. A GET on a connection that turns out to be
/// closed before any byte of an answer is sent once more on a new one, as libcurl does; anything
/// else that fails is the owner's to judge.
final class HTTPConnection: HTTPClient {
    enum State {
        case closed
        case connecting
        case open
    }

    let number: Int
    let token: Token
    let loop: EventLoop
    let address: String
    let port: UInt16
    let buffer: ReadBuffer
    /// Set to nil when the owner is being released.
    unowned(unsafe) var owner: (any HTTPClientOwner)?
    /// Local address to connect from, host byte order; nil leaves it to the kernel.
    var source: UInt32?
    var state = State.closed
    private(set) var descriptor: Int32 = -1
    var parser: HTTPResponseParser
    /// The outstanding request.
    var request: HTTPRequest?
    /// How much of it the socket has taken.
    var sent = 0
    var isBlocked = false
    /// Answers over the open connection.
    var answers = 0
    /// Of the last read; 0 when it had none.
    var stamp: Int64 = 0

    init(
        number: Int, token: Token, endpoint: Endpoint, loop: EventLoop, buffer: ReadBuffer,
        owner: any HTTPClientOwner, limits: HTTPLimits = HTTPLimits()
    ) {
        self.number = number
        self.token = token
        self.loop = loop
        self.buffer = buffer
        self.owner = owner
        address = endpoint.address
        port = endpoint.port
        parser = HTTPResponseParser(limits: limits)
    }

    deinit { discard() }

    var isActive: Bool { request != nil }
    var endIsAnnounced: Bool { parser.isComplete && !parser.allowsReuse }

    func begin(_ request: HTTPRequest) {
        self.request = request
        start()
    }

    func cancel() {
        request = nil
        close()
    }

    func discard() {
        owner = nil
        cancel()
    }

    func ready(_ readiness: UInt32) {
        switch state {
        case .closed: return
        case .connecting: connected(readiness)
        case .open:
            if readiness & shim_writable != 0, isBlocked { send() }
            if readiness & ~shim_writable != 0, state == .open { receive() }
        }
    }

    /// Sends the outstanding request from its beginning.
    private func start() {
        parser.begin()
        sent = 0
        stamp = 0
        if state == .open { send() } else { open() }
    }

    /// The connection is of no use any more; the request goes out once more where that is harmless.
    func lose(_ failure: ExchangeFailure) {
        let isStale = state == .open && answers > 0 && parser.consumed == 0
        close()
        guard let request else { return }
        if isStale, request.isRepeatable, failure.kind == "disconnect" { return start() }
        self.request = nil
        owner?.failed(self, failure)
    }

    private func open() {
        let descriptor = shim_tcp_socket()
        guard descriptor >= 0 else { return failConnecting("opening a socket", code: descriptor) }
        self.descriptor = descriptor
        state = .connecting
        for result in [
            shim_enable_receive_stamps(descriptor), shim_set_no_delay(descriptor),
            shim_set_segment_size(descriptor, 1460),
        ] where result != 0 {
            return failConnecting("preparing a socket", code: result)
        }
        if let source {
            let bound = shim_bind_address(descriptor, source)
            guard bound == 0 else { return failConnecting("binding to a local address", code: bound) }
        }
        let result = shim_connect(descriptor, address, port)
        guard result == 0 || Int32(result) == -EINPROGRESS else {
            return failConnecting("connecting to \(address):\(port)", code: result)
        }
        let watched = loop.add(descriptor, readiness: shim_readable | shim_writable, token: token)
        guard watched == 0 else { return failConnecting("watching a socket", code: watched) }
    }

    private func connected(_ readiness: UInt32) {
        let error = shim_socket_error(descriptor)
        guard error == 0 else { return failConnecting("connecting to \(address):\(port)", code: error) }
        guard readiness & shim_writable != 0 else { return }
        state = .open
        answers = 0
        // Until the socket has taken all, it is watched for both.
        isBlocked = true
        send()
    }

    private func failConnecting(_ action: String, code: Int32) {
        close()
        let error = LoadError.system(action, code: code)
        lose(
            ExchangeFailure(kind: "connect", reason: error.description, isRefusal: error.kind == .refused))
    }

    func close() {
        guard descriptor >= 0 else { return }
        if state == .open { owner?.willClose(self, descriptor: descriptor) }
        state = .closed
        isBlocked = false
        loop.remove(descriptor)
        _ = shim_close(descriptor)
        descriptor = -1
    }
}
