import Foundation
import TestSupport
import Testing

@Suite("bench doctor")
struct DoctorTests {
    private func doctor(_ arguments: [String]) throws -> RunningProgram {
        try RunningProgram(try BuiltProduct.url(named: "bench"), arguments: ["doctor"] + arguments)
    }

    private struct Report: Decodable {
        struct Finding: Decodable {
            var name: String
            var judgement: String
            var value: String
        }
        var interrupted: Bool
        var findings: [Finding]
    }

    @Test("says of everything what it is and how good, as JSON too")
    func json() async throws {
        let program = try doctor(["--seconds", "1", "--json"])
        #expect(try await program.exitStatus(within: 60) == 0)
        let report = try JSONDecoder().decode(Report.self, from: Data(program.output.text.utf8))
        let names = Set(report.findings.map(\.name))
        #expect(
            names.isSuperset(of: [
                "descriptors", "ports", "clock", "processor", "governor", "stamps", "namespaces", "loopback",
                "steal",
            ]))
        #expect(names.contains { $0.hasPrefix("noise") })
        #expect(!report.interrupted)
        #expect(
            report.findings.allSatisfy {
                ["ok", "careful", "cannot"].contains($0.judgement) && !$0.value.isEmpty
            })
        #expect(program.errors.text.contains("noise, 0 of 1 s"))
    }

    @Test("interrupted, it says what it knows and leaves nothing behind")
    func interrupted() async throws {
        let program = try doctor(["--seconds", "600"])
        try await eventually(within: 60, "the noise is watched") {
            program.errors.text.contains("noise, 0 of")
        }
        program.send(SIGINT)
        #expect(try await program.exitStatus(within: 30) == 130)
        #expect(program.output.text.contains("descriptors") && program.output.text.contains("interrupted"))
        #expect(!NamespaceSupport.names.contains { $0.hasPrefix("swarmbench-\(program.processID)-") })
    }

    @Test("refuses a length that means nothing")
    func usage() async throws {
        let program = try doctor(["--seconds", "0"])
        #expect(try await program.exitStatus() == 64)
        #expect(program.errors.text.contains("1 to 3600"))
    }
}
