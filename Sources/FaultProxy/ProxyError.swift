import Glibc

/// Why there is no proxy, with the remedy in the message.
package struct ProxyError: Error, Sendable, Equatable, CustomStringConvertible {
    package var description: String

    /// What a failed system call means. `code` is an errno, positive or negative.
    static func system(_ action: String, code: Int32) -> ProxyError {
        let number = abs(code)
        let words = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        let remedy =
            switch number {
            case EMFILE, ENFILE: ". Raise the limit with 'ulimit -n' (hard limit: 'ulimit -Hn')"
            case EADDRINUSE: ". Choose another port, or 0 for any that is free"
            default: ""
            }
        return ProxyError(description: "the fault proxy: \(action): \(words)\(remedy)")
    }
}
