import CCurl
import CShims

/// An `HTTPClient` by libcurl: for https, and as the reference that the engine's own is held against.
final class CurlExchange: HTTPClient {
    private let transfer: Transfer
    private let transfers: TransferLoop
    private let origin: String
    unowned(unsafe) private var owner: (any HTTPClientOwner)?
    private var request: HTTPRequest?
    private var headers: UnsafeMutablePointer<curl_slist>?
    fileprivate var entityTag: [UInt8] = []
    /// The answer's version or fields say that its connection ends with it.
    fileprivate var closes = false
    /// Something but the connection's end says where the content ends.
    fileprivate var isFramed = false

    init(
        number: Int, endpoint: Endpoint, pool: Transfer.Pool, transfers: TransferLoop,
        owner: any HTTPClientOwner
    ) throws(LoadError) {
        origin = endpoint.origin
        self.transfers = transfers
        self.owner = owner
        transfer = try Transfer(number: number, to: endpoint, path: "/", pool: pool)
        transfer.willClose = { [unowned self] descriptor in
            self.owner?.willClose(self, descriptor: descriptor)
        }
        _ = shim_easy_set_header_function(transfer.easy, curlExchangeField)
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = shim_easy_set_pointer(transfer.easy, CURLOPT_HEADERDATA, context)
    }

    deinit {
        discard()
        transfer.willClose = nil
        curl_slist_free_all(headers)
    }

    var number: Int { transfer.number }
    var isActive: Bool { transfer.isActive }
    var descriptor: Int32 { transfer.descriptor }
    var endIsAnnounced: Bool {
        let status = transfer.status
        return status != 0 && (closes || !(isFramed || status == 204 || status == 304))
    }

    /// libcurl's descriptors are the transfer loop's.
    func ready(_ readiness: UInt32) {}

    func begin(_ request: HTTPRequest) {
        entityTag = []
        (closes, isFramed) = (false, false)
        if request !== self.request { set(request) }
        transfers.begin(transfer) { [unowned self] transfer, result in ended(transfer, result) }
    }

    func cancel() { transfers.cancel(transfer) }

    func discard() {
        owner = nil
        cancel()
    }

    private func set(_ request: HTTPRequest) {
        self.request = request
        _ = shim_easy_set_string(transfer.easy, CURLOPT_URL, origin + request.path)
        let before = headers
        headers = nil
        for header in request.headers {
            headers = curl_slist_append(headers, "\(header.name): \(header.value)")
        }
        _ = shim_easy_set_list(transfer.easy, CURLOPT_HTTPHEADER, headers)
        curl_slist_free_all(before)
        switch request.method {
        case .post: transfer.post(request.body)
        // A handle that has posted posts again unless it is told otherwise.
        case .get: _ = shim_easy_set_long(transfer.easy, CURLOPT_HTTPGET, 1)
        }
    }

    private func ended(_ transfer: Transfer, _ result: CURLcode) {
        guard result == CURLE_OK else {
            owner?.failed(self, ExchangeFailure(TransferFailure(transfer, result)))
            return
        }
        owner?.answered(
            self,
            HTTPAnswer(
                status: transfer.status, body: transfer.responseBody.bytes, entityTag: entityTag,
                stamp: transfer.stamp, bytesUp: transfer.bytesUp, bytesDown: transfer.bytesDown))
    }
}

extension ExchangeFailure {
    init(_ failure: TransferFailure) {
        self.init(kind: failure.kind, reason: failure.reason, isRefusal: failure.isRefusal)
    }
}

/// CURLOPT_HEADERFUNCTION: keeps the entity tag, and whether the connection goes on.
private func curlExchangeField(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    let exchange = Unmanaged<CurlExchange>.fromOpaque(context).takeUnretainedValue()
    if line.starts(with: "HTTP/".utf8) {
        exchange.closes = line.starts(with: "HTTP/1.0".utf8)
        exchange.isFramed = false
        return size * count
    }
    // The longest of the names that matter is transfer-encoding.
    guard let colon = line.prefix(18).firstIndex(of: UInt8(ascii: ":")) else { return size * count }
    let blanks: [UInt8] = [0x20, 0x09, 0x0D, 0x0A]
    let value = line[(colon + 1)...].drop { blanks.contains($0) }
    let end = value.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? value.startIndex
    switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
    case "etag": exchange.entityTag = Array(value[..<end])
    case "content-length", "transfer-encoding": exchange.isFramed = true
    case "connection":
        let options = String(decoding: value[..<end], as: UTF8.self).lowercased()
        if options.contains("close") {
            exchange.closes = true
        } else if options.contains("keep-alive") {
            exchange.closes = false
        }
    default: break
    }
    return size * count
}
