/// What a scenario means when it leaves a key out. Only `arms` has no default.
package enum ScenarioDefaults {
    package static let clients: Int = 500
    package static let connectRate: Double = 1_000
    package static let interval: Int64 = 1_000_000_000
    package static let load = Load(tasksPerSecond: [1], arrivals: .poisson)
    package static let phases = Phases(warmUp: 2_000_000_000, steady: 10_000_000_000)
    package static let blocks: Int = 3
    package static let seed: UInt64 = 1
    /// Heartbeats as Engine.IO's defaults, windows as the server's own.
    package static let server = ServerSettings(
        teams: 1, eventLoops: 1, pingInterval: 25_000_000_000, pingTimeout: 20_000_000_000, batchWindows: [:])
}
