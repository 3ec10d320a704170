import NIOCore

/// Answers that an application has ready before they are asked for: whole responses, head and body.
///
/// A request that many clients repeat all the time costs a multiple of its system calls in parsers, routers and
/// tasks; with these it costs little more than the calls. Only requests of the plainest kind are offered, and what
/// is not answered goes the ordinary way.
package struct PreparedAnswers: Sendable {
    /// What becomes of one request.
    package enum Answer: Sendable {
        /// These bytes are the response.
        case now(ByteBuffer)
        /// They will be; nil leaves the request to the application after all.
        case later(EventLoopFuture<ByteBuffer?>)
        /// The application answers.
        case application
    }

    /// Asked on the connection's event loop, which it gets, for every simple request.
    let answer: @Sendable (SimpleRequest, any EventLoop) -> Answer

    package init(_ answer: @escaping @Sendable (SimpleRequest, any EventLoop) -> Answer) {
        self.answer = answer
    }
}
