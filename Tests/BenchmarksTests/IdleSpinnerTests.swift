import Foundation
import TestSupport
import Testing

@Suite("The idle spinner")
struct IdleSpinnerTests {
    private struct Spin: Decodable {
        var cpu: Int
        var seconds: Double
        var readings: Int
        var othersShareByReadings: Double
        var othersShareByGaps: Double
    }

    @Test("A busy loop on its core takes nearly all, and both ways of counting say so")
    func busyCore() async throws {
        let series = FileManager.default.temporaryDirectory.appendingPathComponent(
            "spin-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: series) }
        let spinner = try CProgram.start(
            "idle-spinner",
            ["--cpu", "0", "--seconds", "30", "--calibrate", "0.3", "--series", series.path])
        _ = try await spinner.line(startingWith: "calibrated")
        let busy = try RunningProgram(
            URL(fileURLWithPath: "/usr/bin/env"),
            arguments: ["taskset", "-c", "0", "sh", "-c", "while :; do :; done"])
        try await Task.sleep(for: .seconds(1))
        spinner.send(SIGTERM)
        let result = try await spinner.result(Spin.self)
        busy.send(SIGKILL)
        _ = try await busy.exitStatus()
        #expect(try await spinner.exitStatus() == 0)
        #expect(result.cpu == 0)
        #expect(result.readings > 0)
        // The first moments, before the loop ran, belong to the spinner.
        #expect(result.othersShareByGaps > 0.7)
        #expect(result.othersShareByReadings > 0.7)
        let lines = try String(contentsOf: series, encoding: .utf8).split(separator: "\n")
        #expect(lines.first == "realtime_ns,readings,lost_ns")
        #expect(lines.count >= 2)
        for line in lines.dropFirst() {
            #expect(line.split(separator: ",").compactMap { Int($0) }.count == 3)
        }
    }
}
