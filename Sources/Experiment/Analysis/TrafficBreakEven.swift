import Results
import Statistics

/// Where the closed forms of traffic meet, for the mix of events at push's highest load. Rates are of events that
/// the load makes: those that come by the clock are the same at any.
struct TrafficBreakEven {
    /// Events a second at which push costs as many bytes as polling.
    let even: Double
    /// Events a second that come by the clock, on top.
    let periodic: Double
    /// Where the mix of events was measured.
    let load: LoadPoint
    /// Events a second that the load made there.
    let measured: Double

    /// Nil for a run that has not both arms, or whose forms do not meet.
    init?(_ document: ResultsDocument) {
        guard let polling = Self.pollingBytesPerSecond(document) else { return nil }
        for push in Self.busiestPushFirst(document) {
            guard let traffic = push.summary.eventTraffic, !traffic.isEmpty else { continue }
            // By name: a sum in a dictionary's own order differs from process to process in its last digit.
            let types: [EventTraffic] = traffic.sorted { $0.key < $1.key }.map(\.value)
            let total: Double = types.reduce(0) { $0 + $1.loadRate }
            guard total > 0 else { continue }
            let even: Double? = WireTraffic.breakEven(
                pollingBytesPerSecond: polling,
                heartbeatBytesPerSecond: push.summary.traffic.heartbeatBytesPerClientHour / 3_600
            ) { rate in
                types.reduce(0) { $0 + $1.bytesPerSecond(loadRate: rate * $1.loadRate / total) }
            }
            guard let even else { continue }
            self.even = even
            periodic = types.reduce(0) { $0 + $1.periodicRate }
            load = push.load
            measured = total
            return
        }
        return nil
    }

    /// Of one exchange before the load, by the polling arm of the lowest load.
    private static func pollingBytesPerSecond(_ document: ResultsDocument) -> Double? {
        let cells: [Cell] = document.cells.filter { $0.transport == "interval-polling" }
            .sorted { $0.load.meanRate < $1.load.meanRate }
        for cell in cells {
            let prediction = document.predictions.first { $0.quantity == "traffic" && $0.cell == cell.label }
            if let prediction { return prediction.predicted / 3_600 }
        }
        return nil
    }

    static func busiestPushFirst(_ document: ResultsDocument) -> [Cell] {
        document.cells.filter { $0.transport == "websocket" && $0.load.meanRate > 0 }
            .sorted { $0.load.meanRate > $1.load.meanRate }
    }
}
