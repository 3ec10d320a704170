import Foundation
import Responder
import Scenarios
import TestSupport
import Testing

@testable import LoadEngine

extension TimingSuites {
    @Suite("TLS through an nginx in front of the responder")
    struct SecureTests {
        static let polling = Transport.intervalPolling(intervalNanoseconds: 100_000_000)
        static let transports: [Transport] = [.webSocket, polling]

        /// `host` is a name or an address of this machine.
        private static func endpoint(_ port: UInt16, _ trust: CertificateTrust, host: String = "localhost")
            -> Endpoint
        {
            var endpoint = Endpoint(host: "127.0.0.1", port: port)
            endpoint.host = host
            endpoint.isSecure = true
            endpoint.trust = trust
            return endpoint
        }

        private static func plan(_ endpoint: Endpoint, _ transport: Transport, clients: Int = 3) -> LoadPlan {
            LoadPlan(
                endpoint: endpoint, transport: transport, clients: clients, connectRate: 300,
                connectTimeout: 20 * Plans.second, warmUp: Plans.second / 4, steady: Plans.second,
                drainLimit: Plans.second / 2, submissions: [], seed: 42)
        }

        private static func messageBytes(_ record: LoadRecord) -> Double {
            let clients = record.clients
            return Double(clients.map(\.bytesDown).reduce(0, +))
                / Double(clients.map(\.messages).reduce(0, +))
        }

        @Test("Every client gets every entry, as without TLS", arguments: [3, 300])
        func pushIsWhole(clients: Int) async throws {
            let certificates = try TestCertificates()
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = clients == 3 ? 40 : 10
            let responder = try ResponderServer(behavior)
            let front = try await TLSFront(certificates, backend: responder.port)
            let trust = CertificateTrust.authorities(file: certificates.authority)
            let plan = Self.plan(Self.endpoint(front.port(.good), trust), .webSocket, clients: clients)
            let secure = try await Plans.run(plan)
            #expect(secure.failure == nil)
            #expect(secure.errors.isEmpty)
            #expect(secure.generator.unusableStamps == 0)
            let expected = responder.truth.entries.filter { secure.window.contains($0.stamp) }.map(\.seq)
            #expect(expected.count > 5)
            var seen = [[UInt64]](repeating: [], count: clients)
            let wanted = Set(expected)
            for entry in secure.allEntries where wanted.contains(entry.seq) {
                seen[Int(entry.client)].append(entry.seq)
            }
            #expect(seen.allSatisfy { $0 == expected })
            #expect(secure.clients.allSatisfy { $0.disconnects == 0 })

            // Application bytes are those above TLS: the same for a message as without it, but for the digits of
            // its number. What TCP carries is more.
            var direct = plan
            direct.endpoint = Endpoint(host: responder.host, port: responder.port)
            let plain = try await Plans.run(direct)
            #expect(plain.failure == nil)
            let (above, without) = (Self.messageBytes(secure), Self.messageBytes(plain))
            #expect(abs(above - without) <= 2)
            // Many clients in an unoptimised build are late, and count some messages here and not there.
            guard clients == 3 else { return }
            // A TLS 1.3 record adds 22 bytes at the least (RFC 8446 section 5.2), and a few messages stand at the
            // window's edges.
            let messages = secure.clients.map(\.messages).reduce(0, +)
            let overhead = secure.clients.reduce(0) {
                $0 + Double($1.tcp.bytesReceived) - Double($1.bytesDown)
            }
            #expect(overhead > 11 * Double(messages))
        }

        @Test("A slow reader gets what OpenSSL holds of a record, though nothing more comes")
        func slowReader() async throws {
            let certificates = try TestCertificates()
            var behavior = ResponderBehavior(seed: 1)
            behavior.eventsPerSecond = 0
            behavior.padding = 400
            let responder = try ResponderServer(behavior)
            let front = try await TLSFront(certificates, backend: responder.port)
            let trust = CertificateTrust.authorities(file: certificates.authority)
            var plan = Self.plan(Self.endpoint(front.port(.good), trust), .webSocket, clients: 1)
            plan.steady = 60 * Plans.second
            plan.behaviours = [
                Behaviour(name: "s", kind: .slowReader(SlowReading(bytesPerSecond: 20_000, pause: nil)))
            ]
            let run = try LoadRun(plan: plan)
            try run.start()
            try await eventually { run.progress.phase == .steady }
            responder.emit(60)
            try await eventually(within: 20) { run.progress.messages >= 61 }
            run.cancel()
            let record = await run.wait()
            #expect(record.failure == nil && record.errors.isEmpty)
            #expect(record.allEntries.count == 60)
        }

        @Test("Triggers are emitted over TLS")
        func triggers() async throws {
            let certificates = try TestCertificates()
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let front = try await TLSFront(certificates, backend: responder.port)
            let trust = CertificateTrust.authorities(file: certificates.authority)
            var plan = Self.plan(Self.endpoint(front.port(.good), trust), .webSocket, clients: 1)
            plan.shape = TargetShape(
                updates: UpdateFields(), poll: nil, emitsTriggers: true, tokenPrefix: "sb1-")
            plan.submissions = [
                LoadPlan.Submission(offset: 0, body: Array("[\"note\",\"sb1-1-\"]".utf8), token: "sb1-1-")
            ]
            let record = try await Plans.run(plan)
            #expect(record.failure == nil, "\(record.failure ?? "")")
            #expect(record.submissions.allSatisfy { $0.sent > 0 && $0.taskID == "sb1-1-" })
            #expect(record.submissions.count == 1)
        }

        @Test("Polls, submissions and control requests go over https")
        func pollingIsWhole() async throws {
            let certificates = try TestCertificates()
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let front = try await TLSFront(certificates, backend: responder.port)
            let trust = CertificateTrust.authorities(file: certificates.authority)
            var plan = Self.plan(Self.endpoint(front.port(.good), trust), Self.polling)
            plan.submissions = [LoadPlan.Submission(offset: 0, body: Array("{}".utf8))]
            let record = try await Plans.run(plan)
            #expect(record.failure == nil)
            #expect(record.errors.isEmpty)
            #expect(record.generator.unusableStamps == 0)
            let answered = record.allPolls.filter { $0.outcome == .answered }
            #expect(answered.count >= 30)
            #expect(answered.count == responder.truth.polls.count - 3)
            #expect(answered.map(\.seq).max() ?? 0 > 0)
            #expect(record.submissions.first?.status == 202)
            #expect(record.clients.allSatisfy { $0.disconnects == 0 && $0.tcp.bytesReceived > $0.bytesDown })
            #expect(try ControlClient(endpoint: plan.endpoint).get("/healthz").status == 200)
        }

        @Test("An arrival lies between the responder's send and the moment user space had it")
        func stampsArePeeked() async throws {
            let certificates = try TestCertificates()
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let front = try await TLSFront(certificates, backend: responder.port)
            let endpoint = Self.endpoint(front.port(.good), .unchecked)
            let record = try await Plans.run(Self.plan(endpoint, .webSocket, clients: 1))
            let sent = Dictionary(uniqueKeysWithValues: responder.truth.deliveries.map { ($0.seq, $0.began) })
            #expect(record.allEntries.count > 20)
            for entry in record.allEntries {
                #expect(entry.arrival > (try #require(sent[entry.seq])))
                // Taken from the clock instead of the kernel it would be the moment itself.
                #expect(entry.lag > 0)
            }
        }

        @Test("A server that cannot be trusted is refused, with its name, the reason and the remedy")
        func refusals() async throws {
            let certificates = try TestCertificates()
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let front = try await TLSFront(certificates, backend: responder.port)
            let own = CertificateTrust.authorities(file: certificates.authority)
            let cases: [(TestCertificates.Kind, CertificateTrust, String, [String])] = [
                (.good, .system, "localhost", ["--cacert", "--insecure"]),
                (.elsewhere, own, "localhost", ["name", "--insecure"]),
                (.elsewhere, own, "127.0.0.1", ["name", "--insecure"]),
                (.expired, own, "localhost", ["expired", "--insecure"]),
            ]
            for (kind, trust, host, words) in cases {
                let endpoint = Self.endpoint(front.port(kind), trust, host: host)
                for transport in Self.transports {
                    let record = try await Plans.run(Self.plan(endpoint, transport))
                    let failure = try #require(record.failure)
                    for word in words + ["\(host):\(endpoint.port)"] {
                        #expect(failure.contains(word), "\(kind), \(transport): \(failure)")
                    }
                    #expect(record.errors["certificate"] ?? 0 > 0)
                }
                let refused = #expect(throws: LoadError.self) {
                    try ControlClient(endpoint: endpoint).get("/healthz")
                }
                #expect(words.allSatisfy { refused?.description.contains($0) == true })
            }
            #expect(responder.truth.connectionsOpened == 0)
        }

        @Test("Unchecked, any certificate will do", arguments: TestCertificates.Kind.allCases)
        func unchecked(kind: TestCertificates.Kind) async throws {
            let certificates = try TestCertificates()
            let responder = try ResponderServer(ResponderBehavior(seed: 1))
            let front = try await TLSFront(certificates, backend: responder.port)
            let endpoint = Self.endpoint(front.port(kind), .unchecked)
            #expect(try ControlClient(endpoint: endpoint).get("/healthz").status == 200)
            let run = try LoadRun(plan: Self.plan(endpoint, .webSocket))
            try run.start()
            try await eventually { run.progress.connected == 3 }
            run.cancel()
            #expect(await run.wait().failure == nil)
        }

        @Test("A missing file of authorities is named before anything is connected")
        func missingFile() throws {
            let plan = Self.plan(
                Self.endpoint(443, .authorities(file: "/nonexistent/ca.pem")), .webSocket)
            let error = #expect(throws: LoadError.self) { try LoadRun(plan: plan) }
            #expect(error?.description.contains("/nonexistent/ca.pem") == true)
            #expect(error?.kind == .plan)
        }
    }
}
