extension LoadRecord {
    static var neverStarted: LoadRecord {
        LoadRecord(
            timeline: Timeline(), entries: [], polls: [], submissions: [], clients: [], eventTypes: [],
            errors: [:], serverIDs: [], generator: GeneratorRecord(), failure: "the run was never started")
    }

    /// Joins the workers' records, of all processes where there are several; client `i` ran on worker
    /// `i % workers`.
    init(workers: [WorkerRecord], board: RunBoard, clockStep: Int64) {
        self.init(
            timeline: board.reachedTimeline, entries: [], polls: workers.map(\.polls),
            submissions: workers.first?.submissions ?? [], clients: [], eventTypes: [], errors: [:],
            serverIDs: [], generator: GeneratorRecord(), failure: board.failure)
        var known: Set<UInt64> = []
        for worker in workers {
            entries.append(renumbered(worker))
            for entry in worker.seen where known.insert(entry.seq).inserted { seen.append(entry) }
            errors.merge(worker.errors, uniquingKeysWith: +)
            for id in worker.serverIDs where !serverIDs.contains(id) { serverIDs.append(id) }
            generator.add(worker.generator)
            stampToArrival.add(worker.stampToArrival)
        }
        generator.clockStep = clockStep
        clients = (0..<board.plan.clients).map { number in
            let records = workers[number % workers.count].clients
            let position = number / workers.count
            return position < records.count ? records[position] : ClientRecord()
        }
        behaviourOf = BehaviourShares.assign(
            board.plan.behaviours, clients: board.plan.clients, seed: board.plan.seed)
        behaviours = workers.flatMap(\.behaviours).sorted { $0.client < $1.client }
    }

    /// A worker's entries with types numbered as in `eventTypes`, which takes the worker's names;
    /// `typeTraffic` takes its traffic.
    private mutating func renumbered(_ worker: WorkerRecord) -> [EntryObservation] {
        let numbers = worker.eventTypes.map { name -> UInt16 in
            if let known = eventTypes.firstIndex(of: name) { return UInt16(known) }
            eventTypes.append(name)
            typeTraffic.append(TypeTraffic())
            return UInt16(eventTypes.count - 1)
        }
        for (number, traffic) in zip(numbers, worker.typeTraffic) { typeTraffic[Int(number)] += traffic }
        guard numbers != (0..<UInt16(numbers.count)).map({ $0 }) else { return worker.entries }
        return worker.entries.map { entry in
            var entry = entry
            entry.type = numbers[Int(entry.type)]
            return entry
        }
    }
}

extension GeneratorRecord {
    /// Adds another worker's.
    mutating func add(_ other: GeneratorRecord) {
        cpuNanoseconds += other.cpuNanoseconds
        busiestLoopNanoseconds = max(busiestLoopNanoseconds, other.busiestLoopNanoseconds)
        runQueueWait = max(runQueueWait, other.runQueueWait)
        queueLooks += other.queueLooks
        naps += other.naps
        unreadBytes += other.unreadBytes
        actionLateness += other.actionLateness
        missedIntended += other.missedIntended
        sharedReads += other.sharedReads
        reads += other.reads
        longestStall = max(longestStall, other.longestStall)
        unusableStamps += other.unusableStamps
    }
}
