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
    /// Where the senders are saturated, clients.
    package var saturationClients: CapacityEstimate
    /// What the model says the objective allows; null where its figure is none of the model's.
    package var forecasts: [Forecast]
    /// Mean delivery, milliseconds.
    package var residuals: [CapacityResidual]

    /// Clients at which a condition is just met.
    package struct Forecast: Codable, Sendable, Equatable {
        package var expression: String
        package var clients: Double

        package init(expression: String, clients: Double) {
            self.expression = expression
            self.clients = clients
        }
    }

    package init(
        formula: String, sendCostMicroseconds: CapacityEstimate, burstiness: CapacityEstimate,
        eventLoops: Int,
        messagesPerClientSecond: Double, saturationClients: CapacityEstimate, forecasts: [Forecast],
        residuals: [CapacityResidual]
    ) {
        self.formula = formula
        self.sendCostMicroseconds = sendCostMicroseconds
        self.burstiness = burstiness
        self.eventLoops = eventLoops
        self.messagesPerClientSecond = messagesPerClientSecond
        self.saturationClients = saturationClients
        self.forecasts = forecasts
        self.residuals = residuals
    }
}
