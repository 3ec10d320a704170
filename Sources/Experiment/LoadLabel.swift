import Results
import Scenarios

/// How a load point is written in names: `0`, `0.2`, `10`, `ramp-1-20`.
package enum LoadLabel {
    /// Of a constant rate.
    package static func text(_ tasksPerSecond: Double) -> String {
        LoadPoint(tasksPerSecond: tasksPerSecond).name
    }
}

extension LoadPoint {
    /// What a scenario's load point is in results.
    ///
    /// - Parameter steady: nanoseconds over which a shape's mean rate is taken.
    package init(_ load: OfferedLoad, steady: Int64) {
        self.init(tasksPerSecond: nil)
        switch load.model {
        case .open(let shape):
            let profile = RateProfile(shape, warmUp: 0, steady: steady)
            tasksPerSecond = profile.expected / (Double(steady) / 1e9)
            if case .constant(let rate) = shape { tasksPerSecond = rate }
            self.shape = Self.shape(shape)
            label = shape.isConstant && load.name == nil ? nil : load.label
        case .closed(let closed):
            label = load.label
            self.closed = ClosedModel(
                users: closed.users, thinkSeconds: Double(closed.thinkTime) / 1e9,
                thinking: closed.thinking.rawValue, waitsFor: closed.waitsFor.rawValue)
        }
    }

    private static func shape(_ shape: LoadShape) -> Shape? {
        switch shape {
        case .constant: nil
        case .ramp(let from, let to): Shape(kind: "ramp", rates: [from, to], seconds: [])
        case .steps(let steps):
            Shape(
                kind: "steps", rates: steps.map(\.rate), seconds: steps.map { Double($0.length) / 1e9 })
        case .spike(let base, let peak, let at, let length):
            Shape(
                kind: "spike", rates: [base, peak], seconds: [Double(at) / 1e9, Double(length) / 1e9])
        }
    }
}
