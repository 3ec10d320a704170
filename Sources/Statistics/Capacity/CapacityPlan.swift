/// How many servers some number of users take, from what one server was measured to carry. Pure arithmetic: every
/// assumption is a member.
package struct CapacityPlan: Sendable, Equatable {
    /// 1k to 10M.
    package static let usualUsers: [Double] = [
        1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7,
    ]
    /// A year's hours by twelve.
    package static let hoursOfMonth: Double = 730

    /// Clients that one server carries within its objective.
    package var clientsPerServer: Double
    /// The part of it that stays free, 0..<1.
    package var headroom: Double
    /// Servers that may be lost while the others stay within their headroom.
    package var spareServers: Int
    /// CPUs that a server keeps busy or free for it.
    package var coresPerServer: Double
    /// Resident bytes of a server without clients, and what each client adds; nil where it was not measured.
    package var bytesPerServer: Double?
    package var bytesPerClient: Double?
    /// Wire bytes down, of a client that stays connected for an hour.
    package var egressPerClientHour: Double?
    /// Of the users, how many are connected at the peak, and on average over the month.
    package var connectedShare: Double
    package var averageShare: Double

    package init(
        clientsPerServer: Double, headroom: Double = 0.3, spareServers: Int = 1, coresPerServer: Double,
        bytesPerServer: Double?, bytesPerClient: Double?, egressPerClientHour: Double?,
        connectedShare: Double = 1, averageShare: Double = 1
    ) {
        self.clientsPerServer = clientsPerServer
        self.headroom = headroom
        self.spareServers = spareServers
        self.coresPerServer = coresPerServer
        self.bytesPerServer = bytesPerServer
        self.bytesPerClient = bytesPerClient
        self.egressPerClientHour = egressPerClientHour
        self.connectedShare = connectedShare
        self.averageShare = averageShare
    }

    /// What some number of users takes.
    package struct Row: Sendable, Equatable {
        package var users: Double
        /// The spare ones among them.
        package var servers: Int
        package var cores: Double
        /// Of all servers together, with every server that may be lost lost: the others have its clients.
        package var memoryBytes: Double?
        package var egressBytesPerMonth: Double?
    }

    /// Nil where a server carries nobody.
    package func row(users: Double) -> Row? {
        let each: Double = clientsPerServer * (1 - headroom)
        guard each > 0, each.isFinite, users >= 0 else { return nil }
        let connected: Double = users * connectedShare
        // 7,000 / (1,000 x 0.7) is 10.000000000000002 in binary, and ten servers suffice.
        let needed: Double = max(1, (connected / each * (1 - 1e-12)).rounded(.up))
        let servers: Double = needed + Double(spareServers)
        let memory: Double? = bytesPerServer.flatMap { base in
            bytesPerClient.map { servers * base + servers * (connected / needed).rounded(.up) * $0 }
        }
        return Row(
            users: users, servers: Int(servers), cores: servers * coresPerServer, memoryBytes: memory,
            egressBytesPerMonth: egressPerClientHour.map { users * averageShare * $0 * Self.hoursOfMonth })
    }

    /// One for each of ``usualUsers``.
    package var rows: [Row] { Self.usualUsers.compactMap(row) }
}
