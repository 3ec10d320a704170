import Glibc

/// Why the engine cannot do what its plan asks, with the remedy in the message.
package struct LoadError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// The plan contradicts itself or names what cannot be.
        case plan
        /// The process may not open enough descriptors.
        case descriptorLimit
        /// No local port is left for another connection.
        case portsExhausted
        /// Nobody listens at the target.
        case refused
        /// No answer in time.
        case timeout
        /// A system call or libcurl failed in another way.
        case system
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// What a failed system call means for the run. `code` is an errno, positive or negative.
    static func system(_ action: String, code: Int32) -> LoadError {
        let number = abs(code)
        switch number {
        case EMFILE, ENFILE:
            return LoadError(
                .descriptorLimit,
                "\(action): no file descriptors left (\(name(ofErrno: number))). Raise the limit with "
                    + "'ulimit -n' (hard limit: 'ulimit -Hn'), or use fewer clients")
        case EADDRNOTAVAIL:
            return LoadError(
                .portsExhausted,
                "\(action): no local port left (\(name(ofErrno: number))). Widen "
                    + "net.ipv4.ip_local_port_range, wait for TIME_WAIT to pass, or use fewer clients")
        case ECONNREFUSED:
            return LoadError(.refused, "\(action): connection refused. Is the server running there?")
        case ETIMEDOUT:
            return LoadError(.timeout, "\(action): timed out")
        default:
            return LoadError(.system, "\(action): \(name(ofErrno: number))")
        }
    }

    /// The system's words for an errno.
    static func name(ofErrno code: Int32) -> String {
        guard let text = strerror(abs(code)) else { return "error \(abs(code))" }
        return String(cString: text)
    }
}
