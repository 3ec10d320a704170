import CShims

/// Push clients that ask for the state: every second while push does not work, and once after each return, for
/// what they missed.
extension PushFleet: HTTPClientOwner {
    func askState(_ own: BehavingClient, intended: Int64) {
        guard let http = own.http ?? makeStateClient(own) else { return }
        guard !http.isActive else {
            // The outstanding answer may have been made before the client was back.
            own.asksAgain = true
            return
        }
        own.pollIntended = timebase.realtime(intended)
        own.pollSent = shim_clock_realtime()
        own.record.statePolls += 1
        http.begin(stateRequest)
    }

    private func makeStateClient(_ own: BehavingClient) -> (any HTTPClient)? {
        own.http = try? https?.make(.exchange, number: own.position, owner: self)
        if own.http == nil { recorder.errors.add("state poll skipped") }
        return own.http
    }

    /// A state poll whose connection has nobody at its other end is asked again.
    func giveUpStatePoll(_ own: BehavingClient, now: Int64) {
        guard own.pollSent < timebase.realtime(now) - patience else { return }
        own.http?.cancel()
        recorder.errors.add("state poll timeout")
        ended(own, isGood: false, status: 0)
    }

    func answered(_ http: any HTTPClient, _ answer: HTTPAnswer) {
        let held = shim_clock_realtime()
        guard let own = clients[http.number].behaving else { return }
        recorder.messages += 1
        let client = clients[own.position]
        let arrival = recorder.arrival(stamp: answer.stamp, held: held)
        if recorder.window.contains(own.pollSent) { client.record.bytesUp += answer.bytesUp }
        if recorder.window.contains(arrival) { client.record.bytesDown += answer.bytesDown }
        guard answer.status == 200, let state = StateScanner.scan(answer.body) else {
            recorder.errors.add(answer.status == 200 ? "protocol" : "http \(answer.status)")
            return ended(own, isGood: false, status: answer.status)
        }
        if let id = state.serverID { recorder.note(serverID: id) }
        recorder.polls.append(
            PollObservation(
                client: client.number, status: answer.status, outcome: .answered,
                intended: own.pollIntended, sent: own.pollSent, arrival: arrival,
                lag: Recorder.lag(arrival: arrival, held: held), seq: state.seq))
        ended(own, isGood: true, status: answer.status)
    }

    func failed(_ http: any HTTPClient, _ failure: ExchangeFailure) {
        guard let own = clients[http.number].behaving else { return }
        recorder.errors.add("state poll \(failure.kind)")
        ended(own, isGood: false, status: 0)
    }

    func willClose(_ http: any HTTPClient, descriptor: Int32) {
        clients[http.number].behaving?.httpMeter.retire(descriptor)
    }

    private func ended(_ own: BehavingClient, isGood: Bool, status: UInt16) {
        if !isGood {
            recorder.polls.append(
                PollObservation(
                    client: own.record.client, status: status, outcome: .failed, intended: own.pollIntended,
                    sent: own.pollSent, arrival: 0, lag: 0, seq: 0))
        }
        guard own.script.presence == .joined else {
            own.asksAgain = false
            return
        }
        if own.asksAgain {
            own.asksAgain = false
            askState(own, intended: shim_clock_monotonic())
        } else if isGood {
            own.hasCaughtUp = true
        } else {
            own.script.pollFailed(at: shim_clock_monotonic())
            arm(own)
        }
    }
}
