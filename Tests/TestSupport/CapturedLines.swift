import Foundation
import Synchronization

/// What a program has written to one of its streams, safe to read while it is written.
package final class CapturedLines: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Everything so far.
    package var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

    /// The complete lines so far, and a last one without its line end once the stream has closed.
    package var lines: [String] {
        state.withLock { state in
            var pieces = state.bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
            let rest = pieces.popLast() ?? []
            if state.isClosed, !rest.isEmpty { pieces.append(rest) }
            return pieces.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Whether the program has closed the stream.
    package var isClosed: Bool { state.withLock(\.isClosed) }

    func append(_ data: Data) { state.withLock { $0.bytes.append(contentsOf: data) } }

    func close() { state.withLock { $0.isClosed = true } }
}
