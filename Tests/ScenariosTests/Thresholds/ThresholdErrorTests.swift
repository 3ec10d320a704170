import Testing

@testable import Scenarios

/// An expression with a mark under what is wrong with it, and the words for it.
struct BadExpression: Sendable, CustomTestStringConvertible {
    var text: String
    /// Blanks and carets.
    var mark: String
    var words: String

    init(_ text: String, _ mark: String, _ words: String) {
        self.text = text
        self.mark = mark
        self.words = words
    }

    var testDescription: String { text }

    func check(_ scope: ThresholdScope?) {
        do {
            let expression = try ThresholdParser.parse(text, scope: scope)
            Issue.record("was read as \(expression)")
        } catch {
            #expect(error.excerpt == ["    \(text)", "    \(mark)"])
            #expect("\(error.complaint.what); \(error.complaint.remedy)" == words)
        }
    }
}

@Suite struct ThresholdErrorTests {
    @Test(
        "what cannot be read is pointed at",
        arguments: [
            BadExpression(
                "push.traffic ~ 3", "             ^",
                "this character means nothing here; quote names that hold unusual characters"),
            BadExpression(
                "p(99) < 5ms", " ^",
                "brackets mean nothing here; a statistic follows its figure: updateLatency.p99 < 50ms"),
            BadExpression(
                "lost == 0 && errors == 0", "          ^",
                "a threshold is one condition; write each as a threshold of its own"),
            BadExpression("lost = 0", "     ^", "`=` is no comparison; write =="),
            BadExpression("lost =< 0", "     ^^", "`=<` is no comparison; write <="),
            BadExpression("lost === 0", "     ^^^", "`===` is no comparison; write =="),
            BadExpression(
                "lost >>> 0", "     ^^^", "`>>>` is no comparison; write one of < <= > >= == !="),
            BadExpression(
                "'push.lost == 0", "^^^^^^^^^^^^^^^", "this quote is never closed; end the name with '"),
            BadExpression("push.'' == 0", "     ^^", "there is no name between the quotes; write one"),
            BadExpression("lost@ == 0", "     ^", "a load point has to follow `@`; write one such as @10"),
            BadExpression(
                "", "^",
                "the end stands where an arm or a figure has to be; write a figure such as "
                    + "push.updateLatency.p99, or lost for all arms"),
            BadExpression(
                "50ms > updateLatency.p50", "^^^^",
                "`50ms` stands where an arm or a figure has to be; write the figure first, and quote names that "
                    + "begin with a digit"),
            BadExpression(
                "push. < 5", "      ^",
                "`<` stands where a name has to be; write a figure such as push.updateLatency.p99, or lost for "
                    + "all arms"),
            BadExpression(
                "lost 0", "     ^",
                "`0` stands where a comparison has to be; write < and a limit, or / and a second figure"),
            BadExpression(
                "lost", "    ^",
                "the end stands where a comparison has to be; write < and a limit, or / and a second figure"),
            BadExpression(
                "a.lost / b.lost / c.lost < 1", "                ^",
                "a threshold compares at most two figures; write < and a limit here"),
            BadExpression(
                "lost == ", "       ^",
                "the end stands where the limit has to be; write a number such as 0"),
            BadExpression(
                "push.traffic < polling.traffic", "               ^^^^^^^",
                "`polling` stands where the limit has to be; write bytes such as 500kB; two figures are divided: "
                    + "push.traffic / polling.traffic < 1"),
            BadExpression(
                "lost == 0 every", "               ^",
                "the end stands where the length of the windows has to be; write a duration such as 5s"),
            BadExpression(
                "lost == 0 every 5", "                ^",
                "`every` is `5`, without a unit; write 5s for seconds or 5ms for milliseconds"),
            BadExpression(
                "lost == 0 every 10ms", "                ^^^^",
                "`every` is 10ms, too short; write a duration from 1s to 48h"),
            BadExpression(
                "lost == 0 every 5s and so on", "                   ^^^",
                "`and` stands behind the condition; end it here, or go on with `every 5s`"),
            BadExpression(
                "lost == 1234567890123456", "        ^^^^^^^^^^^^^^^^",
                "`1234567890123456` is no number of up to 15 digits; write a number such as 0"),
            BadExpression(
                "lost == 1.2.3", "        ^^^^^",
                "`1.2.3` is no number of up to 15 digits; write a number such as 0"),
        ])
    func syntax(_ bad: BadExpression) { bad.check(nil) }

    @Test(
        "what does not exist is pointed at, with what was probably meant",
        arguments: [
            BadExpression(
                "updateLatancy.p99 < 5ms", "^^^^^^^^^^^^^",
                "`updateLatancy` is no figure; did you mean `updateLatency`?"),
            BadExpression(
                "push.trafik < 5kB", "     ^^^^^^", "`trafik` is no figure; did you mean `traffic`?"),
            BadExpression(
                "push.updateLatency.p95 < 5ms", "                   ^^^",
                "`p95` is no part of `updateLatency`; did you mean `p90`?"),
            BadExpression(
                "push.updateLatency < 5ms", "                  ^",
                "`updateLatency` has several values; go on with one of .mean, .p50, .p90, .p99, .p999, .max"),
            BadExpression(
                "submissions < 5ms", "           ^",
                "`submissions` has several values; go on with one of .responseTime.mean, .responseTime.p50, "
                    + ".responseTime.p90, .responseTime.p99, .responseTime.p999, .responseTime.max, "
                    + ".serviceTime.mean, .serviceTime.p50, .serviceTime.p90, .serviceTime.p99, "
                    + ".serviceTime.p999, .serviceTime.max, .acceptedPerSecond"),
            BadExpression(
                "lost.max == 0", "     ^^^", "`lost` has nothing named `max`; leave it out"),
            BadExpression(
                "pusch.lost == 0", "^^^^^", "`pusch` is no arm; did you mean `push`?"),
            BadExpression(
                "websockets.lost == 0", "^^^^^^^^^^", "`websockets` is no arm; write one of polling, push"),
            BadExpression(
                "push == 0", "    ^",
                "a figure of the arm `push` is missing; go on with one such as .updateLatency.p50"),
            BadExpression(
                "push.lost@20 == 0", "         ^^^", "`20` is no load point; write one of 0, 10"),
            BadExpression(
                "push.traffic-polling.traffic < 2kB", "     ^^^^^^^^^^^^^^^",
                "`traffic-polling` is no figure; write one of updateLatency, deliveryLatency, serverDelay, pollWait, "
                    + "asSeenLatency, submitToSeen, submissions, staleShare, traffic, appTraffic, server, messages, "
                    + "messagesPerClientSecond, updates, events, lost, duplicated, reordered, shed, coalesced, "
                    + "disconnects, generator, recovery, reconnects, late, errors; a minus between figures needs blanks "
                    + "around it"),
            BadExpression(
                "push.errors.timout == 0", "            ^^^^^^",
                "`timout` is no kind of errors; did you mean `timeout`?"),
            BadExpression(
                "errors.'htp 503' <= 3", "       ^^^^^^^^^",
                "`htp 503` is no kind of errors; did you mean `\"http 503\"`?"),
            BadExpression(
                "errors.'submit timout' <= 3", "       ^^^^^^^^^^^^^^^",
                "`submit timout` is no kind of errors; did you mean `\"submit timeout\"`?"),
            BadExpression(
                "push.errors.bad == 0", "            ^^^",
                "`bad` is no kind of errors; write one of connect, timeout, disconnect, protocol, certificate, tls, "
                    + "http NNN, heartbeat, connect error, unanswered, ... (docs/scenarios.md)"),
            BadExpression("lost == 0 evry 5s", "          ^^^^", "`evry` is no unit; did you mean `every`?"),
            BadExpression(
                "server.residentBytes < 5mb", "                        ^^",
                "`mb` is no unit; did you mean `MB`?"),
            BadExpression(
                "updateLatency.p50 < 5 parsecs", "                      ^^^^^^^",
                "`parsecs` is no unit; use one of ns, us, ms, s, min, h, B, kB, MB, GB, KiB, MiB, GiB, %"),
        ])
    func names(_ bad: BadExpression) { bad.check(Self.scope) }

    @Test(
        "what cannot be compared is pointed at",
        arguments: [
            BadExpression(
                "push.staleShare < 5", "                  ^",
                "`staleShare` is a part of a whole, at most 1; write a percentage such as 5%, or a number up to 1"
            ),
            BadExpression(
                "staleShare <= 500 %", "              ^^^",
                "`staleShare` is a part of a whole, at most 1; write a percentage such as 5%, or a number up to 1"
            ),
            BadExpression(
                "push.updateLatency.p50 < 50kB", "                           ^^",
                "`updateLatency.p50` (a time) is not compared with `kB`; write a time such as 50ms"),
            BadExpression(
                "push.updateLatency.p50 < 50", "                         ^^",
                "`updateLatency.p50` (a time) is not compared with a number without a unit; write a time such as "
                    + "50ms"),
            BadExpression(
                "lost == 0%", "         ^",
                "`lost` (a number) is not compared with `%`; write a number such as 0"),
            BadExpression(
                "push.traffic / polling.traffic < 5kB", "                                  ^^",
                "a ratio is not compared with `kB`; write a number such as 0.2, or 20%"),
            BadExpression(
                "push.traffic / polling.server.residentBytes < 1",
                "               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
                "`traffic` is bytes a client and hour and `server.residentBytes` is a number of bytes; compare "
                    + "figures of one kind"),
            BadExpression(
                "traffic / polling.traffic < 1", "^^^^^^^",
                "`traffic` names no arm, and a comparison of two figures needs both; write ARM.traffic"),
            BadExpression(
                "push.updateLatency.p50 / polling.updateLatency.p50 < 1 every 5s",
                "                                                       ^^^^^",
                "windows are looked at one figure at a time; leave out `every`, or compare one figure with a limit"
            ),
            BadExpression(
                "push.traffic < 1MB every 5s", "^^^^^^^^^^^^",
                "`traffic` is known of the whole run only; leave out `every`, or use a latency (mean, p50, p90, p99, "
                    + "max), messages, updates, events, lost, errors, server.cpuPercent or server.residentBytes"
            ),
            BadExpression(
                "lost == 0 every 20s", "                ^^^",
                "`every` is 20s, longer than the steady state (10s); shorten it, or leave it out to ask for the "
                    + "whole run"),
            BadExpression(
                "polling.serverDelay.mean < 5ms", "^^^^^^^^^^^^^^^^^^^^^^^^",
                "`polling` has no `serverDelay.mean`: its clients poll, and the server holds nothing back for them; "
                    + "ask for another figure, or leave the threshold out"),
            BadExpression(
                "push.pollWait.mean < 5ms", "^^^^^^^^^^^^^^^^^^",
                "`push` has no `pollWait.mean`: its clients do not poll at an interval; ask for another figure, or "
                    + "leave the threshold out"),
            BadExpression(
                "submitToSeen.p50@0 < 5ms", "^^^^^^^^^^^^^^^^",
                "no arm has `submitToSeen.p50`: no task is submitted at 0 tasks/s; ask for another figure, or leave "
                    + "the threshold out"),
            BadExpression(
                "push/polling serverDelay.mean < 1", "             ^^^^^^^^^^^^^^^^",
                "`polling` has no `serverDelay.mean`: its clients poll, and the server holds nothing back for them; "
                    + "ask for another figure, or leave the threshold out"),
        ])
    func kinds(_ bad: BadExpression) { bad.check(Self.scope) }

    @Test("a figure that one of the arms or load points has can be asked for without naming it")
    func anyCell() throws {
        for text in ["serverDelay.mean < 5ms", "pollWait.mean < 1s", "push.submitToSeen.p50 < 1s"] {
            #expect(throws: Never.self) { try ThresholdParser.parse(text, scope: Self.scope) }
        }
    }

    @Test("targets that tell less can be asked less")
    func targets() throws {
        let target = Target(name: "other", address: TargetAddress(host: "127.0.0.1", port: 1), api: .none)
        let scope = ThresholdScope(
            arms: [Arm(name: "push", transport: .webSocket, target: target)],
            loads: [OfferedLoad(.open(.constant(1)))], steady: nil)
        for (text, reason) in [
            ("duplicated == 0", "its target's updates bear no sequence"),
            ("server.cpuPercent < 5%", "its target does not say where its CPU time is read"),
            ("server.stampLagP99 < 5ms", "its target keeps no log"),
        ] {
            do {
                _ = try ThresholdParser.parse(text, scope: scope)
                Issue.record("\(text) was read")
            } catch {
                #expect(error.complaint.what.hasSuffix(reason))
            }
        }
    }

    @Test("a steady state is cut into a few hundred windows at most")
    func manyWindows() {
        var scope = Self.scope
        scope.steady = 3_600_000_000_000
        BadExpression(
            "lost == 0 every 5s", "                ^^",
            "`every` cuts the steady state into more than 300 windows; make it at least 13s"
        ).check(scope)
        #expect(throws: Never.self) { try ThresholdParser.parse("lost == 0 every 13s", scope: scope) }
    }

    private static let scope = ThresholdScope(
        arms: [
            Arm(name: "polling", transport: .intervalPolling(intervalNanoseconds: 1_000_000_000)),
            Arm(name: "push", transport: .webSocket),
        ],
        loads: [OfferedLoad(.open(.constant(0))), OfferedLoad(.open(.constant(10)))], steady: 10_000_000_000)
}
