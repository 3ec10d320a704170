import CShims
import Testing

@testable import LoadEngine

@Suite("The limit of descriptors", .serialized)
struct DescriptorLimitTests {
    private static func limits() -> (soft: UInt64, hard: UInt64) {
        var limits: (soft: UInt64, hard: UInt64) = (0, 0)
        _ = shim_descriptor_limit_get(&limits.soft, &limits.hard)
        return limits
    }

    /// The most clients that the hard limit leaves room for, where a plan could name more.
    private static let most = Int(clamping: limits().hard) - Int(DescriptorLimit.reserve)
    private static let isBelowPlans = most < 1_000_000

    @Test("The check passes up to the hard limit and changes nothing")
    func check() {
        let before = Self.limits()
        // One less than there may be, so that raising it would show, and little enough to disturb nobody.
        _ = shim_descriptor_limit_set(before.hard - 1)
        for clients in [Int.min, -1, 0, 1, Self.most] {
            #expect(throws: Never.self) { try DescriptorLimit.check(clients: clients) }
        }
        #expect(Self.limits() == (before.hard - 1, before.hard))
        #expect(throws: Never.self) { try DescriptorLimit.ensure(clients: Self.most) }
        #expect(Self.limits() == (before.hard, before.hard))
        _ = shim_descriptor_limit_set(before.soft)
    }

    @Test(
        "One client more is refused before a run starts, and the error names the remedy",
        .enabled(if: isBelowPlans))
    func refused() throws {
        let found = #expect(throws: LoadError.self) { try DescriptorLimit.check(clients: Self.most + 1) }
        let error = try #require(found)
        #expect(error.kind == .descriptorLimit)
        #expect(error.description.contains("ulimit -Hn") == true)
        let plan = LoadPlan(
            endpoint: Endpoint(host: "127.0.0.1", port: 1), transport: .webSocket, clients: Self.most + 1,
            connectRate: 1,
            connectTimeout: 1, warmUp: 0, steady: 0, drainLimit: 0, submissions: [], seed: 1)
        let run = try LoadRun(plan: plan)
        #expect(throws: error) { try run.start() }
    }
}
