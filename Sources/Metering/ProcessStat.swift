/// What /proc/PID/stat tells about a process, as proc_pid_stat(5) lays it out.
package struct ProcessStat: Sendable, Equatable {
    /// One letter: `R`, `S`, `D`, `Z`, ...
    package var state: Character
    /// Field 14, in kernel ticks.
    package var userTicks: UInt64
    /// Field 15, in kernel ticks.
    package var systemTicks: UInt64
    /// Field 22: kernel ticks after boot at which it started; tells a reused process id apart.
    package var startTicks: UInt64

    /// Nil when the text is not a stat line.
    ///
    /// The second field is the program's name in parentheses, which may hold spaces and parentheses
    /// itself: everything up to the last `)` is name.
    package init?(_ text: String) {
        guard let nameEnd = text.lastIndex(of: ")"), text.contains("(") else { return nil }
        let fields = text[text.index(after: nameEnd)...].split { $0 == " " || $0 == "\n" }
        // fields[0] is field 3 of the manual page.
        guard fields.count >= 20, fields[0].count == 1, let state = fields[0].first,
            let user = UInt64(fields[11]), let system = UInt64(fields[12]), let start = UInt64(fields[19])
        else { return nil }
        self.state = state
        userTicks = user
        systemTicks = system
        startTicks = start
    }

    /// Zombies and the dead hold no memory and use no more time.
    package var isGone: Bool { state == "Z" || state == "X" || state == "x" }

    /// Resident pages: field 2 of /proc/PID/statm. Nil when the text is not a statm line.
    package static func residentPages(statm text: String) -> UInt64? {
        let fields = text.split { $0 == " " || $0 == "\n" }
        return fields.count >= 2 ? UInt64(fields[1]) : nil
    }
}
