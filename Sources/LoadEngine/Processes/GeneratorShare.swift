/// Which part of a run's clients one process simulates.
package struct GeneratorShare: Sendable, Equatable, Codable {
    /// From 0; the first process submits the tasks.
    package var index: Int
    /// Processes in all.
    package var count: Int

    /// One process for everything.
    package static let whole = GeneratorShare(index: 0, count: 1)

    package init(index: Int, count: Int) {
        self.index = index
        self.count = count
    }
}

extension LoadPlan {
    /// Loops over all processes. Loop i of them simulates the clients whose numbers leave the remainder i.
    var allWorkers: Int { workers * share.count }

    /// The number among all loops of this process's `index`th.
    func workerNumber(_ index: Int) -> Int { share.index + index * share.count }

    /// Clients that this process simulates.
    var ownClients: Int {
        (0..<workers).reduce(0) { sum, index in sum + clients(ofWorker: workerNumber(index)) }
    }

    /// Clients of one loop, by its number among all: as many as of any other, or one more.
    func clients(ofWorker number: Int) -> Int {
        number < clients ? (clients - number - 1) / allWorkers + 1 : 0
    }
}
