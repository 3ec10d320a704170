import Testing

@testable import Experiment

@Suite("The veth path's names, addresses and commands")
struct VethPlanTests {
    private func plan(
        process: Int32 = 4321, number: Int = 0, routes: [IPv4Network] = [], cpus: [Int] = [0, 1]
    ) throws -> VethPlan {
        try #require(
            VethPlan(
                process: process, number: number, routes: routes, placement: CPUPlacement(available: cpus)))
    }

    /// Behind `ip` and its options, so that the order stands out.
    private func words(_ commands: [[String]]) -> [String] {
        commands.map {
            ($0.first?.hasSuffix("ip") == true ? ["ip"] + $0.dropFirst() : $0).joined(separator: " ")
        }
    }

    @Test(
        "A namespace, a pair across its border, an address on each end, and each end's packets on its own CPU"
    )
    func setUp() throws {
        let plan = try plan()
        let (host, server) = (plan.hostAddress, plan.serverAddress)
        let namespace = "swarmbench-4321-0"
        #expect(
            words(plan.setUp) == [
                "ip netns add \(namespace)",
                "ip link add swb4321-0h mtu 1500 type veth peer name swb4321-0s mtu 1500 netns \(namespace)",
                "ip address add \(host)/30 dev swb4321-0h",
                "ip link set swb4321-0h up",
                "ip -n \(namespace) address add \(server)/30 dev swb4321-0s",
                "ip -n \(namespace) link set swb4321-0s up",
                "ip -n \(namespace) link set lo up",
                "sh -c echo 2 > /sys/class/net/swb4321-0h/queues/rx-0/rps_cpus",
                "ip netns exec \(namespace) sh -c echo 1 > /sys/class/net/swb4321-0s/queues/rx-0/rps_cpus",
            ])
        #expect(words(plan.tearDown) == ["ip link delete swb4321-0h", "ip netns delete \(namespace)"])
    }

    @Test("With one CPU for both sides nothing is steered")
    func oneCPU() throws {
        #expect(try plan(cpus: [0]).setUp.allSatisfy { !$0.joined().contains("rps_cpus") })
    }

    @Test(
        "Names fit an interface's 15 characters, and tell whose they are",
        arguments: [1, 4_194_304] as [Int32])
    func names(process: Int32) throws {
        let plan = try plan(process: process, number: 99)
        #expect(plan.hostInterface.utf8.count <= 15 && plan.serverInterface.utf8.count <= 15)
        let owner = try #require(VethPlan.owner(plan.namespace))
        #expect(owner == (process, 99))
        #expect(plan.hostInterface == VethPlan.interface(owner.process, owner.number, "h"))
    }

    @Test(
        "Other people's namespaces are not ours",
        arguments: [
            "", "swarmbench", "swarmbench-", "swarmbench-x-1", "swarmbench-5", "swarmbench-0-1", "web-5-1",
        ])
    func strangers(name: String) {
        #expect(VethPlan.owner(name) == nil)
    }

    @Test("Addresses keep out of every route that is there")
    func addresses() throws {
        #expect(try plan().hostAddress.hasPrefix("10.213."))
        let ten = IPv4Network(0x0A00_0000, prefix: 8)
        let fallback = try plan(routes: [ten])
        #expect(fallback.hostAddress.hasPrefix("169.254.") && fallback.serverAddress.hasPrefix("169.254."))
        let linkLocal = IPv4Network(0xA9FE_0000, prefix: 16)
        #expect(
            VethPlan(
                process: 1, number: 0, routes: [ten, linkLocal], placement: CPUPlacement(available: [0]))
                == nil)
        // The next one after a block that is taken.
        let first = try plan(process: 7)
        let blocked = try #require(IPv4Network.routes(Self.table(destination: first.hostAddress)).first)
        #expect(try plan(process: 7, routes: [blocked]).hostAddress != first.hostAddress)
    }

    /// /proc/net/route with one /30.
    private static func table(destination: String) -> String {
        let bytes = destination.split(separator: ".").compactMap { UInt8($0) }
        let value = bytes.reversed().map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
            .joined()
        return "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
            + "v0\t\(value)\t00000000\t0001\t0\t0\t0\tFCFFFFFF\t0\t0\t0\n"
    }

    @Test("Routes are read as the kernel prints them")
    func routes() {
        let text = """
            Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
            eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
            eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
            nonsense
            """
        // 192.0.2.0/24; the default route is left out.
        let routes = IPv4Network.routes(text)
        #expect(routes == [IPv4Network(0xC000_0200, prefix: 24)])
        #expect(routes.first?.address(7) == "192.0.2.7")
    }

    @Test(
        "Blocks overlap where one holds the other",
        arguments: [
            (0x0AD5_0000, 16, 0x0AD5_0104, 30, true), (0x0AD5_0104, 30, 0x0AD5_0000, 16, true),
            (0x0AD5_0100, 30, 0x0AD5_0104, 30, false), (0x0A00_0000, 8, 0x0B00_0000, 8, false),
            (0, 0, 0x0AD5_0000, 16, true),
        ] as [(UInt32, Int, UInt32, Int, Bool)])
    func overlaps(first: UInt32, firstPrefix: Int, second: UInt32, secondPrefix: Int, expected: Bool) {
        let (one, other) = (
            IPv4Network(first, prefix: firstPrefix), IPv4Network(second, prefix: secondPrefix)
        )
        #expect(one.overlaps(other) == expected)
    }

    @Test(
        "CPU masks are in groups of 32",
        arguments: [
            ([0], "1"), ([1], "2"), ([0, 1, 5], "23"), ([31], "80000000"), ([32], "1,00000000"),
            ([40, 0], "100,00000001"),
        ]
            as [([Int], String)])
    func masks(cpus: [Int], expected: String) {
        #expect(VethPlan.mask(cpus) == expected)
    }

    @Test("What is missing is named before anything is made")
    func obstacles() {
        let unprivileged = #expect(throws: VethError.self) {
            try VethNetwork.check(.veth, isRoot: false, hasIP: true)
        }
        #expect(unprivileged?.description.contains("root") == true)
        let bare = #expect(throws: VethError.self) {
            try VethNetwork.check(.veth, isRoot: true, hasIP: false)
        }
        #expect(bare?.description.contains("iproute2") == true)
        #expect(throws: Never.self) { try VethNetwork.check(.loopback, isRoot: false, hasIP: false) }
    }
}
