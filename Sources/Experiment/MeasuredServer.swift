import LoadEngine
import Metering
import Scenarios

/// The server that one trial measures, started for it or running before.
struct MeasuredServer: Sendable {
    /// Where clients connect to.
    var endpoint: Endpoint
    /// What it is beside its address; nil for the swarm-server beside bench.
    var target: Target?
    /// Reads its CPU time and memory; nil where nothing tells.
    var sampler: (any ResourceSampler)?
    /// What it prints; of a server that was not started here, nothing.
    var output: ServerOutput

    /// It has SwarmBot's HTTP API: its log, its state, its counters.
    var hasContract: Bool { target.map { $0.api == .swarmbot } ?? true }

    init(
        endpoint: Endpoint, target: Target?, sampler: (any ResourceSampler)?,
        output: ServerOutput = ServerOutput()
    ) {
        self.endpoint = endpoint
        self.target = target
        self.sampler = sampler
        self.output = output
    }

    /// Of a server that was started for the trial.
    init(_ server: RunningServer, target: Target?, endpoint: Endpoint) {
        self.init(
            endpoint: endpoint, target: target,
            sampler: target?.cpu.map { Self.sampler($0, trust: endpoint.trust) }
                ?? ProcessSampler(processIdentifier: server.processIdentifier),
            output: server.output)
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
}

extension ProcessSampler: ResourceSampler {
    var interval: Int64 { 250_000_000 }
}
