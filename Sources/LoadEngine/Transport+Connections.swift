import Scenarios

extension Transport {
    /// Connections that each client keeps open, a descriptor and a local port each. One that lost its WebSocket
    /// and asks for the state meanwhile has another.
    package var connections: Int { self == .longPolling ? LongPollFleet.connections : 1 }
}
