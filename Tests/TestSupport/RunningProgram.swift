import Foundation

/// An executable started by a test. Its output is read all the time, so it never blocks on a full pipe.
///
/// The program is killed when the last reference goes; tests still end it themselves and look at its status.
package final class RunningProgram: @unchecked Sendable {
    /// What it wrote to standard output.
    package let output = CapturedLines()
    /// What it wrote to standard error.
    package let errors = CapturedLines()
    /// Its process id.
    package let processID: Int32
    private let process: Process
    private let input: Pipe
    private let name: String
    /// Held while a program starts: pipes made meanwhile could be inherited by another one starting.
    private static let starting = NSLock()

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - environment: Added to the test's own environment.
    ///   - directory: Its working directory; the test's unless given.
    /// - Throws: When it cannot be started.
    package init(
        _ executable: URL, arguments: [String] = [], environment: [String: String] = [:],
        directory: URL? = nil
    ) throws {
        Self.starting.lock()
        defer { Self.starting.unlock() }
        process = Process()
        input = Self.closedOnExecution(Pipe())
        name = executable.lastPathComponent
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = directory }
        process.standardInput = input
        process.standardOutput = Self.pipe(into: output)
        process.standardError = Self.pipe(into: errors)
        try process.run()
        processID = process.processIdentifier
    }

    deinit {
        if process.isRunning { kill(processID, SIGKILL) }
    }

    /// Whether it still runs.
    package var isRunning: Bool { process.isRunning }

    /// Waits for a complete line on standard output that starts with `prefix`.
    ///
    /// - Throws: When the program ends or `seconds` pass first; the message holds what it did write.
    package func line(startingWith prefix: String, within seconds: Double = 20) async throws -> String {
        var found: String?
        try await eventually(within: seconds, "'\(name)' prints '\(prefix)'", else: { self.report }) {
            found = self.output.lines.first { $0.hasPrefix(prefix) }
            return found != nil || (!self.process.isRunning && self.output.isClosed)
        }
        guard let found else {
            throw TestSupportError("'\(name)' ended without printing '\(prefix)'\n\(report)")
        }
        return found
    }

    /// Sends a signal, to this program alone.
    package func send(_ signal: Int32) {
        if process.isRunning { kill(processID, signal) }
    }

    /// Closes its standard input.
    package func closeInput() {
        try? input.fileHandleForWriting.close()
    }

    /// Asks it to end with SIGTERM and waits; kills it when it does not.
    ///
    /// - Returns: The exit status; signals count as minus their number.
    /// - Throws: When it had to be killed.
    @discardableResult
    package func stop(within seconds: Double = 10) async throws -> Int32 {
        send(SIGTERM)
        return try await exitStatus(within: seconds)
    }

    /// Waits for it to end by itself.
    ///
    /// - Returns: The exit status; signals count as minus their number.
    /// - Throws: When it still runs after `seconds`; it is killed then.
    package func exitStatus(within seconds: Double = 10) async throws -> Int32 {
        do {
            try await eventually(within: seconds, "'\(name)' ends", else: { self.report }) {
                !self.process.isRunning && self.output.isClosed && self.errors.isClosed
            }
        } catch {
            send(SIGKILL)
            throw error
        }
        let status = process.terminationStatus
        return process.terminationReason == .uncaughtSignal ? -status : status
    }

    /// Memory in RAM, in bytes, from /proc; nil once it has ended.
    package var residentBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(processID)/statm", encoding: .utf8) else {
            return nil
        }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// How many descriptors it has open, from /proc; nil once it has ended.
    package var openDescriptors: Int? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(processID)/fd"))?.count
    }

    private var report: String {
        "--- its standard output\n\(output.text.suffix(4000))\n--- its standard error\n\(errors.text.suffix(4000))"
    }

    /// A pipe that a thread of its own reads to the end. `FileHandle.readabilityHandler` now and then misses the end
    /// of a pipe whose writer ends right after its last words.
    private static func pipe(into lines: CapturedLines) -> Pipe {
        let pipe = closedOnExecution(Pipe())
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread {
            while true {
                let data = handle.availableData
                if data.isEmpty { break }
                lines.append(data)
            }
            lines.close()
        }
        return pipe
    }

    /// Keeps a pipe's ends from programs started later. One that inherited the writing end would hold the pipe open
    /// after its own program's end.
    private static func closedOnExecution(_ pipe: Pipe) -> Pipe {
        for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        return pipe
    }
}
