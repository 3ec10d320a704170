/// A fault planted into the responder's record, to see that a comparison with it can fail.
package enum ResponderFault: String, Sendable, CaseIterable {
    /// Every instant is recorded 200 us late.
    case lateRecord = "late-record"
    /// Second sendings of a message are left out.
    case hiddenDoubles = "hidden-doubles"

    package func apply(to behavior: inout ResponderBehavior) {
        switch self {
        case .lateRecord: behavior.recordShift = 200_000
        case .hiddenDoubles: behavior.hidesDoubles = true
        }
    }
}
