import Results
import Scenarios

/// What the report says of a scenario's targets.
enum TargetFacts {
    /// In the order of the arms; nil when all arms measured the swarm-server beside bench.
    static func all(_ scenario: Scenario) -> [MeasuredTarget]? {
        var facts: [MeasuredTarget] = []
        for target in scenario.arms.compactMap(\.target)
        where !facts.contains(where: { $0.name == target.name }) {
            let arms: [Arm] = scenario.arms.filter { $0.target?.name == target.name }
            facts.append(
                MeasuredTarget(
                    name: target.name, arms: arms.map(\.name), address: target.address?.text,
                    command: target.command.map { RecordedCommand.words($0.words) },
                    freshProcess: target.command != nil,
                    remarks: remarks(target, arms)))
        }
        return facts.isEmpty ? nil : facts
    }

    private static func remarks(_ target: Target, _ arms: [Arm]) -> [String] {
        var remarks: [String] = []
        if target.command == nil {
            remarks.append("fresh process: no. What earlier trials left in it is in the later ones")
            if target.cpu == nil {
                remarks.append("CPU and memory are not measured: `cpu` says where to read them")
            }
        }
        guard target.api == .none else { return remarks }
        var isProbe: Bool = false
        var isUnion: Bool = false
        var isUnnumbered: Bool = false
        for arm in arms {
            let source =
                arm.transport.isPush
                ? (target.updates.timestamp, target.updates.sequence)
                : (target.poll?.timestamp, target.poll?.sequence)
            if source.0 == nil { isProbe = true } else { isUnion = true }
            if source.1 == nil { isUnnumbered = true }
        }
        if isProbe {
            remarks.append(
                "latencies count from the triggers' intended times, the trigger's own way to the target included; "
                    + "lost are accepted triggers that a client never saw")
        }
        if isUnion {
            remarks.append(
                "it keeps no log: what should have been seen is what any client saw, and updates that no client "
                    + "saw are invisible")
        }
        if isUnnumbered {
            remarks.append("its updates have no sequence: duplicates and reordering are unknown")
        }
        return remarks
    }
}
