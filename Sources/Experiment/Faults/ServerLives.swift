import Foundation
import Glibc
import LoadEngine
import Metering
import Synchronization

/// The processes that serve a trial, one after another: killed and started anew where a fault says so.
final class ServerLives: Sendable {
    private struct State {
        var current: RunningServer
        /// Killed, and not yet started anew.
        var isDown = false
        /// CPU time that earlier processes had used when they were last read.
        var past = ProcessSample.none
        var latest = ProcessSample.none
        var later: [Later] = []
    }

    /// A process after the first.
    private struct Later: Sendable {
        /// Ends when the process has; how it died if it did so on its own.
        var run: Task<ServerFailure?, any Error>
        var release: AsyncStream<Void>.Continuation
        /// Requested when nobody waits for it to listen any more.
        var abandoned: Interruption
    }

    private let launch: ServerLaunch
    private let state: Mutex<State>

    /// - Parameter launch: how `first` was started, and those after it are.
    init(first: RunningServer, launch: ServerLaunch) {
        self.launch = launch
        state = Mutex(State(current: first))
    }

    /// It ended although nobody killed it.
    var hasEnded: Bool { state.withLock { !$0.isDown && $0.current.output.hasEnded } }

    var current: RunningServer { state.withLock { $0.current } }

    /// Every process of its group gets the signal.
    func signal(_ number: Int32) throws {
        let process: Int32 = current.processIdentifier
        guard Glibc.kill(-process, number) == 0 else {
            throw ServerFailure.unusable(
                "signal \(number) to the server (process \(process)): \(String(cString: strerror(errno)))")
        }
    }

    /// Kills the process that runs, which is no death then. Its CPU time is read right before.
    func kill() throws {
        _ = try? sample()
        state.withLock { state in
            state.current.output.expectEnd()
            state.isDown = true
            state.past = state.past.adding(state.latest)
            state.latest = .none
        }
        try signal(SIGKILL)
    }

    /// Starts the next one, and returns when it listens.
    func start() async throws {
        let (released, release) = AsyncStream<Void>.makeStream()
        let (listening, report) = AsyncThrowingStream<RunningServer, any Error>.makeStream()
        let launch = self.launch
        let abandoned = Interruption()
        let run = Task { () throws -> ServerFailure? in
            do {
                let (_, death) = try await ServerProcess.run(
                    launch, isAbandoned: { abandoned.isRequested }
                ) { server in
                    report.yield(server)
                    for await _ in released {}
                }
                return death
            } catch {
                report.finish(throwing: error)
                throw error
            }
        }
        state.withLock { $0.later.append(Later(run: run, release: release, abandoned: abandoned)) }
        for try await server in listening {
            return state.withLock { state in
                state.current = server
                state.isDown = false
            }
        }
        throw CancellationError()
    }

    /// Ends the processes after the first, which whoever started it ends.
    ///
    /// - Returns: how one of them died if it did so on its own.
    func end() async -> ServerFailure? {
        let later: [Later] = state.withLock { state in
            defer { state.later = [] }
            return state.later
        }
        var death: ServerFailure?
        for life in later {
            life.abandoned.request()
            life.release.finish()
            do {
                death = try await life.run.value ?? death
            } catch {
                death = error as? ServerFailure ?? death
            }
        }
        return death
    }
}

extension ServerLives: ResourceSampler {
    var interval: Int64 { 250_000_000 }
    var isWorkForServer: Bool { false }

    /// CPU time of all its processes so far, and the memory of the one that runs; of none, no memory.
    func sample() throws -> ProcessSample {
        let (process, isDown): (Int32, Bool) = state.withLock { ($0.current.processIdentifier, $0.isDown) }
        var own: ProcessSample?
        if !isDown { own = try ProcessSampler(processIdentifier: process).sample() }
        return state.withLock { state in
            // It may have been killed meanwhile.
            if let own, !state.isDown, state.current.processIdentifier == process { state.latest = own }
            var sum = state.past.adding(state.latest)
            sum.instant = own?.instant ?? WallClock.realtime()
            sum.residentBytes = state.isDown ? 0 : own?.residentBytes ?? 0
            return sum
        }
    }
}

extension ProcessSample {
    fileprivate static let none = ProcessSample(
        instant: 0, cpuNanoseconds: 0, userNanoseconds: 0, systemNanoseconds: 0, residentBytes: 0)

    fileprivate func adding(_ other: ProcessSample) -> ProcessSample {
        ProcessSample(
            instant: other.instant, cpuNanoseconds: cpuNanoseconds + other.cpuNanoseconds,
            userNanoseconds: userNanoseconds + other.userNanoseconds,
            systemNanoseconds: systemNanoseconds + other.systemNanoseconds,
            residentBytes: other.residentBytes)
    }
}
