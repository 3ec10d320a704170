/// What is wrong with what a client sent.
struct RequestError: Error, Sendable, Equatable {
    /// What kind of mistake it is.
    enum Kind: Sendable {
        /// No JSON at all, or not in the right shape of request.
        case malformed
        /// JSON, but a field is wrong.
        case field
    }

    let kind: Kind
    /// Which part is wrong and what is allowed.
    let detail: String

    init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }
}
