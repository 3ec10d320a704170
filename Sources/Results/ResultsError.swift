import Foundation

/// Results that cannot be read, written or put together.
package enum ResultsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The document has another layout than this program knows.
    case wrongSchema(found: Int, known: Int)
    /// Not JSON, or not a results document; `detail` names the place.
    case malformed(detail: String)
    /// A figure is NaN or infinite, which JSON cannot hold; `place` is its path of keys.
    case notFinite(place: String)
    case unreadable(path: String, reason: String)
    case unwritable(path: String, code: Int32)
    case differentRuns(String)

    package var description: String {
        switch self {
        case .wrongSchema(let found, let known):
            "the results have schema \(found), this program knows schema \(known): "
                + (found > known ? "use a newer bench" : "use the bench that wrote them")
        case .malformed(let detail):
            "not a results document: \(detail)"
        case .notFinite(let place):
            "the figure \(place) is not a finite number, so it was not written; please report this"
        case .unreadable(let path, let reason):
            "cannot read \(path): \(reason)"
        case .unwritable(let path, let code):
            "cannot write \(path): \(String(cString: strerror(code)))"
                + (code == ENOSPC || code == EDQUOT ? "; free some space or name another place" : "")
        case .differentRuns(let detail):
            "runs that did not do the same cannot be merged: \(detail)"
        }
    }
}
