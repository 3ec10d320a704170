import LoadEngine
import Metering
import Scenarios

/// Gives a trial the server that its arm measures: started for the trial alone, or running already.
struct TrialServer: Sendable {
    let scenario: Scenario
    /// Starts the swarm-server beside bench, for arms without a target.
    let serverCommand: [String]
    let placement: CPUPlacement
    let endpoints: TargetEndpoints
    /// Where servers are started; nil is this process's own network.
    let network: VethNetwork?
    let interruption: Interruption

    /// - Returns: what `body` returned, and how the server died if it did so on its own meanwhile.
    /// - Throws: ``ServerFailure`` when there is no server to measure; `CancellationError` when
    ///   interrupted; errors of `body` otherwise.
    func run<Value: Sendable>(
        _ planned: PlannedTrial, body: @escaping @Sendable (MeasuredServer) async throws -> Value
    ) async throws -> (value: Value, death: ServerFailure?) {
        let interruption = self.interruption
        let seed: UInt64 = TrialSeed.make(scenario.seed, planned.block)
        let arm = scenario.arms[planned.arm]
        let settings: ServerSettings = scenario.server(of: arm)
        guard let target = arm.target else {
            var launch = ServerLaunch(
                command: serverCommand, arguments: options(settings, seed: seed), cpus: placement.server)
            launch.namespace = network?.plan.namespace
            let first: ServerLaunch = launch
            return try await ServerProcess.run(first, isAbandoned: { interruption.isRequested }) { server in
                try await body(MeasuredServer(server, launch: first, settings: settings))
            }
        }
        let place: Endpoint? = endpoints.places[target.name]?.endpoint
        guard let command = target.command else {
            guard let place else {
                throw ServerFailure.unusable("the target `\(target.name)` has no address")
            }
            return (try await body(try await measured(target, at: place, planned, process: nil)), nil)
        }
        if let place { try await checkFree(target, at: place) }
        let launch = launch(command, at: place, settings: settings, seed: seed)
        return try await ServerProcess.run(launch, isAbandoned: { interruption.isRequested }) { server in
            let endpoint: Endpoint = place ?? server.endpoint.joining(target)
            return try await body(
                try await measured(target, at: endpoint, planned, process: server, launch: launch))
        }
    }

    /// The target once it has been found to take clients.
    private func measured(
        _ target: Target, at place: Endpoint, _ planned: PlannedTrial, process: RunningServer?,
        launch: ServerLaunch? = nil
    ) async throws -> MeasuredServer {
        let pingInterval: Int64? = try await check(target, at: place)
        var server = MeasuredServer(
            target, endpoint: place, process: process, launch: launch,
            settings: scenario.server(of: scenario.arms[planned.arm]),
            hasOptions: target.address == nil, pingInterval: pingInterval)
        let isLocal: Bool = endpoints.places[target.name]?.isLocal ?? true
        if let source = TargetClock.source(of: target, isLocal: isLocal) {
            let question = ClockQuestion(endpoint: place, source: source)
            server.clock = question
            server.clockBefore = try await reading(question, of: target)
        }
        if target.api == .none {
            server.shape = TriggerPlan.shape(
                target, transport: scenario.arms[planned.arm].transport, run: .random(in: .min ... .max))
        }
        return server
    }

    /// A command that chooses its port gets the options of swarm-server; any other is started as it stands.
    private func launch(
        _ command: TargetCommand, at place: Endpoint?, settings: ServerSettings, seed: UInt64
    ) -> ServerLaunch {
        var launch = ServerLaunch(
            command: command.words,
            arguments: place == nil ? options(settings, seed: seed) : [],
            cpus: placement.server, startTimeout: command.startTimeout)
        launch.environment = command.environment
        launch.directory = command.directory
        launch.place = place
        launch.namespace = network?.plan.namespace
        return launch
    }

    private func options(_ settings: ServerSettings, seed: UInt64) -> [String] {
        ServerLaunch.options(
            settings: settings, seed: seed, host: network?.plan.serverAddress ?? "127.0.0.1")
    }

    /// Whether the target takes clients, asked before they all come.
    private func check(_ target: Target, at place: Endpoint) async throws -> Int64? {
        let read = BackgroundRead { try TargetCheck(endpoint: place, target: target).run() }
        switch await read.wait(isAbandoned: { interruption.isRequested }) {
        case .success(let pingInterval): return pingInterval
        case .failure(let error): throw ServerFailure.unusable("the target `\(target.name)`: \(error)")
        case nil: throw CancellationError()
        }
    }

    private func reading(_ question: ClockQuestion, of target: Target) async throws -> ClockOffset {
        let read = BackgroundRead { try question.ask() }
        switch await read.wait(isAbandoned: { interruption.isRequested }) {
        case .success(let reading): return reading
        case .failure(let error):
            throw ServerFailure.unusable("the clock of the target `\(target.name)`: \(error)")
        case nil: throw CancellationError()
        }
    }

    /// A stranger at the command's address would be measured in its place.
    private func checkFree(_ target: Target, at place: Endpoint) async throws {
        let read = BackgroundRead {
            try ControlClient(endpoint: place, timeout: 1_000_000_000).get(place.socketPath)
        }
        guard case .failure(let error)? = await read.wait(isAbandoned: { interruption.isRequested }),
            (error as? LoadError)?.kind == .refused
        else {
            throw ServerFailure.unusable(
                "the target `\(target.name)`: something is already there at \(place.origin), before its command "
                    + "is started: stop it, choose another port, or leave `command` out to measure it")
        }
    }
}
