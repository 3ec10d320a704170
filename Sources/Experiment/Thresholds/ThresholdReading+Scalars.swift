import Results
import Scenarios

extension ThresholdFigure.Scalar {
    /// In the unit of its dimension; nil where it is not known.
    func value(_ figures: Figures) -> Double? {
        let traffic: Traffic = figures.traffic
        let server: ServerCost = figures.server
        return switch self {
        case .staleShare: figures.staleShare
        case .traffic: traffic.wireTotalWithHeartbeats
        case .trafficUp: traffic.wireBytesPerClientHour.up
        case .trafficDown: traffic.wireBytesPerClientHour.down
        case .appTraffic: traffic.appBytesPerClientHour.total
        case .appTrafficUp: traffic.appBytesPerClientHour.up
        case .appTrafficDown: traffic.appBytesPerClientHour.down
        case .cpuPercent: server.cpuPercent
        case .userPercent: server.userPercent
        case .systemPercent: server.systemPercent
        case .cpuPerUpdate: server.cpuMicrosecondsPerUpdate.map { $0 / 1_000 }
        case .cpuPerMessage: server.cpuMicrosecondsPerMessage.map { $0 / 1_000 }
        case .residentBytes: server.residentBytes
        case .stampLagP99: server.stampLagP99Ms
        case .messages: Double(figures.messages)
        case .messagesPerClientSecond: figures.messagesPerClientSecond
        case .updates: figures.updates.map(Double.init)
        case .events: figures.events.map(Double.init)
        case .lost: figures.lost.map(Double.init)
        case .duplicated: figures.duplicated.map(Double.init)
        case .reordered: figures.reordered.map(Double.init)
        case .shed: Double(figures.shed)
        case .coalesced: figures.coalesced.map(Double.init)
        case .disconnects: Double(figures.disconnects)
        case .acceptedPerSecond: figures.submissions?.acceptedPerSecond
        case .generatorCPU: figures.generator.cpuPercent
        case .recoveryP50: figures.faults?.recoveryMs(\.p50Ms)
        case .recoveryP90: figures.faults?.recoveryMs(\.p90Ms)
        case .recoveryP100: figures.faults?.recoveryMs(\.p100Ms)
        case .reconnectPeak: figures.faults?.peakPerSecond
        case .reconnectPeakToMean: figures.faults?.peakToMean
        case .late: figures.faults?.late.map { Double($0.total) }
        }
    }

    /// Why there is no value.
    func absence(in figures: Figures) -> String {
        switch self {
        case .cpuPercent, .residentBytes: "the server was not sampled"
        case .userPercent, .systemPercent:
            figures.server.cpuPercent == nil
                ? "the server was not sampled" : "the server used too little CPU time to tell its parts"
        case .cpuPerUpdate, .cpuPerMessage:
            figures.server.cpuPercent == nil ? "the server was not sampled" : "nothing arrived"
        case .recoveryP50, .recoveryP90, .recoveryP100, .reconnectPeak, .reconnectPeakToMean:
            figures.faults?.outcomes.isEmpty == false ? "nobody had to come back" : "no fault was injected"
        case .late: figures.faults == nil ? "no fault was injected" : "the server's log does not tell"
        default: figures.updates == nil ? "the server's log does not tell" : "it was not measured"
        }
    }

    /// Without bound where clients never came back.
    var isRecovery: Bool { self == .recoveryP50 || self == .recoveryP90 || self == .recoveryP100 }

    var needsTasks: Bool { self == .acceptedPerSecond || self == .stampLagP99 }

    /// Below this on either side a ratio means nothing (as for the comparisons of a report).
    var nearZero: Double {
        switch self {
        case .traffic, .trafficUp, .trafficDown, .appTraffic, .appTrafficUp, .appTrafficDown: 1_000
        case .cpuPercent, .userPercent, .systemPercent, .generatorCPU: 0.5
        case .residentBytes: 1_000_000
        default: 0
        }
    }
}
