import CCurl
import CShims
import Glibc
import Scenarios

/// Asks a target for its time over and over, over one connection.
package struct ClockQuestion: Sendable {
    /// Who is asked, and how.
    package var endpoint: Endpoint
    package var source: ClockSource
    /// Longest wait for an answer, nanoseconds.
    static let patience: Int64 = 2_000_000_000
    /// Between two questions, so that they do not all meet the same queue.
    static let pause: Int64 = 5_000_000

    package init(endpoint: Endpoint, source: ClockSource) {
        self.endpoint = endpoint
        self.source = source
    }

    /// - Throws: `LoadError` when the target does not answer, or not with an instant.
    package func ask(times: Int = 40) throws -> ClockOffset {
        let exchanges: [ClockExchange]
        switch source {
        case .synchronised(let bound):
            return ClockOffset(offset: 0, uncertainty: bound, roundTrip: 0, exchanges: 0)
        case .get(let path, let timestamp, let format):
            exchanges = try get(path, FieldFinder(timestamp), format, times: times)
        case .emit(let event, let answer, let timestamp, let format):
            exchanges = try emit(event, answer: answer, timestamp, format, times: times)
        }
        guard let reading = ClockOffset(exchanges) else {
            throw LoadError(
                .system,
                "\(endpoint.authority) tells the same time whenever it is asked: name a `clock` whose answer is "
                    + "made when it is asked for")
        }
        return reading
    }

    private func get(
        _ path: String, _ field: FieldFinder, _ format: InstantFormat, times: Int
    ) throws -> [ClockExchange] {
        try CurlLibrary.prepare()
        let transfer = try Transfer(number: 0, to: endpoint, path: path, pool: .own)
        _ = shim_easy_set_long(transfer.easy, CURLOPT_TIMEOUT_MS, Int(Self.patience / 1_000_000))
        var exchanges: [ClockExchange] = []
        // The first one opens the connection.
        for number in 0...times {
            transfer.responseBody.removeAll()
            let sent = shim_clock_realtime()
            let result = curl_easy_perform(transfer.easy)
            let received = shim_clock_realtime()
            guard result == CURLE_OK else {
                throw LoadError(
                    .system,
                    "GET \(path) at \(endpoint.authority): \(TransferFailure(transfer, result).reason)")
            }
            guard transfer.status == 200, let text = field.value(in: transfer.responseBody.bytes),
                let told = InstantText.parse(text, format)
            else {
                throw LoadError(
                    .system,
                    "GET \(path) at \(endpoint.authority) (status \(transfer.status)) answers no instant where "
                        + "`clock` says: check its path, timestamp and format")
            }
            if number > 0 { exchanges.append(ClockExchange(sent: sent, received: received, told: told)) }
            usleep(UInt32(Self.pause / 1000))
        }
        return exchanges
    }

    private func emit(
        _ event: String, answer: String, _ timestamp: FieldPath, _ format: InstantFormat, times: Int
    ) throws -> [ClockExchange] {
        var updates = UpdateFields()
        updates.timestamp = timestamp
        updates.format = format
        updates.events = [answer]
        var plan = LoadPlan(
            endpoint: endpoint, transport: .webSocket, clients: 1, connectRate: 1,
            connectTimeout: Self.patience, warmUp: 0, steady: 0, drainLimit: 0, submissions: [], seed: 1)
        plan.shape = TargetShape(updates: updates, poll: nil, emitsTriggers: false, tokenPrefix: "")
        let board = try WorkerBoard()
        let recorder = Recorder()
        let loop = try EventLoop(wakeup: board.wakeup)
        let fleet = PushFleet(
            plan: plan, numbers: [0], loop: loop, recorder: recorder, timebase: .now(), tokens: .push)
        defer { fleet.abandon() }
        /// Turns the loop until `isDone`.
        func turn(until isDone: () -> Bool) throws {
            let deadline = shim_clock_monotonic() + Self.patience
            while !isDone() {
                let now = shim_clock_monotonic()
                if let failure = fleet.failure { throw LoadError(.system, failure) }
                guard now < deadline else {
                    throw LoadError(
                        .timeout,
                        "\(endpoint.authority) did not answer `\(event)` with `\(answer)` and an instant where "
                            + "`clock` says: check its event, answer, timestamp and format")
                }
                fleet.act(now: now)
                let count = try loop.wait(until: min(deadline, now + 10_000_000), now: now)
                for index in 0..<count {
                    let (token, readiness) = loop.event(at: index)
                    guard token.kind != .own else { continue }
                    fleet.ready(token, readiness: readiness, now: shim_clock_monotonic())
                }
            }
        }
        fleet.connect(0, now: shim_clock_monotonic())
        try turn { fleet.connected == 1 }
        let prefix = endpoint.namespace == "/" ? "" : "\(endpoint.namespace),"
        let packet = Array("42\(prefix)[\"\(event)\",{}]".utf8)
        var exchanges: [ClockExchange] = []
        for _ in 0..<times {
            let known = recorder.entries.count
            let sent = shim_clock_realtime()
            _ = fleet.send(
                .text, packet, from: fleet.clients[0], token: fleet.token(of: fleet.clients[0], at: 0))
            try turn { recorder.entries.count > known }
            if let entry = recorder.entries.joined().last {
                let told = Int64(bitPattern: entry.seq >> 3)
                exchanges.append(ClockExchange(sent: sent, received: entry.arrival, told: told))
            }
            usleep(UInt32(Self.pause / 1000))
        }
        return exchanges
    }
}
