import CShims
import Scenarios

@testable import LoadEngine

/// Makes requests with one HTTP client on a loop of its own, and keeps what came of them.
final class ExchangeDriver: HTTPClientOwner {
    enum Outcome: Equatable, CustomStringConvertible {
        case answer(status: UInt16, body: [UInt8], tag: [UInt8])
        case failure(String)
        /// Nothing within the time.
        case nothing

        var description: String {
            switch self {
            case .answer(let status, let body, _):
                "\(status) \(String(decoding: body.prefix(60), as: UTF8.self))"
            case .failure(let kind): kind
            case .nothing: "nothing"
            }
        }
    }

    private let wakeup: Int32
    private let loop: EventLoop
    private let transfers: TransferLoop
    private let endpoint: Endpoint
    private(set) var http: (any HTTPClient)?
    private var latest: Outcome?
    private(set) var bytes: [(up: UInt64, down: UInt64)] = []
    private(set) var stamps: [Int64] = []
    private(set) var closed = 0
    /// Of the connections that ended, in order: whether an answer had said so.
    private(set) var announcements: [Bool] = []
    private(set) var reasons: [String] = []

    init(port: UInt16, _ kind: HTTPClientKind, limits: HTTPLimits = HTTPLimits()) throws {
        wakeup = shim_wakeup_create()
        loop = try EventLoop(wakeup: wakeup)
        transfers = try TransferLoop(loop: loop)
        endpoint = Endpoint(host: "127.0.0.1", port: port)
        let https = HTTPClients(endpoint: endpoint, httpClient: kind, loop: loop, transfers: transfers)
        http = try https.make(.exchange, number: 0, owner: self, limits: limits)
    }

    deinit {
        http?.discard()
        http = nil
        _ = shim_close(wakeup)
    }

    func answered(_ client: any HTTPClient, _ answer: HTTPAnswer) {
        latest = .answer(status: answer.status, body: Array(answer.body), tag: answer.entityTag)
        bytes.append((answer.bytesUp, answer.bytesDown))
        stamps.append(answer.stamp)
    }

    func failed(_ client: any HTTPClient, _ failure: ExchangeFailure) {
        latest = .failure(failure.kind)
        reasons.append(failure.reason)
    }

    func willClose(_ client: any HTTPClient, descriptor: Int32) {
        closed += 1
        announcements.append(client.endIsAnnounced)
    }

    func get(_ path: String = "/x") throws -> Outcome {
        try exchange(HTTPRequest(.get, path, to: endpoint))
    }

    func post(_ body: [UInt8]) throws -> Outcome {
        try exchange(HTTPRequest(.post, "/x", to: endpoint, body: body))
    }

    func exchange(_ request: HTTPRequest) throws -> Outcome {
        latest = nil
        http?.begin(request)
        try turn(seconds: 10) { latest != nil }
        return latest ?? .nothing
    }

    /// Turns the loop until the condition holds, or the time is over.
    func turn(seconds: Int64, until holds: () -> Bool) throws {
        let end = shim_clock_monotonic() + seconds * 1_000_000_000
        while !holds(), shim_clock_monotonic() < end {
            let now = shim_clock_monotonic()
            let count = try loop.wait(until: min(transfers.nextDue, now + 5_000_000), now: now)
            for index in 0..<count {
                let (token, readiness) = loop.event(at: index)
                switch token.kind {
                case .exchange: http?.ready(readiness)
                case .transfer: transfers.ready(Int32(token.number), readiness: readiness)
                default: continue
                }
            }
            transfers.act(now: shim_clock_monotonic())
        }
    }
}
