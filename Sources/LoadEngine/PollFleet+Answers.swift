import CShims
import Glibc

extension PollFleet: HTTPClientOwner {
    func answered(_ http: any HTTPClient, _ answer: HTTPAnswer) {
        let held = shim_clock_realtime()
        let client = clients[http.number]
        recorder.messages += 1
        let arrival = recorder.arrival(stamp: answer.stamp, held: held)
        countBytes(client, answer, arrival: arrival)
        switch answer.status {
        case 200 where wanted == .events && !client.needsState:
            takeEvents(client, http, answer, arrival: arrival, held: held)
        case 200: takeState(client, answer, arrival: arrival, held: held)
        case 304 where wanted == .changedState && !client.entityTag.isEmpty:
            if recorder.window.contains(arrival) {
                client.record.notModified += 1
                client.record.notModifiedBytes += answer.bytesUp + answer.bytesDown
            }
            append(client, answer, arrival: arrival, held: held, seq: client.seq)
        case 410 where wanted == .events && !client.needsState:
            resync(client, http, answer, arrival: arrival, held: held)
        default: rejected(client, answer, arrival: arrival, held: held, kind: "http \(answer.status)")
        }
    }

    func failed(_ http: any HTTPClient, _ failure: ExchangeFailure) {
        let client = clients[http.number]
        recorder.errors.add(failure.kind)
        if client.hasJoined {
            append(client, .failed, intended: client.intended, sent: client.sent)
            if failure.isRefusal, !expectsFaults {
                self.failure = self.failure ?? "lost the server: \(failure.reason)"
            }
        } else {
            self.failure =
                self.failure ?? "client \(client.number) could not connect: \(failure.reason)"
        }
    }

    /// A connection that a server keeps for one answer and says so (HTTP/1.0) is no lost one.
    func willClose(_ http: any HTTPClient, descriptor: Int32) {
        let client = clients[http.number]
        client.meter.retire(descriptor)
        guard client.hasJoined, !isClosing, !http.endIsAnnounced else { return }
        client.record.disconnects += 1
        recorder.disconnects += 1
    }

    func append(
        _ client: PollClient, _ outcome: PollObservation.Outcome, status: UInt16 = 0, intended: Int64,
        sent: Int64 = 0, arrival: Int64 = 0, held: Int64 = 0, seq: UInt64 = 0
    ) {
        recorder.polls.append(
            PollObservation(
                client: client.number, status: status, outcome: outcome, intended: intended, sent: sent,
                arrival: arrival, lag: Recorder.lag(arrival: arrival, held: held), seq: seq))
    }

    private func append(
        _ client: PollClient, _ answer: HTTPAnswer, arrival: Int64, held: Int64, seq: UInt64
    ) {
        append(
            client, .answered, status: answer.status, intended: client.intended, sent: client.sent,
            arrival: arrival, held: held, seq: seq)
        if recorder.messages >= recorder.live.due {
            recorder.pickPoll(intended: client.intended, arrival: arrival)
        }
    }

    /// A whole state: the client possesses every entry up to its `seq`.
    private func takeState(_ client: PollClient, _ answer: HTTPAnswer, arrival: Int64, held: Int64) {
        guard let state = state(in: answer.body) else {
            return rejected(client, answer, arrival: arrival, held: held, kind: "protocol")
        }
        if let id = state.serverID, recorder.note(serverID: id) != client.server {
            // Another server counts anew: what its predecessor's numbers were says nothing any more.
            client.server = recorder.note(serverID: id)
            client.seq = 0
        }
        client.seq = client.needsState ? state.seq : max(client.seq, state.seq)
        client.needsState = false
        if wanted == .changedState { client.entityTag = answer.entityTag }
        guard client.hasJoined else { return join(client, arrival: arrival) }
        append(client, answer, arrival: arrival, held: held, seq: state.seq)
    }

    private func state(in body: UnsafeRawBufferPointer) -> StateScanner.State? {
        guard targetScanner != nil else { return StateScanner.scan(body) }
        guard let entry = targetScanner?.scanState(body) else {
            // Before anything was triggered, and when the answer shows none of it.
            return targetScanner?.isProbe == true ? StateScanner.State(seq: 0, serverID: nil) : nil
        }
        if targetScanner?.isProbe == false {
            let type = "state".utf8.withContiguousStorageIfAvailable {
                recorder.types.index(of: UnsafeRawBufferPointer($0))
            }
            recorder.seen.note(entry.seq, timestamp: entry.timestamp, type: type ?? 0)
        }
        return StateScanner.State(seq: entry.seq, serverID: nil)
    }

    private func join(_ client: PollClient, arrival: Int64) {
        if wanted == .changedState, client.entityTag.isEmpty {
            failure = failure ?? "the server's state has no ETag: conditional polling needs one"
        }
        client.record.sessionStart = arrival
        connected += 1
    }

    /// A page of the log: each entry on it is received by itself, so the poll's own `seq` is 0.
    private func takeEvents(
        _ client: PollClient, _ http: any HTTPClient, _ answer: HTTPAnswer, arrival: Int64, held: Int64
    ) {
        let lag = Recorder.lag(arrival: arrival, held: held)
        let isInWindow = recorder.window.contains(arrival)
        let before = client.seq
        let lastSeq = EventPageScanner.scan(answer.body) { entry in
            let type = recorder.types.index(of: entry.type)
            recorder.count(type: type, entries: 1, bytes: entry.byteCount, isInWindow: isInWindow)
            recorder.entries.append(
                EntryObservation(
                    seq: entry.seq, arrival: arrival, client: client.number, lag: lag,
                    serverDelayMicroseconds: 0, type: type, flags: []))
            client.seq = max(client.seq, entry.seq)
        }
        guard let lastSeq else {
            return rejected(client, answer, arrival: arrival, held: held, kind: "protocol")
        }
        append(client, answer, arrival: arrival, held: held, seq: 0)
        // A log that ends before what the client holds is another server's.
        if lastSeq < before { return askStateAnew(client, http) }
        // There is more than one page holds: a page without progress would be asked for for ever.
        if client.seq < lastSeq, client.seq > before, !isClosing { ask(client, http) }
    }

    /// What the client wanted is no longer in the log: it reads the state, and goes on from there.
    private func resync(
        _ client: PollClient, _ http: any HTTPClient, _ answer: HTTPAnswer, arrival: Int64, held: Int64
    ) {
        rejected(client, answer, arrival: arrival, held: held, kind: "resync")
        askStateAnew(client, http)
    }

    private func askStateAnew(_ client: PollClient, _ http: any HTTPClient) {
        client.needsState = true
        if !isClosing { ask(client, http) }
    }

    /// Before the session the exchange is its handshake; later each way counts by its own instant.
    private func countBytes(_ client: PollClient, _ answer: HTTPAnswer, arrival: Int64) {
        guard client.hasJoined else {
            client.record.handshakeBytesUp += answer.bytesUp
            client.record.handshakeBytesDown += answer.bytesDown
            return
        }
        if recorder.window.contains(client.sent) { client.record.bytesUp += answer.bytesUp }
        if recorder.window.contains(arrival) {
            client.record.bytesDown += answer.bytesDown
            client.record.messages += 1
            recorder.generator.reads += 1
        }
    }

    private func rejected(
        _ client: PollClient, _ answer: HTTPAnswer, arrival: Int64, held: Int64, kind: String
    ) {
        recorder.errors.add(kind)
        guard client.hasJoined else {
            failure = failure ?? "client \(client.number)'s first poll failed: \(kind)"
            return
        }
        append(
            client, .failed, status: answer.status, intended: client.intended, sent: client.sent,
            arrival: arrival, held: held)
    }
}
