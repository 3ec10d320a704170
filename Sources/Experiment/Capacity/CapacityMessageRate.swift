import Results
import Statistics

/// Messages a second that a client is sent, by the tasks a second: as trials below saturation had them.
struct CapacityMessageRate {
    private var base: Double = 0
    private(set) var perTask: Double = 0

    /// Along clients it is one figure, that of the trials there; where the rate grows it is a straight line through the
    /// trials from half to twice `rate`: batches make of more events fewer messages each, so that a line is one near by.
    init(_ trials: [CapacityTrial], along axis: CapacityReport.Axis, near rate: Double) {
        let points: [(tasks: Double, messages: Double)] = trials.compactMap { trial in
            trial.figures?.messagesPerClientSecond.map { (trial.tasksPerSecond, $0) }
        }
        guard axis != .clients else {
            base = points.isEmpty ? 0 : Moments(points.map(\.messages)).mean
            return
        }
        let near: [(tasks: Double, messages: Double)] = points.filter {
            $0.tasks >= rate / 2 && $0.tasks <= rate * 2
        }
        if Set(near.map(\.tasks)).count > 1,
            let line = LeastSquares(rows: near.map { [1, $0.tasks] }, values: near.map(\.messages)),
            line.coefficients[1] > 0
        {
            base = max(0, line.coefficients[0])
            perTask = line.coefficients[1]
        } else if let last = near.last ?? points.last, last.tasks > 0 {
            perTask = last.messages / last.tasks
        }
    }

    func rate(at tasksPerSecond: Double) -> Double { base + perTask * tasksPerSecond }
}
