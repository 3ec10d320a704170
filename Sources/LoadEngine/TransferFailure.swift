import CCurl
import Glibc

/// Why a libcurl transfer ended without an answer.
struct TransferFailure {
    /// For the counts of errors.
    let kind: String
    let reason: String
    /// Nobody listens at the target any more.
    let isRefusal: Bool

    init(_ transfer: Transfer, _ result: CURLcode) {
        let code = transfer.systemError
        if let failure = transfer.tlsFailure(result) {
            kind = failure.kind
            reason = failure.reason
            isRefusal = false
            return
        }
        switch result {
        case CURLE_COULDNT_CONNECT:
            kind = "connect"
            // Without an errno there was not even a socket.
            reason =
                code == 0
                ? CurlLibrary.message(result) : LoadError.system("connecting", code: code).description
        case CURLE_OPERATION_TIMEDOUT:
            kind = "timeout"
            reason = CurlLibrary.message(result)
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE:
            kind = "disconnect"
            reason = CurlLibrary.message(result)
        default:
            kind = "protocol"
            reason = CurlLibrary.message(result)
        }
        isRefusal = result == CURLE_COULDNT_CONNECT && code == ECONNREFUSED
    }
}
