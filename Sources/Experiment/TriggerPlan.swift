import LoadEngine
import Scenarios

/// What the triggers of a trial send to a target that is no SwarmBot.
enum TriggerPlan {
    /// What the engine is told of the target; `run` is drawn once a trial, so that what another one left in
    /// the target is never taken for this one's.
    static func shape(_ target: Target, transport: Transport, run: UInt64) -> TargetShape {
        var emits: Bool = false
        if case .emit = target.trigger { emits = true }
        let digits: String = String(run, radix: 16)
        var shape = TargetShape(
            updates: target.updates, poll: target.poll, emitsTriggers: emits, tokenPrefix: "sb\(digits)-")
        if transport.isPush { shape.poll = nil }
        return shape
    }

    /// The arrivals with the target's own trigger in place of SwarmBot's tasks; none without a trigger.
    static func submissions(
        _ arrivals: [LoadPlan.Submission], trigger: Trigger?, shape: TargetShape
    ) -> [LoadPlan.Submission] {
        arrivals.enumerated().compactMap { index, arrival in
            let token: String = shape.token(index + 1)
            func filled(_ text: String) -> String { replaced(text, by: token) }
            switch trigger {
            case .post(let path, let body):
                return LoadPlan.Submission(
                    offset: arrival.offset, body: Array(filled(body).utf8), path: filled(path), token: token)
            case .emit(let event, let arguments):
                return LoadPlan.Submission(
                    offset: arrival.offset, body: packet(event, filled(arguments)), token: token)
            case nil: return nil
            }
        }
    }

    /// `["event",ARGUMENT,...]` from a JSON array of arguments.
    private static func packet(_ event: String, _ arguments: String) -> [UInt8] {
        var name: String = ""
        for character in event {
            name += character == "\"" || character == "\\" ? "\\\(character)" : "\(character)"
        }
        let rest: Substring = arguments.dropFirst()
        return Array("[\"\(name)\"\(rest == "]" ? "" : ",")\(rest)".utf8)
    }

    private static func replaced(_ text: String, by token: String) -> String {
        text.split(separator: Trigger.placeholder, omittingEmptySubsequences: false).joined(separator: token)
    }
}
