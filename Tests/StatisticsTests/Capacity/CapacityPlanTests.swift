import Testing

@testable import Statistics

@Suite("A capacity plan") struct CapacityPlanTests {
    private let plan = CapacityPlan(
        clientsPerServer: 1_000, headroom: 0.3, spareServers: 1, coresPerServer: 2, bytesPerServer: 50e6,
        bytesPerClient: 10_000, egressPerClientHour: 1e6)

    @Test(
        "fills servers to their headroom and adds the spare ones",
        arguments: [(1.0, 2), (700, 2), (701, 3), (7_000, 11), (10_000, 16), (1e7, 14_287)])
    func servers(users: Double, servers: Int) throws {
        let row = try #require(plan.row(users: users))
        #expect(row.servers == servers)
        #expect(row.cores == Double(2 * servers))
    }

    @Test("each server has memory for what it carries when another one is lost; egress is that of all users")
    func memory() throws {
        let row = try #require(plan.row(users: 7_000))
        // 11 servers, 10 of which carry 700 clients each.
        #expect(row.memoryBytes == 11 * (50e6 + 700 * 10_000))
        #expect(row.egressBytesPerMonth == 7_000 * 1e6 * 730)
    }

    @Test("users that are not all connected take fewer servers, and average ones less egress")
    func shares() throws {
        var own = plan
        own.connectedShare = 0.1
        own.averageShare = 0.02
        let row = try #require(own.row(users: 70_000))
        #expect(row.servers == 11)
        #expect(abs(row.egressBytesPerMonth! / (1_400 * 1e6 * 730) - 1) < 1e-12)
    }

    @Test("from a thousand users to ten millions; none where a server carries nobody")
    func rows() {
        #expect(plan.rows.first?.users == 1_000)
        #expect(plan.rows.last?.users == 1e7)
        var own = plan
        own.clientsPerServer = 0
        #expect(own.rows.isEmpty)
        own = plan
        own.bytesPerClient = nil
        #expect(own.rows.allSatisfy { $0.memoryBytes == nil })
    }
}
