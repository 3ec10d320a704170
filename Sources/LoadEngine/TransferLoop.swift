import CCurl
import CShims

/// libcurl's multi_socket interface on a worker's epoll loop.
///
/// Just before libcurl reads a socket, a peek at what waits there gives the kernel's receive stamp.
final class TransferLoop {
    private let multi: UnsafeMutableRawPointer
    let loop: EventLoop
    /// Who waits on each descriptor, by its number.
    private var waiting: [Transfer?] = []
    /// When libcurl's timer is due (CLOCK_MONOTONIC).
    private(set) var nextDue = Int64.max
    private(set) var active = 0
    /// Told of every transfer that ended, outside libcurl's callbacks.
    private var handlers: [ObjectIdentifier: (Transfer, CURLcode) -> Void] = [:]

    init(loop: EventLoop) throws(LoadError) {
        try CurlLibrary.prepare()
        guard let multi = curl_multi_init() else {
            throw LoadError(.system, "libcurl has no memory for a multi handle")
        }
        self.multi = multi
        self.loop = loop
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = shim_multi_set_socket_function(multi, transferLoopWatches)
        _ = shim_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
        _ = shim_multi_set_timer_function(multi, transferLoopTimes)
        _ = shim_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
        // Room for every connection that submissions may open; idle ones are reused.
        _ = shim_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 2048)
    }

    /// Every transfer has to be taken out before.
    deinit { curl_multi_cleanup(multi) }

    /// Starts the transfer's next request at once: where a connection is open, the request has been
    /// handed to the kernel when this returns.
    func begin(_ transfer: Transfer, ended: @escaping (Transfer, CURLcode) -> Void) {
        transfer.responseBody.removeAll()
        transfer.stamp = 0
        transfer.isActive = true
        handlers[ObjectIdentifier(transfer)] = ended
        active += 1
        guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
            return end(transfer, CURLE_FAILED_INIT)
        }
        transfer.hideAnswers(true)
        perform(-1, 0)
        transfer.hideAnswers(false)
    }

    /// Ends a transfer without an answer; its handler is not told.
    func cancel(_ transfer: Transfer) {
        guard transfer.isActive else { return }
        transfer.isActive = false
        handlers[ObjectIdentifier(transfer)] = nil
        active -= 1
        curl_multi_remove_handle(multi, transfer.easy)
    }

    func ready(_ descriptor: Int32, readiness: UInt32) {
        var action: Int32 = 0
        let transfer = transfer(on: descriptor)
        let isSending = readiness & (shim_readable | shim_writable) == shim_writable
        if readiness & shim_readable != 0 {
            action |= CURL_CSELECT_IN
            var stamp: Int64 = 0
            let count = shim_peek(descriptor, 1 << 20, &stamp)
            if count > 0, let transfer { transfer.stamp = stamp }
        }
        if readiness & shim_writable != 0 { action |= CURL_CSELECT_OUT }
        if readiness & (shim_error | shim_hangup) != 0 { action |= CURL_CSELECT_ERR }
        if isSending { transfer?.hideAnswers(true) }
        perform(descriptor, action)
        if isSending { transfer?.hideAnswers(false) }
    }

    func act(now: Int64) {
        guard nextDue <= now else { return }
        nextDue = .max
        perform(-1, 0)
    }

    /// `descriptor` -1 is CURL_SOCKET_TIMEOUT.
    private func perform(_ descriptor: Int32, _ action: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(multi, descriptor, action, &running)
        var result = CURLE_OK
        while let easy = shim_multi_next_done(multi, &result) {
            var context: UnsafeMutableRawPointer?
            _ = shim_easy_get_pointer(easy, CURLINFO_PRIVATE, &context)
            curl_multi_remove_handle(multi, easy)
            if let transfer = Transfer.from(context) { end(transfer, result) }
        }
    }

    private func end(_ transfer: Transfer, _ result: CURLcode) {
        guard transfer.isActive else { return }
        transfer.isActive = false
        active -= 1
        handlers.removeValue(forKey: ObjectIdentifier(transfer))?(transfer, result)
    }

    private func transfer(on descriptor: Int32) -> Transfer? {
        let index = Int(descriptor)
        return index < waiting.count ? waiting[index] : nil
    }

    /// libcurl wants a descriptor watched differently.
    fileprivate func watch(_ descriptor: Int32, _ what: Int32, _ easy: UnsafeMutableRawPointer?) {
        let index = Int(descriptor)
        guard index >= 0 else { return }
        while waiting.count <= index { waiting.append(nil) }
        guard what != CURL_POLL_REMOVE else {
            if waiting[index] != nil { loop.remove(descriptor) }
            waiting[index] = nil
            return
        }
        var context: UnsafeMutableRawPointer?
        if let easy { _ = shim_easy_get_pointer(easy, CURLINFO_PRIVATE, &context) }
        var readiness: UInt32 = 0
        if what != CURL_POLL_OUT { readiness |= shim_readable }
        if what != CURL_POLL_IN { readiness |= shim_writable }
        let token = Token(.transfer, UInt32(descriptor))
        if waiting[index] == nil {
            _ = loop.add(descriptor, readiness: readiness, token: token)
        } else {
            _ = loop.modify(descriptor, readiness: readiness, token: token)
        }
        waiting[index] = Transfer.from(context)
    }

    fileprivate func time(_ milliseconds: Int) {
        nextDue = milliseconds < 0 ? .max : shim_clock_monotonic() + Int64(milliseconds) * 1_000_000
    }

    fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> TransferLoop? {
        context.map { Unmanaged<TransferLoop>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// CURLMOPT_SOCKETFUNCTION.
private func transferLoopWatches(
    _ easy: UnsafeMutableRawPointer?, _ descriptor: Int32, _ what: Int32,
    _ context: UnsafeMutableRawPointer?, _ own: UnsafeMutableRawPointer?
) -> Int32 {
    TransferLoop.from(context)?.watch(descriptor, what, easy)
    return 0
}

/// CURLMOPT_TIMERFUNCTION.
private func transferLoopTimes(
    _ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    TransferLoop.from(context)?.time(milliseconds)
    return 0
}
