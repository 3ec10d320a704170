import NIOConcurrencyHelpers
import NIOCore

/// The responses to `GET /api/swarm`, head and body in one, made once for each state and second.
final class PreparedState: Sendable {
    /// Both responses for one state, good for one second, since they bear the date.
    private struct Responses {
        var sequence: UInt64 = .max
        var second = 0
        var full = ByteBuffer()
        var notModified = ByteBuffer()
    }

    private let responses = NIOLockedValueBox(Responses())

    /// The response that tells the state, or that nothing has changed.
    ///
    /// - Parameter second: Seconds since 1970.
    func response(_ state: PublishedState, isModified: Bool, second: Int) -> ByteBuffer {
        responses.withLockedValue { responses in
            if responses.sequence != state.sequence || responses.second != second {
                responses = Self.make(state, second: second)
            }
            return isModified ? responses.full : responses.notModified
        }
    }

    private static func make(_ state: PublishedState, second: Int) -> Responses {
        let tag = "ETag: \(state.entityTag)\r\nCache-Control: no-cache\r\n"
        let date = "Date: \(ResponseDate.text(second))\r\n\r\n"
        let content = "Content-Type: application/json\r\nContent-Length: \(state.body.readableBytes)\r\n"
        var full = ByteBuffer(string: "HTTP/1.1 200 OK\r\n" + tag + content + date)
        full.writeImmutableBuffer(state.body)
        return Responses(
            sequence: state.sequence, second: second, full: full,
            notModified: ByteBuffer(string: "HTTP/1.1 304 Not Modified\r\n" + tag + date))
    }
}
