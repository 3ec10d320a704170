/// How many servers users take, and on what that rests.
package struct CapacityPlanRecord: Codable, Sendable, Equatable {
    package var clientsPerServer: Double
    /// The part of it that stays free.
    package var headroom: Double
    package var spareServers: Int
    package var coresPerServer: Double
    /// Sentences.
    package var assumptions: [String]
    package var rows: [Row]

    package struct Row: Codable, Sendable, Equatable {
        package var users: Double
        package var servers: Int
        package var cores: Double
        @ExplicitNull package var memoryBytes: Double?
        @ExplicitNull package var egressBytesPerMonth: Double?

        package init(
            users: Double, servers: Int, cores: Double, memoryBytes: Double?, egressBytesPerMonth: Double?
        ) {
            self.users = users
            self.servers = servers
            self.cores = cores
            self.memoryBytes = memoryBytes
            self.egressBytesPerMonth = egressBytesPerMonth
        }
    }

    package init(
        clientsPerServer: Double, headroom: Double, spareServers: Int, coresPerServer: Double,
        assumptions: [String], rows: [Row]
    ) {
        self.clientsPerServer = clientsPerServer
        self.headroom = headroom
        self.spareServers = spareServers
        self.coresPerServer = coresPerServer
        self.assumptions = assumptions
        self.rows = rows
    }
}
