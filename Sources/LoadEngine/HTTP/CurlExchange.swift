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

    /// libcurl's descriptors are the transfer loop's.
    func ready(_ readiness: UInt32) {}

    func begin(_ request: HTTPRequest) {
        entityTag = []
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

/// CURLOPT_HEADERFUNCTION: keeps the entity tag.
private func curlExchangeField(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    guard line.count > 5, let colon = line.firstIndex(of: UInt8(ascii: ":")), colon == 4 else {
        return size * count
    }
    let name = String(decoding: line[..<4], as: UTF8.self)
    if name.lowercased() == "etag" {
        let blanks: [UInt8] = [0x20, 0x09, 0x0D, 0x0A]
        let value = line[5...].drop { blanks.contains($0) }
        let end = value.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? value.startIndex
        let exchange = Unmanaged<CurlExchange>.fromOpaque(context).takeUnretainedValue()
        exchange.entityTag = Array(value[..<end])
    }
    return size * count
}
