/// Names of the errors that a run counts (`errors{}` of a cell). A condition on a kind that nothing counts would
/// hold whatever happens.
///
/// They are made where errors are counted: in the load engine, and in the analysis. A new one there has to be told
/// here, too.
package enum ErrorKind {
    /// Of one exchange with a server, or of the connection for it.
    private static let exchanges: [String] = [
        "connect", "timeout", "disconnect", "protocol", "certificate", "tls", status,
    ]

    /// Of a session: what a client that listens or polls can meet.
    private static let sessions: [String] =
        exchanges + [
            "heartbeat", "connect error", "upgrade: endless head", "upgrade: no HTTP answer",
            "upgrade: not to websocket", "upgrade: wrong accept key", "upgrade: unasked extension",
        ]

    /// With `NNN` for a status of HTTP.
    package static let all: [String] =
        sessions + ["unanswered", "resync", "room not joined"]
        + sessions.map { "reconnect \($0)" }
        + (exchanges + ["skipped", "unanswered"]).map { "submit \($0)" }
        + exchanges.map { "task \($0)" }
        + (exchanges + ["skipped"]).map { "state poll \($0)" }
        + ["dropped", "protocol", "refused", "unanswered"].map { "operation \($0)" }
        + ["accepted task without an event", "state mismatch"]

    private static let status: String = "http NNN"
    private static let known = Set(all)

    /// Whether a run can count an error of this kind.
    package static func isKnown(_ kind: String) -> Bool {
        !kind.hasSuffix(status) && known.contains(pattern(kind))
    }

    /// The kind that a misspelt one was probably meant to be.
    static func nearest(_ kind: String) -> String? {
        // Compared with the status that was written: three digits are no slip.
        let digits: String = String(kind.suffix(3))
        let isStatus: Bool = digits.count == 3 && digits.allSatisfy(\.isNumber)
        return NearestKey.suggestion(
            for: kind,
            among: isStatus
                ? all.map { $0.replacing("NNN", with: digits) } : all.filter { !$0.hasSuffix(status) })
    }

    /// For an error message; docs/scenarios.md has all of them.
    static let summary: String =
        (exchanges + ["heartbeat", "connect error", "unanswered"]).joined(separator: ", ")
        + ", ... (docs/scenarios.md)"

    /// With `NNN` in place of a status at its end.
    private static func pattern(_ kind: String) -> String {
        guard let match = kind.wholeMatch(of: /(.* )?http [1-9][0-9]{2}/) else { return kind }
        return "\(match.1 ?? "")\(status)"
    }
}
