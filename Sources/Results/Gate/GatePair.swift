/// Two trials, one of each build, with the same arrivals.
package struct GatePair: Codable, Sendable, Equatable {
    /// From 0. Two successive pairs make a block, which reads ABBA or BAAB.
    package var number: Int
    /// Whether the base ran before the head.
    package var baseFirst: Bool
    package var base: GateTrial
    package var head: GateTrial

    package init(number: Int, baseFirst: Bool, base: GateTrial, head: GateTrial) {
        self.number = number
        self.baseFirst = baseFirst
        self.base = base
        self.head = head
    }
}

/// What one trial gave a gate.
package struct GateTrial: Codable, Sendable, Equatable {
    /// By metric name.
    package var values: [String: Double]
    /// Updates that were lost, duplicated or reordered, and errors.
    package var defects: Int
    /// Of one CPU: how close to saturation the server was.
    @ExplicitNull package var serverCPUPercent: Double?
    @ExplicitNull package var generatorCPUPercent: Double?

    package init(
        values: [String: Double], defects: Int, serverCPUPercent: Double?, generatorCPUPercent: Double?
    ) {
        self.values = values
        self.defects = defects
        self.serverCPUPercent = serverCPUPercent
        self.generatorCPUPercent = generatorCPUPercent
    }
}

/// A trial that told nothing about its server.
package struct GateRepeat: Codable, Sendable, Equatable {
    package var pair: Int
    /// `base` or `head`.
    package var side: String
    package var reasons: [String]

    package init(pair: Int, side: String, reasons: [String]) {
        self.pair = pair
        self.side = side
        self.reasons = reasons
    }
}

/// What a look found.
package struct GateLookRecord: Codable, Sendable, Equatable {
    package var pairs: Int
    /// In the metrics' order, deciding ones only.
    package var metrics: [Reading]

    /// One metric at one look. Changes are relative, as in ``GateMetric``.
    package struct Reading: Codable, Sendable, Equatable {
        package var name: String
        package var change: Double
        /// Standard errors that the mean log-ratio lies above zero; null without any spread.
        @ExplicitNull package var t: Double?
        /// Standard errors that it had to.
        package var critical: Double
        package var lower: Double
        package var upper: Double
        package var settledUpper: Double
        package var state: GateMetric.State

        package init(
            name: String, change: Double, t: Double?, critical: Double, lower: Double, upper: Double,
            settledUpper: Double, state: GateMetric.State
        ) {
            self.name = name
            self.change = change
            self.t = t
            self.critical = critical
            self.lower = lower
            self.upper = upper
            self.settledUpper = settledUpper
            self.state = state
        }
    }

    package init(pairs: Int, metrics: [Reading]) {
        self.pairs = pairs
        self.metrics = metrics
    }
}
