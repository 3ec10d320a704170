import DequeModule
import NIOConcurrencyHelpers
import NIOCore

/// The part of a server that lives on one event loop: its sessions, and the inbox of what other threads want
/// done with them.
///
/// Everything but `perform` and `counters` belongs to the event loop.
final class EngineShard: @unchecked Sendable {
    let eventLoop: any EventLoop
    /// Its place among the server's shards, part of its sessions' ids.
    let index: Int
    let counters = ShardCounters()
    /// Runs the application's tasks for this loop's connections.
    let executor: EventLoopTaskExecutor
    /// Sessions by id, closing ones included.
    private(set) var connections: [String: EngineConnection] = [:]
    /// Where broadcasts write to.
    let descriptors = DescriptorTable()
    /// WebSockets that are not closed yet, whether or not a session has them.
    private(set) var links: [ObjectIdentifier: WebSocketLink] = [:]
    private let inbox = NIOLockedValueBox<[@Sendable () -> Void]>([])
    /// Whether an operation is being done.
    private var isRunning = false
    /// What the operation being done asked for.
    private var consequences: Deque<@Sendable () -> Void> = []
    /// Whether writes are left unflushed until the whole inbox is done.
    private(set) var isCoalescing = false
    private var unflushed: [EngineConnection] = []
    private var emptied: EventLoopPromise<Void>?

    init(eventLoop: any EventLoop, index: Int) {
        self.eventLoop = eventLoop
        executor = EventLoopTaskExecutor(eventLoop)
        self.index = index
    }

    /// Does something on the event loop, after everything that was asked for earlier.
    ///
    /// On the event loop itself it is done before this returns, except inside another operation (a handler that
    /// emits), where it follows as soon as that one is complete: a broadcast reaches everyone before what it
    /// causes. One thread's calls are done in its order, which is what keeps `emit` in order.
    func perform(_ operation: @escaping @Sendable () -> Void) {
        guard eventLoop.inEventLoop else {
            let wasEmpty = inbox.withLockedValue { inbox in
                inbox.append(operation)
                return inbox.count == 1
            }
            if wasEmpty { eventLoop.execute { self.drain() } }
            return
        }
        if isRunning { return consequences.append(operation) }
        drain()
        run(CollectionOfOne(operation))
    }

    private func drain() {
        var operations: [@Sendable () -> Void] = []
        inbox.withLockedValue { swap(&$0, &operations) }
        if !operations.isEmpty { run(operations) }
    }

    private func run(_ operations: some Collection<@Sendable () -> Void>) {
        isRunning = true
        let wasCoalescing = isCoalescing
        isCoalescing = wasCoalescing || operations.count > 1
        for operation in operations {
            operation()
            while let next = consequences.popFirst() { next() }
        }
        isCoalescing = wasCoalescing
        isRunning = false
        if !wasCoalescing { flushAll() }
    }

    /// Does something whose writes belong together: a waiting GET gets all of them. On the event loop.
    func coalescing(_ body: () -> Void) {
        let wasCoalescing = isCoalescing
        isCoalescing = true
        body()
        isCoalescing = wasCoalescing
        if !wasCoalescing { flushAll() }
    }

    /// A connection wrote: flushes it now, or once when the inbox is done.
    func wrote(_ connection: EngineConnection) {
        if isCoalescing {
            if connection.markUnflushed() { unflushed.append(connection) }
        } else {
            connection.flush()
        }
    }

    private func flushAll() {
        guard !unflushed.isEmpty else { return }
        var connections: [EngineConnection] = []
        swap(&connections, &unflushed)
        for connection in connections { connection.flush() }
        connections.removeAll(keepingCapacity: true)
        if unflushed.isEmpty { swap(&connections, &unflushed) }
    }

    func add(_ connection: EngineConnection) {
        connections[connection.id] = connection
    }

    /// Forgets a session; false when it had been forgotten already.
    func remove(_ connection: EngineConnection) -> Bool {
        guard connections.removeValue(forKey: connection.id) != nil else { return false }
        descriptors.release(connection.slot)
        completeIfEmpty()
        return true
    }

    func add(_ link: WebSocketLink) {
        links[ObjectIdentifier(link)] = link
    }

    func remove(_ link: WebSocketLink) {
        links[ObjectIdentifier(link)] = nil
        completeIfEmpty()
    }

    /// Says goodbye to every session; completes when all are gone, by force after `deadline`.
    ///
    /// - Parameter waitsForPolls: Whether polling clients get the time to fetch their goodbye. There is no use in
    ///   it once the port is closed.
    func shutDown(deadline: TimeAmount, waitsForPolls: Bool) -> EventLoopFuture<Void> {
        eventLoop.flatSubmit {
            if let emptied = self.emptied { return emptied.futureResult }
            let promise = self.eventLoop.makePromise(of: Void.self)
            self.emptied = promise
            for connection in Array(self.connections.values) {
                connection.shutDown()
                if !waitsForPolls { connection.forget() }
            }
            for link in Array(self.links.values) { link.close(.goingAway) }
            let cut = self.eventLoop.scheduleTask(in: deadline) { self.cutOff() }
            self.completeIfEmpty()
            return promise.futureResult.always { _ in cut.cancel() }
        }
    }

    private func cutOff() {
        for connection in Array(connections.values) { connection.forget() }
        for link in Array(links.values) { link.abort() }
        completeIfEmpty()
    }

    private func completeIfEmpty() {
        guard let emptied, connections.isEmpty, links.isEmpty else { return }
        emptied.succeed(())
    }
}
