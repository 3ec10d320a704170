import Reporting
import Results
import Scenarios

extension ValidateCommand {
    /// What drives the swarm: constant rates in one line, every other load point in its own.
    static func load(_ load: Load) -> [String] {
        var rates: [String] = []
        var others: [String] = []
        for point in load.points {
            switch point.model {
            case .open(.constant(let rate)) where point.name == nil: rates.append(NumberFormat.chosen(rate))
            case .open(let shape):
                others.append("\(point.label): \(words(shape)), \(load.arrivals.rawValue) arrivals")
            case .closed(let closed): others.append("\(point.label): \(words(closed))")
            }
        }
        if !rates.isEmpty {
            others.insert(
                "\(LoadPoint.tasks(rates.joined(separator: ", "))), \(load.arrivals.rawValue) arrivals", at: 0
            )
        }
        return others.enumerated().map { ($0 == 0 ? "load      " : "          ") + $1 }
    }

    private static func words(_ shape: LoadShape) -> String {
        func rate(_ value: Double) -> String { NumberFormat.chosen(value) }
        switch shape {
        case .constant(let value): return LoadPoint.tasks(rate(value))
        case .ramp(let from, let to):
            return "a ramp from \(rate(from)) to \(rate(to)) tasks/s over the steady state"
        case .steps(let steps):
            let parts: [String] = steps.map {
                "\(LoadPoint.tasks(rate($0.rate))) for \(DurationText.format($0.length))"
            }
            return "steps of " + parts.joined(separator: ", ")
        case .spike(let base, let peak, let at, let length):
            return
                "\(LoadPoint.tasks(rate(base))), and \(rate(peak)) for \(DurationText.format(length)) from "
                + "\(DurationText.format(at)) on"
        }
    }

    private static func words(_ closed: ClosedLoad) -> String {
        let wait: String = closed.waitsFor == .answer ? "its answer" : "the task's end"
        return
            "closed model, \(closed.users) user\(closed.users == 1 ? "" : "s"), each waits for \(wait) and thinks "
            + "for \(DurationText.format(closed.thinkTime)) (\(closed.thinking.rawValue))"
    }
}
