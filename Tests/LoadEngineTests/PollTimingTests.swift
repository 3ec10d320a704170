import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("Poll timing against a responder of known delays")
    struct PollTimingTests {
        static let interval: Int64 = 200_000_000

        @Test("Response times are measured back, poll by poll", arguments: HTTPClientKind.allCases)
        func responseTimesAreMeasuredBack(kind: HTTPClientKind) async throws {
            var behavior = ResponderBehavior(seed: .random(in: 1...UInt64.max))
            behavior.pollDelay = 5_000_000...60_000_000
            let responder = try ResponderServer(behavior)
            var plan = Plans.make(
                responder, .intervalPolling(intervalNanoseconds: Self.interval), clients: 20)
            plan.httpClient = kind
            let record = try await Plans.run(plan)
            let truth = responder.truth
            #expect(record.failure == nil)
            #expect(record.errors.isEmpty)
            #expect(record.serverIDs == ["responder"])
            #expect(truth.connectionsOpened == 20)

            var within = 0
            var answered = 0
            for client in 0..<20 {
                // The first poll is the connecting one and not recorded.
                let served = truth.polls.filter { $0.connection == client }.dropFirst()
                let polls = record.allPolls.filter { Int($0.client) == client && $0.outcome == .answered }
                #expect(served.count == polls.count)
                for (poll, served) in zip(polls, served) {
                    #expect(poll.status == 200)
                    #expect(poll.seq == served.seq)
                    #expect(poll.sent >= poll.intended)
                    #expect(poll.sent <= served.received)
                    #expect(poll.arrival >= served.began)
                    if poll.arrival <= served.returned { within += 1 }
                    answered += 1
                }
            }
            #expect(answered > 50)
            #expect(Double(within) > 0.5 * Double(answered))
            #expect(record.generator.unusableStamps == 0)
        }

        @Test(
            "Application bytes are those that the responder saw, to the byte",
            arguments: HTTPClientKind.allCases)
        func bytesAreExact(kind: HTTPClientKind) async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            var plan = Plans.make(
                responder, .intervalPolling(intervalNanoseconds: Self.interval), clients: 4)
            plan.httpClient = kind
            let record = try await Plans.run(plan)
            let truth = responder.truth
            for client in 0..<4 {
                let polls = record.allPolls.filter { Int($0.client) == client && $0.outcome == .answered }
                let served = truth.polls.filter { $0.connection == client }
                let pairs = Array(zip(polls, served.dropFirst()))
                let up = pairs.filter { record.window.contains($0.0.sent) }.map { UInt64($0.1.bytesUp) }
                let down = pairs.filter { record.window.contains($0.0.arrival) }.map {
                    UInt64($0.1.bytesDown)
                }
                let totals = record.clients[client]
                #expect(totals.bytesUp == up.reduce(0, +))
                #expect(totals.bytesDown == down.reduce(0, +))
                #expect(totals.messages == UInt64(down.count))
                #expect(totals.handshakeBytesUp == UInt64(served[0].bytesUp))
                #expect(totals.handshakeBytesDown == UInt64(served[0].bytesDown))
                // TCP's own count may hold one exchange more or less at the edges.
                let one = served[0].bytesDown + 64
                #expect(abs(Int(totals.tcp.bytesReceived) - Int(totals.bytesDown)) <= one)
                #expect(totals.tcp.segmentsIn >= totals.messages)
                #expect(totals.disconnects == 0)
            }
        }

        @Test("A poll due while its predecessor is outstanding is skipped and counted, never delayed")
        func overduePollsAreSkipped() async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.pollDelay = 500_000_000...500_000_000
            let responder = try ResponderServer(behavior)
            let plan = Plans.make(
                responder, .intervalPolling(intervalNanoseconds: Self.interval), clients: 5)
            let record = try await Plans.run(plan)
            var skippedInWindow = 0
            for client in 0..<5 {
                let polls = record.allPolls.filter { Int($0.client) == client }
                    .sorted { $0.intended < $1.intended }
                for (earlier, later) in zip(polls, polls.dropFirst()) {
                    #expect(later.intended - earlier.intended == Self.interval)
                    if earlier.outcome == .answered, later.outcome == .answered {
                        #expect(later.sent >= earlier.arrival)
                    }
                }
                let skipped = polls.filter { $0.outcome == .skipped }
                #expect(skipped.count > polls.count / 2)
                #expect(skipped.allSatisfy { $0.sent == 0 && $0.arrival == 0 && $0.status == 0 })
                skippedInWindow += skipped.filter { record.window.contains($0.intended) }.count
            }
            #expect(skippedInWindow > 0)
            #expect(record.generator.missedIntended == 0, "the target was slow, not the generator")
        }

        @Test(
            "A replaced connection is counted, and its bytes stay in the totals",
            arguments: HTTPClientKind.allCases)
        func replacedConnectionKeepsItsTotals(kind: HTTPClientKind) async throws {
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            var plan = Plans.make(
                responder, .intervalPolling(intervalNanoseconds: Self.interval), clients: 1)
            plan.httpClient = kind
            let run = try LoadRun(plan: plan)
            try run.start()
            try await eventually { run.progress.phase == .steady && run.progress.messages >= 4 }
            responder.dropHTTPConnections()
            let record = await run.wait()
            #expect(record.failure == nil)
            #expect(record.clients[0].disconnects == 1)
            #expect(responder.truth.connectionsOpened == 2)
            let totals = record.clients[0]
            #expect(abs(Int(totals.tcp.bytesReceived) - Int(totals.bytesDown)) <= 400)
        }

        @Test(
            "A server that keeps a connection for one answer and says so loses nobody",
            arguments: HTTPClientKind.allCases)
        func announcedEnds(kind: HTTPClientKind) async throws {
            let body = #"{"server_id":"a","seq":1}"#
            let answer = "HTTP/1.0 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            let server = try ScriptedServer(
                (0..<2_000).map { _ in [ScriptedServer.Step.request, .send(answer)] })
            defer { server.stop() }
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            var plan = Plans.make(
                responder, .intervalPolling(intervalNanoseconds: Self.interval), clients: 1)
            plan.httpClient = kind
            plan.endpoint = Endpoint(host: "127.0.0.1", port: server.port)
            let record = try await Plans.run(plan)
            #expect(record.failure == nil)
            #expect(record.allPolls.filter { $0.outcome == .answered }.count > 1)
            #expect(record.clients[0].disconnects == 0)
            #expect(record.errors.isEmpty)
        }

        @Test(
            "Bad answers are recorded polls that failed, by kind, and the client goes on",
            arguments: [
                (500, "", "http 500"), (404, "{}", "http 404"), (200, "", "protocol"),
                (200, "{\"seq\":\"9\"}", "protocol"),
            ])
        func badAnswers(status: Int, body: String, kind: String) async throws {
            var behavior = ResponderBehavior(seed: 1)
            behavior.goodPolls = 2
            behavior.badPollStatus = status
            behavior.badPollBody = body
            let responder = try ResponderServer(behavior)
            let run = try LoadRun(
                plan: Plans.make(responder, .intervalPolling(intervalNanoseconds: Self.interval), clients: 2))
            try run.start()
            try await eventually { run.progress.errors >= 3 }
            run.cancel()
            let record = await run.wait()
            #expect(record.failure == nil)
            #expect(Array(record.errors.keys) == [kind])
            let failed = record.allPolls.filter { $0.outcome == .failed }
            #expect(failed.count == record.errors[kind])
            #expect(failed.allSatisfy { Int($0.status) == status && $0.seq == 0 && $0.arrival > 0 })
            #expect(record.clients.allSatisfy { $0.disconnects == 0 })
        }
    }
}
