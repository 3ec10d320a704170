import LoadEngine
import Metering
import Results
import Testing

@testable import Experiment

/// What is looked at from time to time: tasks, clients, errors, the server's CPU and memory.
extension TrialSlicesTests {
    @Test("tasks are where they were intended, accepted or not")
    func submissions() throws {
        var fixture = Fixture(clients: 1)
        fixture.submission("a", intended: 100)
        fixture.submission("b", intended: 1_000)
        fixture.submission(nil, intended: 1_199)
        fixture.submission("c", intended: 1_200)
        let series = try series(fixture)
        #expect(try slice(series, at: -1).submissions == 1)
        #expect(try slice(series, at: 0).submissions == 2)
        #expect(try slice(series, at: 0.2).submissions == 1)
    }

    @Test("clients at a slice's end and errors in it are by the looks at the generator")
    func progress() throws {
        var measurement = Fixture(clients: 5).measurement()
        for (instant, connected, errors) in [
            (-500.0, 3, 1), (0, 5, 2), (100, 5, 2), (300, 4, 5), (11_050, 4, 6), (20_000, 0, 9),
        ] as [(Double, Int, UInt64)] {
            var look = LoadProgress()
            (look.connected, look.errors) = (connected, errors)
            measurement.progress.note(look, at: Fixture.at(instant))
        }
        let series = try #require(Analysis.trial(measurement).series)
        // The first look within the load shows the error between 3 and 5 clients.
        #expect(series.slices[0].clients == 5 && series.slices[0].errors == 1)
        #expect(series.slices[1].clients == 4 && series.slices[1].errors == 3)
        #expect(series.slices[2].clients == 4 && series.slices[2].errors == 0)
        #expect(try slice(series, at: 10).errors == 1)
        // Those of the connecting and of the closing are in no slice.
        #expect(series.slices.reduce(0) { $0 + ($1.errors ?? 0) } == 5)
        #expect(series.slices.last?.clients == 4)
    }

    @Test("server CPU between samples is even; memory is a slice's samples, or lies between its neighbours")
    func server() throws {
        var measurement = Fixture(clients: 1).measurement()
        func sample(_ instant: Double, cpu: Double, resident: UInt64) -> ProcessSample {
            ProcessSample(
                instant: Fixture.at(instant), cpuNanoseconds: Int64(cpu * 1e6), userNanoseconds: 0,
                systemNanoseconds: 0, residentBytes: resident)
        }
        measurement.warmUpSamples = [sample(750, cpu: 0, resident: 900)]
        measurement.samples = [
            sample(1_000, cpu: 25, resident: 1_000), sample(1_250, cpu: 125, resident: 2_000),
            sample(1_750, cpu: 125, resident: 4_000),
        ]
        let series = try #require(Analysis.trial(measurement).series)
        // Only a quarter of the slice from 600 is known, all of that from 800: 20 of 200 ms.
        #expect(try slice(series, at: -0.4).serverCPUPercent == nil)
        #expect(try slice(series, at: -0.2).serverCPUPercent == 10)
        #expect(try slice(series, at: 0).serverCPUPercent == 40)
        // 20 ms in the first 50 of the slice.
        #expect(try slice(series, at: 0.2).serverCPUPercent == 10)
        #expect(try slice(series, at: 0.4).serverCPUPercent == 0)
        #expect(try slice(series, at: 0.6).serverCPUPercent == 0)
        #expect(try slice(series, at: 0.8).serverCPUPercent == nil)
        #expect(try slice(series, at: -0.4).residentBytes == 900)
        #expect(try slice(series, at: 0).residentBytes == 1_000)
        #expect(try slice(series, at: 0.2).residentBytes == 2_000)
        // Half way from 1,250 to 1,750.
        #expect(try slice(series, at: 0.4).residentBytes == 3_000)
        #expect(try slice(series, at: 0.8).residentBytes == nil)
    }
}
