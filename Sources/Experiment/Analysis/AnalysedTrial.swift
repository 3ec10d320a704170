import Results
import Scenarios

/// A trial's results with the cell they belong to. Holds none of the observations.
package struct AnalysedTrial: Sendable, Equatable {
    package var arm: String
    package var transport: String
    package var load: LoadPoint
    package var clients: Int
    package var trial: Trial

    package init(arm: String, transport: String, load: LoadPoint, clients: Int, trial: Trial) {
        self.arm = arm
        self.transport = transport
        self.load = load
        self.clients = clients
        self.trial = trial
    }

    package init(trial: Trial, measurement: TrialMeasurement) {
        self.init(
            arm: measurement.arm.name, transport: measurement.arm.transport.name,
            load: measurement.load,
            clients: measurement.record.clients.count, trial: trial)
    }
}
