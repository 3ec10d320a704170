/// Why a connection's bytes are no answer.
enum HTTPResponseError: Error, Equatable {
    /// The connection ended before the answer's first byte.
    case noAnswer
    /// The connection ended within the answer.
    case truncated
    /// No HTTP/1.x, or content whose end cannot be known (RFC 9112 section 6.3).
    case malformed(String)
    /// Larger than `HTTPLimits` allow.
    case tooLarge(String)

    /// In a few words, for messages.
    var reason: String {
        switch self {
        case .noAnswer: "the server closed the connection instead of answering"
        case .truncated: "the server closed the connection within its answer"
        case .malformed(let what): "the answer is no valid HTTP: \(what)"
        case .tooLarge(let what): "the answer is too large: \(what)"
        }
    }

    /// The connection ended, as opposed to: what came over it cannot be understood.
    var isLoss: Bool { self == .noAnswer || self == .truncated }
}
