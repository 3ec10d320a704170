/// How the generator is spread over threads and processes.
package struct GeneratorSettings: Sendable, Equatable {
    /// Event loops of a process, each a thread.
    package var workers: Int
    /// Processes that share the clients; nil takes as many as descriptors demand.
    package var processes: Int?

    package init(workers: Int = 1, processes: Int? = nil) {
        self.workers = workers
        self.processes = processes
    }
}
