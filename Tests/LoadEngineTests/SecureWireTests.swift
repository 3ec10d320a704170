import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("TLS records against a peer that decides what stands in them")
    struct SecureWireTests {
        private let certificates: TestCertificates

        init() throws { certificates = try TestCertificates() }

        /// One client on a run that ends when it is told to.
        private func start(
            _ arguments: [String], connectTimeout: Int64 = 20 * Plans.second
        ) async throws -> (run: LoadRun, peer: RunningProgram) {
            let peer = try PythonPeer.start(
                "tls_peer.py",
                arguments: [arguments[0], certificates.certificate(.good), certificates.key(.good)]
                    + arguments.dropFirst())
            let line = try await peer.line(startingWith: "listening on ")
            let port = try #require(line.split(separator: ":").last.flatMap { UInt16($0) })
            var endpoint = Endpoint(host: "127.0.0.1", port: port)
            endpoint.isSecure = true
            endpoint.trust = .authorities(file: certificates.authority)
            let run = try LoadRun(
                plan: LoadPlan(
                    endpoint: endpoint, transport: .webSocket, clients: 1, connectRate: 100,
                    connectTimeout: connectTimeout, warmUp: 0, steady: 60 * Plans.second, drainLimit: 0,
                    submissions: [], seed: 1))
            try run.start()
            return (run, peer)
        }

        @Test("Many messages in one record arrive together, and bear its stamp")
        func together() async throws {
            let (run, peer) = try await start(["together", "150"])
            _ = try await peer.line(startingWith: "done")
            // Nothing follows the record: what stayed behind in OpenSSL would stay for good.
            try await eventually { run.progress.fewestEligibleReceipts == 150 }
            run.cancel()
            let entries = await run.wait().allEntries
            #expect(entries.map(\.seq) == (1...150).map { UInt64($0) })
            #expect(Set(entries.map(\.arrival)).count == 1)
            #expect(entries.map { $0.flags.contains(.sharedRead) } == (1...150).map { $0 < 150 })
        }

        @Test("A message over many records is put together", arguments: [2, 40, 300])
        func apart(records: Int) async throws {
            let (run, peer) = try await start(["apart", "\(records)"])
            _ = try await peer.line(startingWith: "done")
            try await eventually { run.progress.fewestEligibleReceipts == 1 }
            run.cancel()
            let record = await run.wait()
            #expect(record.errors.isEmpty)
            #expect(record.clients[0].bytesDown > 200 * UInt64(records))
        }

        @Test("What came whole before a connection's end is kept", arguments: ["cut", "bare-end", "reset"])
        func ends(mode: String) async throws {
            let (run, peer) = try await start([mode])
            let record = await run.wait()
            peer.closeInput()
            // A reset may overtake what was sent before it.
            if mode != "reset" { #expect(record.allEntries.map(\.seq) == [1]) }
            #expect(record.errors == ["disconnect": 1])
            #expect(record.clients[0].disconnects == 1)
            #expect(record.failure?.contains("lost the server") == true)
        }

        @Test("A server without TLS is told apart")
        func plainServer() async throws {
            let (run, peer) = try await start(["plain"])
            let record = await run.wait()
            peer.closeInput()
            #expect(record.failure?.contains("does not speak TLS") == true, "\(record.failure ?? "")")
            #expect(record.errors == ["tls": 1])
        }

        @Test("A handshake that nobody answers ends with the connect timeout")
        func muteHandshake() async throws {
            let (run, peer) = try await start(["mute"], connectTimeout: 400_000_000)
            let record = await run.wait()
            peer.closeInput()
            #expect(
                record.failure?.contains("0 of 1 clients connected within 0.4 s") == true,
                "\(record.failure ?? "")")
            #expect(record.timeline.loadStart == 0)
        }
    }
}
