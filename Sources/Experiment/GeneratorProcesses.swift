import LoadEngine
import Scenarios

/// The processes that a scenario's generator takes, and how the further ones are started.
package struct GeneratorProcesses: Sendable, Equatable {
    /// In all, this one among them.
    package let count: Int
    /// A program's path and arguments.
    let command: [String]
    /// Why there are several although nobody asked for them; nil otherwise.
    package let notice: String?

    /// One process, this one.
    package static let single = GeneratorProcesses(count: 1)

    private init(count: Int) {
        self.count = count
        command = []
        notice = nil
    }

    /// - Throws: `LoadError` of kind `descriptorLimit` when the processes asked for, or as many as there may be,
    ///   cannot open the clients' connections, or the server that is started here cannot take them.
    package init(_ scenario: Scenario, command: [String]) throws(LoadError) {
        self.command = command
        let clients: Int = scenario.clients
        // Arms run one after another, so the most demanding one decides.
        let connections: Int = scenario.arms.map(\.transport.connections).max() ?? 1
        let served: Int? = scenario.arms.filter { $0.target == nil }.map(\.transport.connections).max()
        if let served { try DescriptorLimit.checkServer(clients: clients, connections: served) }
        if TrialFaults.needsProxy(scenario.faults) {
            // A client's own descriptor, and two of the proxy in front of the server.
            try DescriptorLimit.check(clients: clients, connections: 3)
        }
        if let wanted = scenario.generator.processes {
            try DescriptorLimit.check(clients: (clients + wanted - 1) / wanted, connections: connections)
            count = wanted
            notice = nil
        } else {
            count = try DescriptorLimit.processes(clients: clients, connections: connections)
            notice =
                count > 1
                ? "\(clients) clients need more descriptors than a process may have: "
                    + "\(count) generator processes share them" : nil
        }
    }

    /// The generator of one trial.
    func run(_ plan: LoadPlan) throws -> any GeneratorRun {
        guard count > 1 else { return try LoadRun(plan: plan) }
        return try MultiProcessRun(plan: plan, processes: count, command: command)
    }
}
