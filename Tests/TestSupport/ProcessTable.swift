import Foundation

/// What /proc tells about processes.
package enum ProcessTable {
    /// Ids of the processes that `parent` started and that have not been waited for, in ascending order.
    package static func children(of parent: Int32) -> [Int32] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { Int32($0) }.filter { parentOf($0) == parent }.sorted()
    }

    /// Whether it still runs.
    package static func exists(_ process: Int32) -> Bool {
        // A zombie has ended; only its parent has not asked yet.
        guard let stat = stat(of: process) else { return false }
        return stat.first != "Z"
    }

    /// Whether it stands still, by SIGSTOP.
    package static func isStopped(_ process: Int32) -> Bool { stat(of: process)?.first == "T" }

    /// Its program and arguments, blanks between them; empty once it has ended.
    package static func commandLine(of process: Int32) -> String {
        let path = "/proc/\(process)/cmdline"
        guard let bytes = FileManager.default.contents(atPath: path) else { return "" }
        return String(decoding: bytes.map { $0 == 0 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }

    private static func parentOf(_ process: Int32) -> Int32? {
        guard let stat = stat(of: process), stat.count > 1 else { return nil }
        return Int32(stat[1])
    }

    /// Fields of /proc/PID/stat after the command's name, which can hold spaces.
    private static func stat(of process: Int32) -> [Substring]? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }
}
