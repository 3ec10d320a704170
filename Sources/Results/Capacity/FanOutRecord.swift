/// The fan-out model (docs/measurement.md), fitted to trials below saturation.
package struct FanOutRecord: Codable, Sendable, Equatable {
    package var formula: String
    /// Microseconds of the sender for one message to one client.
    package var sendCostMicroseconds: CapacityEstimate
    /// Waits against those of Poisson messages.
    package var burstiness: CapacityEstimate
    /// Threads of the server that send, each to its part of the clients.
    package var eventLoops: Int
    /// Messages a second that each client is sent, at the load of the answer.
    package var messagesPerClientSecond: Double
    /// By how much that grows with each task a second, where the rate grows; 0 along clients.
    package var messagesPerTask: Double
    /// Where the senders are saturated, in what grows: clients, or tasks a second where only these grow.
    /// Null where nothing ends it: the rate of messages does not grow.
    @ExplicitNull package var saturation: CapacityEstimate?
    /// What the model says the objective allows; null where its figure is none of the model's.
    package var forecasts: [Forecast]
    /// Mean delivery, milliseconds.
    package var residuals: [CapacityResidual]

    /// Where a condition is just met, in what grows.
    package struct Forecast: Codable, Sendable, Equatable {
        package var expression: String
        package var level: CapacityEstimate

        package init(expression: String, level: CapacityEstimate) {
            self.expression = expression
            self.level = level
        }
    }

    package init(
        formula: String, sendCostMicroseconds: CapacityEstimate, burstiness: CapacityEstimate,
        eventLoops: Int,
        messagesPerClientSecond: Double, messagesPerTask: Double, saturation: CapacityEstimate?,
        forecasts: [Forecast],
        residuals: [CapacityResidual]
    ) {
        self.formula = formula
        self.sendCostMicroseconds = sendCostMicroseconds
        self.burstiness = burstiness
        self.eventLoops = eventLoops
        self.messagesPerClientSecond = messagesPerClientSecond
        self.messagesPerTask = messagesPerTask
        self.saturation = saturation
        self.forecasts = forecasts
        self.residuals = residuals
    }
}
