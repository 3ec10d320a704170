import FaultProxy
import TestSupport

/// A proxy with its server's listener behind it.
struct ProxyFixture {
    let listener: TestSocket
    let proxy: TCPProxy

    init(seed: UInt64 = 1, limits: ProxyLimits = ProxyLimits()) throws {
        listener = try TestSocket.listener()
        proxy = try TCPProxy(upstream: ("127.0.0.1", listener.port), seed: seed, limits: limits)
    }

    /// Both ends of a new connection through the proxy.
    func connect() throws -> (client: TestSocket, server: TestSocket) {
        let client = try TestSocket.connected(to: proxy.port)
        return (client, try listener.accept())
    }

    /// The same, once the proxy knows that it is made.
    func settled() throws -> (client: TestSocket, server: TestSocket) {
        let pair = try connect()
        try pair.client.send([1])
        _ = try pair.server.read(1)
        return pair
    }

    func pairs(_ count: Int) throws -> [(client: TestSocket, server: TestSocket)] {
        try (0..<count).map { _ in try settled() }
    }
}

/// Bytes in which every shift and loss shows.
func pattern(_ count: Int, salt: UInt64 = 0) -> [UInt8] {
    var state: UInt64 = salt &+ 0x9E37_79B9
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
    }
}

/// Very many such bytes, soon made: a block whose length divides no power of two, again and again.
func longPattern(_ count: Int) -> [UInt8] {
    let block = pattern(65_521)
    var all: [UInt8] = []
    all.reserveCapacity(count + block.count)
    while all.count < count { all += block }
    return Array(all.prefix(count))
}

extension LineConditions {
    static func with(_ change: (inout LineConditions) -> Void) -> LineConditions {
        var conditions = LineConditions()
        change(&conditions)
        return conditions
    }
}

extension PathConditions {
    static func both(_ change: (inout LineConditions) -> Void) -> PathConditions {
        PathConditions(up: .with(change), down: .with(change))
    }
}
