import FaultProxy
import Scenarios

/// One thing that is done for the sake of a trial's faults.
enum FaultAction: Sendable, Equatable {
    case kill
    case start
    case pause
    case resume
    case cut(ConnectionCut, share: Double)
    case conditions(PathConditions)

    /// Most of it can be done before its time.
    var takesPreparing: Bool { self == .kill }
}

/// What is to be done when for a schedule of faults.
struct FaultSteps: Sendable, Equatable {
    struct Step: Sendable, Equatable {
        /// From the start of the steady state, nanoseconds.
        var offset: Int64
        var action: FaultAction
        /// The place of the fault in the schedule.
        var entry: Int
        /// The fault ends with it.
        var isEnd: Bool
    }

    /// In the order of their times; what ends at an instant does so before anything begins at it.
    let steps: [Step]

    init(_ schedule: FaultSchedule) {
        var edges: [(offset: Int64, isEnd: Bool, entry: Int)] = []
        for (place, entry) in schedule.entries.enumerated() {
            edges.append((entry.begin, false, place))
            if entry.end > entry.begin { edges.append((entry.end, true, place)) }
        }
        edges.sort { ($0.offset, $0.isEnd ? 0 : 1, $0.entry) < ($1.offset, $1.isEnd ? 0 : 1, $1.entry) }
        // Of path faults that overlap by chance, the last to begin counts.
        var active: [Int] = []
        var steps: [Step] = []
        for edge in edges {
            let kind = schedule.entries[edge.entry].fault.kind
            let action: FaultAction
            switch (kind, edge.isEnd) {
            case (.restart, false): action = .kill
            case (.restart, true): action = .start
            case (.stop, false): action = .pause
            case (.stop, true): action = .resume
            case (.reset(let share), _): action = .cut(.reset, share: share)
            case (.halfOpen(let share, let gone), _):
                action = .cut(.halfOpen(gone: gone == .client ? .client : .server), share: share)
            case (.path, let isEnd):
                if isEnd { active.removeAll { $0 == edge.entry } } else { active.append(edge.entry) }
                let current: Fault.Kind? = active.last.map { schedule.entries[$0].fault.kind }
                action = .conditions(Self.conditions(current))
            }
            let lasts = schedule.entries[edge.entry].end > schedule.entries[edge.entry].begin
            steps.append(
                Step(offset: edge.offset, action: action, entry: edge.entry, isEnd: edge.isEnd || !lasts))
        }
        self.steps = steps
    }

    /// The proxy's conditions for a path fault; clear ones without any.
    static func conditions(_ kind: Fault.Kind?) -> PathConditions {
        guard case .path(let fault, let share, _)? = kind else { return PathConditions() }
        var line = LineConditions()
        var direction = FaultDirection.both
        switch fault {
        case .delay(let delay, let jitter, let way):
            line.delay = delay
            line.jitter = jitter
            direction = way
        case .bandwidth(let rate, let burst, let way):
            line.bytesPerSecond = Double(rate)
            line.burst = burst
            direction = way
        case .blackhole:
            var hole = PathConditions.blackhole
            hole.share = share
            return hole
        case .slowReader(let rate):
            line.bytesPerSecond = Double(rate)
            line.holdsBack = true
            direction = .down
        }
        let clear = LineConditions()
        return PathConditions(
            up: direction == .down ? clear : line, down: direction == .up ? clear : line, share: share)
    }
}
