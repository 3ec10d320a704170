import CCurl
import CShims

/// Polling clients: libcurl transfers, each with a kept-alive connection of its own.
///
/// The first poll is the connecting one and belongs to no schedule; afterwards each client polls at
/// its fixed phase. A poll that falls due while the client's previous one is outstanding is skipped
/// and recorded.
final class PollFleet: Fleet {
    let recorder: Recorder
    let transfers: TransferLoop
    let clients: [PollClient]
    let timebase: Timebase
    private let numbers: [UInt32]
    private let total: Int
    private let seed: UInt64
    private let interval: Int64
    private let endpoint: Endpoint
    private var schedule: PollSchedule?
    var connected = 0
    var failure: String?
    var isClosing = false

    init(
        plan: LoadPlan, interval: Int64, numbers: [UInt32], transfers: TransferLoop, recorder: Recorder,
        timebase: Timebase
    ) {
        self.recorder = recorder
        self.transfers = transfers
        self.timebase = timebase
        self.numbers = numbers
        self.interval = interval
        total = plan.clients
        seed = plan.seed
        endpoint = plan.endpoint
        clients = numbers.map { PollClient(number: $0) }
    }

    deinit {
        for client in clients { client.transfer?.willClose = nil }
        abandon()
    }

    var nextDue: Int64 { isClosing ? .max : schedule?.nextDue ?? .max }
    var fewestEligibleReceipts: Int { .max }

    var lowestSeq: UInt64 {
        var lowest = UInt64.max
        for client in clients where client.seq < lowest { lowest = client.seq }
        return lowest
    }

    var isClosed: Bool { !clients.contains { $0.transfer?.isActive == true } }

    func connect(_ position: Int, now: Int64) {
        let client = clients[position]
        do {
            let transfer = try Transfer(number: position, to: endpoint, path: "/api/swarm", pool: .own)
            transfer.willClose = { [unowned self, unowned client] descriptor in
                connectionEnds(client, descriptor)
            }
            client.transfer = transfer
            poll(client, transfer, intended: now)
        } catch {
            failure = failure ?? error.description
        }
    }

    /// libcurl's descriptors have their own token kind.
    func ready(_ token: Token, readiness: UInt32, now: Int64) {}

    func start(at instant: Int64) {
        schedule = PollSchedule(
            interval: interval, numbers: numbers, total: total, seed: seed, origin: instant)
    }

    func act(now: Int64) {
        while !isClosing, let due = schedule?.nextDue, due <= now, let next = schedule?.next() {
            let client = clients[next.position]
            let intended = timebase.realtime(next.intended)
            let isInWindow = recorder.window.contains(intended)
            guard let transfer = client.transfer, !transfer.isActive else {
                if isInWindow { recorder.generator.missedIntended += 1 }
                append(client, .skipped, intended: intended)
                continue
            }
            if isInWindow {
                recorder.generator.actionLateness.append(shim_clock_monotonic() - next.intended)
            }
            poll(client, transfer, intended: next.intended)
        }
    }

    func tick(now: Int64) {}

    func markSteadyStart() {
        for client in clients { client.meter.start(client.descriptor) }
    }

    func markSteadyEnd() {
        for client in clients { client.record.tcp = client.meter.delta(client.descriptor) }
    }

    /// Outstanding polls may still be answered; no new ones start.
    func close(now: Int64) {
        isClosing = true
        let end = timebase.realtime(now)
        for client in clients where client.hasJoined { client.record.sessionEnd = end }
    }

    func abandon() {
        isClosing = true
        for client in clients {
            if let transfer = client.transfer, transfer.isActive {
                transfers.cancel(transfer)
                if client.hasJoined {
                    recorder.errors.add("unanswered")
                    append(client, .failed, intended: client.intended, sent: client.sent)
                }
            }
            client.transfer = nil
        }
    }

    func records() -> [ClientRecord] { clients.map(\.record) }

    private func poll(_ client: PollClient, _ transfer: Transfer, intended: Int64) {
        client.intended = timebase.realtime(intended)
        client.sent = shim_clock_realtime()
        transfers.begin(transfer) { [unowned self] transfer, result in
            ended(client, transfer, result)
        }
    }

    private func connectionEnds(_ client: PollClient, _ descriptor: Int32) {
        client.meter.retire(descriptor)
        if client.hasJoined, !isClosing { client.record.disconnects += 1 }
    }
}
