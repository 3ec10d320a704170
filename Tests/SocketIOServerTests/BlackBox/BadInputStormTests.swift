import TestSupport
import Testing

extension BlackBoxSuite {
    @Suite("Bad input in masses")
    struct BadInputStormTests {
        @Test("after storms of bad input, descriptors are back and memory has not grown")
        func storm() async throws {
            // Sessions whose client was cut off between two polls end by their heartbeat, so it has to be quick.
            let server = try await ConformanceProcess(pingInterval: 300, pingTimeout: 3000)
            try server.expectServes()
            let baseline = try await server.program.settledDescriptors()
            var resident: [Int] = []
            // The first round fills allocators and caches; the rounds after it show whether anything stays.
            for seed in UInt64(1)...3 {
                let port = server.port
                try await blocking {
                    var storm = BadInputStorm(port: port, seed: seed)
                    try storm.round()
                }
                try server.expectServes()
                try await eventually(within: 40, "descriptors are back to \(baseline)") {
                    server.program.openDescriptors == baseline
                }
                resident.append(try #require(server.program.residentBytes))
            }
            #expect(Double(resident[2]) <= Double(resident[0]) * 1.1, "RSS by round: \(resident)")
            #expect(server.program.isRunning)
            #expect(try await server.program.stop() == 0)
        }
    }
}
