import Metering
import Testing

@Suite struct ProcessStatTests {
    /// proc_pid_stat(5) counts fields from 1: 3 state, 14 utime, 15 stime, 22 starttime.
    static func line(name: String, state: String = "S", user: Int = 1234, system: Int = 567) -> String {
        "4242 (\(name)) \(state) 1 4242 4242 0 -1 4194560 900 0 0 0 \(user) \(system) 8 9 20 0 5 0 998877 "
            + "123456789 2500 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n"
    }

    @Test(
        "times are found whatever the program is called",
        arguments: ["bench", "my server", "a) R 1 2 3 (b", "((((", ")", "", "x\ny"])
    func names(name: String) throws {
        let stat = try #require(ProcessStat(Self.line(name: name)))
        #expect(stat.userTicks == 1234)
        #expect(stat.systemTicks == 567)
        #expect(stat.startTicks == 998_877)
        #expect(stat.state == "S")
    }

    @Test("zombies and the dead are gone", arguments: [("Z", true), ("X", true), ("R", false), ("D", false)])
    func gone(row: (state: String, gone: Bool)) throws {
        #expect(try #require(ProcessStat(Self.line(name: "x", state: row.state))).isGone == row.gone)
    }

    @Test(
        "what is no stat line is refused",
        arguments: [
            "", "\n", "4242", "4242 (x", "4242 (x)", "4242 (x) S", "4242 (x) S 1 2 3", "4242 x S 1 1 1 1 1 1",
            "1 (x) S 1 4242 4242 0 -1 4194560 900 0 0 0 many 567 8 9 20 0 5 0 998877 1",
            "1 (x) S 1 4242 4242 0 -1 4194560 900 0 0 0 -5 567 8 9 20 0 5 0 998877 1",
        ])
    func malformed(text: String) {
        #expect(ProcessStat(text) == nil)
    }

    @Test("resident pages are the second field of statm")
    func statm() {
        #expect(ProcessStat.residentPages(statm: "5000 2500 300 10 0 800 0\n") == 2500)
        #expect(ProcessStat.residentPages(statm: "5000\n") == nil)
        #expect(ProcessStat.residentPages(statm: "5000 x") == nil)
        #expect(ProcessStat.residentPages(statm: "") == nil)
    }
}
