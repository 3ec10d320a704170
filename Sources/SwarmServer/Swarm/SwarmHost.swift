import NIOCore
import SwarmCore

/// Runs a swarm on an event loop of its own and wakes it when something is due.
///
/// All access to the swarm is by commands that run on that loop, one at a time and in the order in which
/// each caller gave them.
final class SwarmHost: Sendable {
    /// What only the loop touches.
    private final class Confined {
        let swarm: Swarm
        var timer: Scheduled<Void>?
        /// When the timer goes off, `.max` without one.
        var wakesAt: Int64 = .max

        init(swarm: Swarm) {
            self.swarm = swarm
        }
    }

    /// The loop on which the swarm runs.
    let eventLoop: any EventLoop
    /// The state for those who poll.
    let publication: StatePublication
    private let confined: NIOLoopBound<Confined>

    /// Must be called on the loop.
    private init(configuration: SwarmConfiguration, eventLoop: any EventLoop) {
        let swarm = Swarm(configuration: configuration, now: WallClock.now)
        self.eventLoop = eventLoop
        publication = StatePublication(swarm.state())
        confined = NIOLoopBound(Confined(swarm: swarm), eventLoop: eventLoop)
        setTimer()
    }

    /// Starts a swarm on a loop.
    static func start(configuration: SwarmConfiguration, on eventLoop: any EventLoop) async throws
        -> SwarmHost
    {
        try await eventLoop.submit { SwarmHost(configuration: configuration, eventLoop: eventLoop) }.get()
    }

    /// Gives the swarm a command with the time at which it runs, and waits for its result.
    func perform<Value: Sendable>(
        _ command: @escaping @Sendable (Swarm, Int64) throws -> Value
    ) async throws -> Value {
        try await submit(command).get()
    }

    /// The same for those who live on event loops; the future is one of the swarm's loop.
    func submit<Value: Sendable>(
        _ command: @escaping @Sendable (Swarm, Int64) throws -> Value
    ) -> EventLoopFuture<Value> {
        eventLoop.submit { try self.run(command) }
    }

    /// Gives the swarm a command and does not wait.
    func execute(_ command: @escaping @Sendable (Swarm, Int64) -> Void) {
        eventLoop.execute { self.run(command) }
    }

    /// The present state: what is published if nothing has happened since, else encoded now.
    func state() async throws -> PublishedState {
        if let current = publication.current { return current }
        return try await encodedState().get()
    }

    /// The state as it is when the swarm's loop gets to it.
    func encodedState() -> EventLoopFuture<PublishedState> {
        submit { swarm, _ in self.publication.publish(swarm.state()) }
    }

    private func run<Value>(_ command: (Swarm, Int64) throws -> Value) rethrows -> Value {
        let swarm = confined.value.swarm
        defer { settle(swarm) }
        return try command(swarm, WallClock.now)
    }

    /// Does what is due. The clock is read before each step, so that every event bears the time at which it
    /// really occurred; after a good number of steps the commands that wait get their turn.
    private func wake() {
        let swarm = confined.value.swarm
        confined.value.timer = nil
        confined.value.wakesAt = .max
        var steps = 0
        while steps < 64, swarm.step(now: WallClock.now) {
            steps += 1
            // With each step, so that those who poll do not wait for all that is due.
            publication.note(sequence: swarm.log.lastSequence)
        }
        settle(swarm)
    }

    private func settle(_ swarm: Swarm) {
        publication.note(sequence: swarm.log.lastSequence)
        setTimer()
    }

    /// Makes sure that the loop wakes by the next deadline. A timer that goes off too early is cheaper than
    /// one set anew with every command.
    private func setTimer() {
        let confined = confined.value
        let deadline = confined.swarm.nextDeadline
        guard deadline < confined.wakesAt else { return }
        confined.timer?.cancel()
        confined.wakesAt = deadline
        let delay = max(0, deadline - WallClock.now)
        confined.timer = eventLoop.scheduleTask(in: .nanoseconds(delay)) { self.wake() }
    }
}
