import LoadEngine
import Metering
import Scenarios

/// The server that one trial measures, started for it or running before.
struct MeasuredServer: Sendable {
    /// Where clients connect to.
    var endpoint: Endpoint
    /// What it is beside its address; nil for the swarm-server beside bench.
    var target: Target?
    /// What the engine is told of a target that is no SwarmBot; nil for one.
    var shape: TargetShape?
    /// The scenario's settings, or what is known of a server that was not started with them.
    var settings: ServerSettings
    /// It was started with the scenario's settings.
    var knowsSettings: Bool
    /// Asks for its time; nil where its clock is this host's, or in no figure.
    var clock: ClockQuestion?
    /// Its answer before the trial.
    var clockBefore: ClockOffset?
    /// Reads its CPU time and memory; nil where nothing tells.
    var sampler: (any ResourceSampler)?
    /// What it prints; of a server that was not started here, nothing.
    var output: ServerOutput
    /// The processes that serve the trial, one after another; nil for a server that was not started here.
    var lives: ServerLives?

    /// It has SwarmBot's HTTP API: its log, its state, its counters.
    var hasContract: Bool { target.map { $0.api == .swarmbot } ?? true }

    /// It is gone, and nobody meant it to be.
    var hasEnded: Bool { lives?.hasEnded ?? output.hasEnded }

    /// Where it is reached now: one that was started anew may have another port.
    var place: Endpoint {
        guard let port = lives?.current.port else { return endpoint }
        var place: Endpoint = endpoint
        place.port = port
        return place
    }

    /// The swarm-server beside bench.
    init(_ server: RunningServer, launch: ServerLaunch, settings: ServerSettings) {
        lives = ServerLives(first: server, launch: launch)
        endpoint = server.endpoint
        self.settings = settings
        knowsSettings = true
        sampler = ProcessSampler(processIdentifier: server.processIdentifier)
        output = server.output
    }

    /// A target.
    ///
    /// - Parameters:
    ///   - process: of the command that was started for the trial; nil for a server that ran before.
    ///   - launch: how it was started.
    ///   - hasOptions: the command got the scenario's settings.
    ///   - pingInterval: as it announces it, nanoseconds; nil when it could not be asked.
    init(
        _ target: Target, endpoint: Endpoint, process: RunningServer?, launch: ServerLaunch? = nil,
        settings: ServerSettings, hasOptions: Bool, pingInterval: Int64?
    ) {
        self.endpoint = endpoint
        self.target = target
        self.settings = settings
        knowsSettings = hasOptions
        output = process?.output ?? ServerOutput()
        if let process, let launch { lives = ServerLives(first: process, launch: launch) }
        sampler =
            target.cpu.map { Self.sampler($0, trust: endpoint.trust) }
            ?? process.map { ProcessSampler(processIdentifier: $0.processIdentifier) }
        guard !hasOptions else { return }
        if let pingInterval { self.settings.pingInterval = pingInterval }
        if target.api == .none {
            self.settings.batchWindows = ServerSettings.defaultBatchWindows.mapValues { _ in 0 }
        }
    }

    /// What reads a source of CPU time.
    static func sampler(_ source: CPUSource, trust: CertificateTrust) -> any ResourceSampler {
        switch source {
        case .process(let number): ProcessSampler(processIdentifier: number)
        case .prometheus(let address, let path, let cpuSeconds, let residentBytes):
            PrometheusSampler(
                address: address, path: path, cpuSeconds: cpuSeconds, residentBytes: residentBytes,
                trust: trust)
        }
    }
}

/// Reads what a server has consumed so far.
protocol ResourceSampler: Sendable {
    func sample() throws -> ProcessSample
    /// Between two samples, nanoseconds.
    var interval: Int64 { get }
    /// Reading is work for the server, or may take long: only where a figure rests on it.
    var isWorkForServer: Bool { get }
}

extension ProcessSampler: ResourceSampler {
    var interval: Int64 { 250_000_000 }
    var isWorkForServer: Bool { false }
}
