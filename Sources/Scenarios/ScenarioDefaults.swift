/// What a scenario means when it leaves a key out. Only `arms` has no default.
enum ScenarioDefaults {
    static let clients: Int = 500
    /// Connections a second.
    static let connectRate: Double = 1_000
    /// Between two polls, nanoseconds.
    static let interval: Int64 = 1_000_000_000
    static let load = Load(tasksPerSecond: [1], arrivals: .poisson)
    static let phases = Phases(warmUp: 2_000_000_000, steady: 10_000_000_000)
    static let blocks: Int = 3
    static let seed: UInt64 = 1
    /// Heartbeats as Engine.IO's defaults, windows as the server's own.
    static let server = ServerSettings(
        teams: 1, eventLoops: 1, pingInterval: 25_000_000_000, pingTimeout: 20_000_000_000, batchWindows: [:])
}
