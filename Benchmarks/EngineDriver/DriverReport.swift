import Foundation
import LoadEngine
import Metering

/// What `engine-driver` prints: the engine's own cost in one window.
struct DriverReport: Encodable {
    var transport = ""
    var workers = 1
    var processes = 1
    var clients: Int
    /// Event packets or responses within the window.
    var messages: UInt64
    /// Of the window.
    var seconds: Double
    /// CPU time of the loop threads within the window, over the messages.
    var cpuMicrosecondsPerMessage: Double?
    /// CPU time of the loop threads within the window, over its length: 1 is one CPU.
    var cpuShare: Double
    /// Resident memory after all clients joined minus before the first connected.
    var residentBytesPerClient = 0.0
    var reads: Int
    /// Reads that held more than one message.
    var sharedReads: Int
    /// From an entry's stamp (a batch's flush) to the kernel's receive stamp.
    var deliveryMilliseconds: Delivery?
    /// From the kernel's receive stamp to user space, nanoseconds.
    var lagP99Microseconds: Double?
    var allocationsPerMessage: Double?
    var errors: [String: Int]
    var failure: String?

    struct Delivery: Encodable {
        var count: UInt64
        var mean: Double
        var p50: Double
        var p99: Double
    }

    init(_ record: LoadRecord, seconds: Double) {
        clients = record.clients.count { $0.sessionStart != 0 }
        messages = record.clients.reduce(0) { $0 + $1.messages }
        self.seconds = seconds
        let cpu = Double(record.generator.cpuNanoseconds)
        cpuMicrosecondsPerMessage = messages == 0 ? nil : cpu / 1e3 / Double(messages)
        cpuShare = cpu / 1e9 / seconds
        reads = record.generator.reads
        sharedReads = record.generator.sharedReads
        deliveryMilliseconds = Delivery(record.stampToArrival)
        lagP99Microseconds = Self.lagP99(record)
        errors = record.errors
        failure = record.failure
    }

    /// One line of JSON, keys in alphabetical order.
    func line() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    private static func lagP99(_ record: LoadRecord) -> Double? {
        var lags = LatencyHistogram()
        let window = record.timeline.steadyStart..<record.timeline.steadyEnd
        for entry in record.entries.joined() where window.contains(entry.arrival) {
            lags.record(UInt64(entry.lag))
        }
        return lags.value(atQuantile: 0.99).map { Double($0) / 1e3 }
    }
}

extension DriverReport.Delivery {
    /// Nil without values.
    fileprivate init?(_ histogram: LatencyHistogram) {
        guard let mean = histogram.mean, let p50 = histogram.value(atQuantile: 0.5),
            let p99 = histogram.value(atQuantile: 0.99)
        else { return nil }
        self.init(count: histogram.count, mean: mean / 1e6, p50: Double(p50) / 1e6, p99: Double(p99) / 1e6)
    }
}
