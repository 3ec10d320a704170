import Foundation
import Results
import TestSupport
import Testing

@Suite("bench run against a target behind TLS", .serialized)
struct SecureTargetTests {
    private let certificates: TestCertificates
    private let server: RunningProgram
    private let front: TLSFront

    init() async throws {
        certificates = try TestCertificates()
        server = try RunningProgram(
            try BuiltProduct.url(named: "swarm-server"), arguments: ["--port", "0", "--stop-on-stdin-end"])
        let line = try await server.line(startingWith: "listening on http://")
        let port = try #require(line.split(separator: ":").last.flatMap { UInt16($0) })
        front = try await TLSFront(certificates, backend: port)
    }

    private func run(_ kind: TestCertificates.Kind, _ arguments: [String]) throws -> BenchRun {
        try BenchRun(
            smallScenario + "\ntarget:\n  url: https://localhost:\(front.port(kind))\n  api: swarmbot\n",
            arguments)
    }

    @Test("with the authority's file nothing is lost, and bytes are those above TLS")
    func trusted() async throws {
        let run = try run(.good, ["--cacert", certificates.authority])
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(status == 0 || (status == 3 && document.verdict == .invalid), "\(run.program.errors.text)")
        #expect(document.environment.certificates == "cacert")
        #expect(document.cells.map(\.arm) == ["polling", "push"])
        for cell in document.cells {
            #expect(cell.summary.lost == 0)
            #expect(cell.summary.errors.isEmpty, "\(cell.summary.errors)")
            #expect((cell.summary.events ?? 0) > 50)
        }
        #expect(document.notes.contains { $0.contains("above TLS") })
        #expect(!document.notes.contains { $0.hasPrefix("warning") })
    }

    @Test("unchecked it runs all the same, and every report warns")
    func unchecked() async throws {
        let run = try run(.expired, ["--insecure"])
        let status = try await run.exitStatus()
        #expect(status == 0 || status == 3, "\(run.program.errors.text)")
        let document = try run.document()
        #expect(document.environment.certificates == "unchecked")
        #expect(document.cells.allSatisfy { $0.summary.lost == 0 })
        let warning = "certificates were not checked"
        #expect(document.notes.first?.contains(warning) == true)
        #expect(try run.markdown().contains(warning))
        #expect(run.program.output.text.contains(warning))
    }

    @Test("a certificate that convinces nobody ends the run, with the remedy")
    func refused() async throws {
        let run = try run(.expired, ["--cacert", certificates.authority])
        #expect(try await run.exitStatus() == 3)
        let words = run.program.errors.text
        #expect(words.contains("expired") && words.contains("--insecure") && words.contains("localhost"))
    }

    @Test("options that contradict each other or mean nothing are usage errors")
    func usage() async throws {
        let file = certificates.authority
        let key = certificates.key(.good)
        for (arguments, word) in [
            (["--cacert", file, "--insecure"], "--insecure"),
            (["--cacert", "/nonexistent.pem"], "/nonexistent.pem"),
            (["--cacert", key], "no certificate"),
        ] {
            let run = try run(.good, arguments)
            #expect(try await run.exitStatus() == 64)
            #expect(run.program.errors.text.contains(word), "\(run.program.errors.text)")
        }
        let plain = try BenchRun(smallScenario, ["--insecure"])
        #expect(try await plain.exitStatus() == 64)
        #expect(plain.program.errors.text.contains("https"))
    }
}
