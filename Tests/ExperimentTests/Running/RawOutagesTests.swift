import Foundation
import LoadEngine
import Scenarios
import Testing

@testable import Experiment

@Suite("Outages in a trial's raw data")
struct RawOutagesTests {
    @Test("a row for each outage, with the instants of its attempts; an open one ends at 0")
    func rows() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: place) }
        let directory = try RunDirectory.create(output: place.path, scenario: "x", startedAt: Date())
        var first = BehaviourRecord.Outage(start: 5, isOwn: false)
        first.attempts = [7, 9]
        first.end = 11
        var own = BehaviourRecord(client: 1)
        own.outages = [first, BehaviourRecord.Outage(start: 20, isOwn: true)]
        var measurement = MeasurementFixture(clients: 2).measurement()
        measurement.arm.behaviours = [Behaviour(name: "viewer", kind: .viewer, reconnects: true)]
        measurement.record.behaviourOf = [0, 0]
        measurement.record.behaviours = [own]
        try RawTrialWriter(directory: directory).write(measurement)
        let trials = directory.url.appendingPathComponent("trials", isDirectory: true)
        let folders = try FileManager.default.contentsOfDirectory(atPath: trials.path)
        let folder = trials.appendingPathComponent(try #require(folders.first))
        let text = try String(contentsOf: folder.appendingPathComponent("outages.csv"), encoding: .utf8)
        #expect(text == "client,start,end,own,attempts\n1,5,11,0,7 9\n1,20,0,1,\n")
    }
}
