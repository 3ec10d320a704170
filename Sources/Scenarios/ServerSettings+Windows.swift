extension ServerSettings {
    /// The contract's batching windows by event type, nanoseconds.
    package static let defaultBatchWindows: [String: Int64] = [
        "agent_update": 100_000_000, "task_update": 100_000_000, "metric_update": 500_000_000,
        "log_update": 200_000_000,
    ]

    /// The windows in force: the contract's, with this scenario's overrides.
    package var effectiveBatchWindows: [String: Int64] {
        Self.defaultBatchWindows.merging(batchWindows) { _, override in override }
    }

    /// No batched entry waits longer than this for its flush, nanoseconds.
    package var largestBatchWindow: Int64 { effectiveBatchWindows.values.max() ?? 0 }
}

extension Scenario {
    /// How the server of an arm's trials is started.
    package func server(of arm: Arm) -> ServerSettings {
        guard !arm.isBatched else { return server }
        var settings: ServerSettings = server
        for type in ServerSettings.defaultBatchWindows.keys { settings.batchWindows[type] = 0 }
        return settings
    }
}
