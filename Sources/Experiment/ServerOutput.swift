import Synchronization

/// What a server process has printed so far, and whether it still runs. Safe from any thread.
package final class ServerOutput: Sendable {
    private struct State {
        var address: (host: String, port: UInt16)?
        var lastLines: [String] = []
        var ended = false
        var endIsExpected = false
    }

    /// Lines kept for the post-mortem.
    private static let kept = 20
    private let state = Mutex(State())

    package init() {}

    /// Takes a line of standard output; the one that tells the address makes the server ready.
    func standardOutput(line: String) {
        let prefix = "listening on http://"
        guard line.hasPrefix(prefix) else { return remember(line) }
        let rest = line.dropFirst(prefix.count)
        guard let colon = rest.lastIndex(of: ":"),
            let port = UInt16(rest[rest.index(after: colon)...].prefix { $0.isNumber })
        else { return remember(line) }
        state.withLock { $0.address = (String(rest[..<colon]), port) }
    }

    func standardError(line: String) { remember(line) }

    /// The process closed its standard output: it is gone or going.
    func end() { state.withLock { $0.ended = true } }

    /// It is about to be killed on purpose: its end is no death.
    func expectEnd() { state.withLock { $0.endIsExpected = true } }

    private func remember(_ line: String) {
        state.withLock {
            $0.lastLines.append(line)
            if $0.lastLines.count > Self.kept { $0.lastLines.removeFirst() }
        }
    }

    package var address: (host: String, port: UInt16)? { state.withLock { $0.address } }
    package var hasEnded: Bool { state.withLock { $0.ended } }
    /// It ended, and nobody meant it to.
    var hasDied: Bool { state.withLock { $0.ended && !$0.endIsExpected } }
    /// The last lines it wrote, oldest first.
    package var lastWords: [String] { state.withLock { $0.lastLines } }
}
