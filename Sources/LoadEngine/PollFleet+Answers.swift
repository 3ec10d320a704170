import CCurl
import CShims
import Glibc

extension PollFleet {
    /// A poll ended, with an answer or without.
    func ended(_ client: PollClient, _ transfer: Transfer, _ result: CURLcode) {
        let held = shim_clock_realtime()
        guard result == CURLE_OK else { return failed(client, transfer, result) }
        recorder.messages += 1
        let arrival = recorder.arrival(stamp: transfer.stamp, held: held)
        let status = transfer.status
        countBytes(client, transfer, arrival: arrival)
        let state = status == 200 ? StateScanner.scan(transfer.responseBody.bytes) : nil
        guard let state else {
            let kind = status == 200 ? "protocol" : "http \(status)"
            return rejected(client, status: status, arrival: arrival, held: held, kind: kind)
        }
        if let id = state.serverID { recorder.note(serverID: id) }
        client.seq = max(client.seq, state.seq)
        guard client.hasJoined else {
            client.record.sessionStart = arrival
            connected += 1
            return
        }
        append(
            client, .answered, status: status, intended: client.intended, sent: client.sent,
            arrival: arrival, held: held, seq: state.seq)
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

    /// Before the session the exchange is its handshake; later each way counts by its own instant.
    private func countBytes(_ client: PollClient, _ transfer: Transfer, arrival: Int64) {
        guard client.hasJoined else {
            client.record.handshakeBytesUp += transfer.bytesUp
            client.record.handshakeBytesDown += transfer.bytesDown
            return
        }
        if recorder.window.contains(client.sent) { client.record.bytesUp += transfer.bytesUp }
        if recorder.window.contains(arrival) {
            client.record.bytesDown += transfer.bytesDown
            client.record.messages += 1
            recorder.generator.reads += 1
        }
    }

    private func rejected(
        _ client: PollClient, status: UInt16, arrival: Int64, held: Int64, kind: String
    ) {
        recorder.errors.add(kind)
        guard client.hasJoined else {
            failure = failure ?? "client \(client.number)'s first poll failed: \(kind)"
            return
        }
        append(
            client, .failed, status: status, intended: client.intended, sent: client.sent,
            arrival: arrival, held: held)
    }

    private func failed(_ client: PollClient, _ transfer: Transfer, _ result: CURLcode) {
        let loss = TransferFailure(transfer, result)
        recorder.errors.add(loss.kind)
        if client.hasJoined {
            append(client, .failed, intended: client.intended, sent: client.sent)
            if loss.isRefusal { failure = failure ?? "lost the server: \(loss.reason)" }
        } else {
            failure = failure ?? "client \(client.number) could not connect: \(loss.reason)"
        }
    }
}
