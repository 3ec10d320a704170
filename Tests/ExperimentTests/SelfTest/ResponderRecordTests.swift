import LoadEngine
import Testing

@testable import Experiment
@testable import Responder

/// Records made by hand: milliseconds after an epoch, the steady state is [1,000, 2,000).
@Suite struct ResponderRecordTests {
    static func at(_ milliseconds: Double) -> Int64 { 1_700_000_000_000_000_000 + Int64(milliseconds * 1e6) }

    private func record(_ truth: ResponderTruth, intended: [Double] = []) -> ResponderRecord {
        var timeline = Timeline()
        timeline.steadyStart = Self.at(1_000)
        timeline.steadyEnd = Self.at(2_000)
        return ResponderRecord(truth, timeline: timeline, intended: intended.map(Self.at))
    }

    /// Two clients.
    private func pushTruth(_ entries: [(seq: UInt64, event: String, stamp: Double)]) -> ResponderTruth {
        var truth = ResponderTruth()
        truth.frameBytesSent = [10, 10, 0]
        truth.entries = entries.map {
            ResponderTruth.Entry(
                seq: $0.seq, event: $0.event, stamp: Self.at($0.stamp), addedDelay: 0, taskID: nil)
        }
        return truth
    }

    private func delivery(
        _ seq: UInt64, to client: Int, stamp: Double, flush: Double? = nil, sent: Double, width: Double = 0,
        bytes: Int = 100
    ) -> ResponderTruth.Delivery {
        ResponderTruth.Delivery(
            client: client, seq: seq, stamp: Self.at(stamp), flush: flush.map(Self.at) ?? 0,
            began: Self.at(sent), returned: Self.at(sent + width), frameBytes: bytes)
    }

    @Test("durations are those of first sendings of entries of the window, to the middle of the call")
    func pushDurations() throws {
        var truth = pushTruth([(1, "a", 999), (2, "a", 1_100), (3, "b", 1_200)])
        truth.deliveries = [
            delivery(1, to: 0, stamp: 999, sent: 1_500),
            delivery(2, to: 0, stamp: 1_100, sent: 1_110, width: 2),
            delivery(2, to: 0, stamp: 1_100, sent: 1_190),
            delivery(2, to: 1, stamp: 1_100, sent: 1_119),
            delivery(3, to: 0, stamp: 1_200, flush: 1_230, sent: 1_240),
        ]
        let figures = record(truth).figures(for: .push)
        // 11, 19 and 40 ms; of the last 30 before its flush.
        #expect(try #require(figures[.updateLatency]).value == 70.0 / 3)
        #expect(try #require(figures[.serverDelay]).value == 10)
        #expect(try #require(figures[.deliveryLatency]).value == 40.0 / 3)
        #expect(try #require(figures[.updateLatency]).open == 1.0 / 3)
        // Entry 3 never went to client 1.
        #expect(figures[.updates]?.value == 4)
        #expect(figures[.lost]?.value == 1)
        #expect(figures[.duplicated]?.value == 1)
        #expect(figures[.submitToSeen] == nil)
    }

    @Test("a fall within a type is out of order, between types and in a repeat it is not")
    func order() {
        var truth = pushTruth([(1, "a", 1_100), (2, "b", 1_100), (3, "a", 1_100), (4, "a", 1_100)])
        truth.deliveries = [3, 2, 1, 3, 4].enumerated().map { step, seq in
            delivery(UInt64(seq), to: 0, stamp: 1_100, sent: 1_200 + Double(step))
        }
        let figures = record(truth).figures(for: .push)
        // 3, (2 of another type), 1 falls, (3 again), 4.
        #expect(figures[.reordered]?.value == 1)
        #expect(figures[.duplicated]?.value == 1)
    }

    @Test("messages and bytes count in the window; what straddles its edge leaves the count open")
    func edges() {
        var truth = pushTruth([(1, "a", 1_100)])
        truth.deliveries = [
            delivery(1, to: 0, stamp: 1_100, sent: 990), delivery(1, to: 0, stamp: 1_100, sent: 1_500),
            // The second entry of the same frame.
            delivery(1, to: 0, stamp: 1_100, sent: 1_500, bytes: 0),
            delivery(1, to: 0, stamp: 1_100, sent: 1_999.95, width: 0.1, bytes: 7),
            delivery(1, to: 0, stamp: 1_100, sent: 2_001),
        ]
        let figures = record(truth).figures(for: .push)
        #expect(figures[.messages] == SelfTestTruth(value: 1, open: 1))
        #expect(figures[.bytesDown] == SelfTestTruth(value: 100, open: 7))
    }

    @Test("submit to seen follows a submission's number to its entry")
    func submissions() throws {
        var truth = pushTruth([])
        for (id, number) in [("x", 1), ("y", 0)] {
            truth.tasks.append(
                ResponderTruth.Task(
                    id: id, received: 0, answered: 0,
                    body: Array("{\"task_type\":\"t\",\"description\":\"\(number)\"}".utf8)))
        }
        for (seq, id) in [(UInt64(1), "x"), (2, "y")] {
            truth.entries.append(
                ResponderTruth.Entry(
                    seq: seq, event: "a", stamp: Self.at(1_500), addedDelay: 0, taskID: id))
            truth.deliveries.append(delivery(seq, to: 0, stamp: 1_500, sent: 1_600))
        }
        // Number 0 was intended before the window.
        let figures = record(truth, intended: [900, 1_450]).figures(for: .tasks)
        #expect(try #require(figures[.submitToSeen]).value == 150)
    }

    @Test("a poll brings what occurred up to its state; earlier states of the same poll are coalesced")
    func polling() throws {
        var truth = pushTruth([(1, "a", 900), (2, "a", 1_100), (3, "a", 1_200), (4, "a", 1_900)])
        func poll(_ connection: Int, arrived: Double, sent: Double, seq: UInt64) -> ResponderTruth.Poll {
            ResponderTruth.Poll(
                connection: connection, arrived: Self.at(arrived), received: Self.at(arrived),
                began: Self.at(sent), returned: Self.at(sent), seq: seq, bytesUp: 50, bytesDown: 200)
        }
        truth.polls = [
            poll(4, arrived: 100, sent: 101, seq: 0), poll(4, arrived: 1_150, sent: 1_160, seq: 1),
            poll(4, arrived: 1_350, sent: 1_400, seq: 3),
        ]
        let figures = record(truth).figures(for: .polling)
        // Entries 2 and 3 come with the third poll, 300 and 200 ms old; 4 never does.
        #expect(try #require(figures[.updateLatency]).value == 250)
        #expect(figures[.updates]?.value == 3)
        #expect(figures[.lost]?.value == 1)
        #expect(figures[.coalesced]?.value == 1)
        // Without the connecting poll: 10 and 50 ms.
        #expect(try #require(figures[.serviceTime]).value == 30)
        #expect(figures[.messages]?.value == 2)
        #expect(figures[.bytesDown]?.value == 400)
    }

    @Test("polls that met the state which the client had count as unchanged, and bring nothing new")
    func conditionalPolling() throws {
        var truth = pushTruth([(1, "a", 900), (2, "a", 1_100)])
        for (sent, seq, isNotModified) in [
            (950.0, UInt64(1), false), (1_050, 1, true), (1_200, 2, false), (1_300, 2, true),
            (2_100, 2, true),
        ] {
            truth.polls.append(
                ResponderTruth.Poll(
                    connection: 0, arrived: Self.at(sent - 10), received: Self.at(sent - 10),
                    began: Self.at(sent), returned: Self.at(sent), seq: seq, isNotModified: isNotModified,
                    bytesUp: 50, bytesDown: isNotModified ? 80 : 300))
        }
        let figures = record(truth).figures(for: .conditionalPolling)
        #expect(figures[.unchanged]?.value == 2)
        #expect(figures[.messages]?.value == 3)
        #expect(figures[.bytesDown]?.value == 460)
        #expect(try #require(figures[.updateLatency]).value == 100)
        #expect(record(truth).figures(for: .polling)[.unchanged] == nil)
    }

    @Test("pages bring what stands on them, once: left out is lost, and a fall is out of order")
    func eventPolling() throws {
        var truth = pushTruth([(1, "a", 900), (2, "a", 1_100), (3, "a", 1_200), (4, "a", 1_300)])
        func page(_ connection: Int, sent: Double, seqs: [UInt64]) -> ResponderTruth.Page {
            ResponderTruth.Page(
                connection: connection, arrived: Self.at(sent - 4), began: Self.at(sent),
                returned: Self.at(sent), seqs: seqs, bytesDown: 100)
        }
        for connection in [3, 5] {
            truth.polls.append(
                ResponderTruth.Poll(
                    connection: connection, arrived: 0, received: 0, began: 0, returned: 0, seq: 0,
                    bytesUp: 50, bytesDown: 200))
        }
        // Connection 5 has nothing; 3 gets 2 twice, 4 before 3.
        truth.pages = [
            page(3, sent: 990, seqs: [1]), page(3, sent: 1_400, seqs: [2, 2, 4]),
            page(3, sent: 1_600, seqs: [3]), page(5, sent: 1_450, seqs: []),
        ]
        let figures = record(truth).figures(for: .eventPolling)
        // 300, 100 and 400 ms.
        #expect(abs(try #require(figures[.updateLatency]).value - 800.0 / 3) < 1e-9)
        #expect(try #require(figures[.serviceTime]).value == 4)
        #expect(figures[.updates]?.value == 6)
        #expect(figures[.lost]?.value == 3)
        #expect(figures[.duplicated]?.value == 1)
        #expect(figures[.reordered]?.value == 1)
        #expect(figures[.coalesced]?.value == 0)
        #expect(figures[.messages]?.value == 3)
        #expect(figures[.bytesDown]?.value == 300)
    }
}
