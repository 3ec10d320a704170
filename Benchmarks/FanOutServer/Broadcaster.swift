import NIOConcurrencyHelpers
import NIOCore
import SocketIOServer

/// Broadcasts from one or several threads at a common rate, or as fast as the clients take it.
final class Broadcaster: @unchecked Sendable {
    static let room = "bench"

    private let server: SocketServer
    private let namespace: Namespace
    private let eventLoops: [any EventLoop]
    private let rate: Int
    private let emitters: Int
    private let duration: UInt64
    /// Numbers a message and sends it in one step, so that every client gets them in order.
    private let next: NIOLockedValueBox<(sequence: Int, message: BenchMessage)>
    private let sockets: NIOLockedValueBox<[Socket]>

    init(
        server: SocketServer, eventLoops: [any EventLoop], options: FanOutServerCommand,
        sockets: NIOLockedValueBox<[Socket]>
    ) {
        self.server = server
        namespace = server.namespace("/")
        self.eventLoops = eventLoops
        rate = options.rate
        emitters = options.emitters
        duration = UInt64(options.seconds * 1e9)
        next = NIOLockedValueBox((0, BenchMessage(size: options.size)))
        self.sockets = sockets
    }

    /// Broadcasts that were made.
    var count: Int { next.withLockedValue { $0.sequence } }

    /// Runs one emitter on the calling thread until the time is over.
    ///
    /// - Parameter index: Emitter `index` of `emitters` takes every so many-th intended time.
    func run(emitter index: Int, from start: UInt64) throws {
        guard rate > 0 else { return try runUnpaced(from: start) }
        let total = Int(Double(rate) * Double(duration) / 1e9)
        for number in stride(from: index, to: total, by: emitters) {
            ProcessClock.sleep(until: start + UInt64(number) * 1_000_000_000 / UInt64(rate))
            broadcast()
        }
    }

    /// As fast as it goes: the next broadcast follows as soon as every loop has done the one before and, if
    /// something had to wait for its socket, all can take more.
    private func runUnpaced(from start: UInt64) throws {
        var queued = server.counters.queuedWrites
        while ProcessClock.monotonic < start + duration {
            broadcast()
            for eventLoop in eventLoops { try eventLoop.submit {}.wait() }
            let now = server.counters.queuedWrites
            if now != queued { try settle(until: start + duration) }
            queued = now
        }
    }

    private func broadcast() {
        next.withLockedValue { next in
            next.sequence += 1
            let arguments = next.message.arguments(sequence: next.sequence, now: ProcessClock.wall)
            namespace.emit(BenchMessage.event, encodedArguments: arguments, to: [Self.room])
        }
    }

    /// Waits until the loops have done what they were asked for and, unless time runs out, all clients can take
    /// more.
    func settle(until deadline: UInt64) throws {
        while true {
            var isWritable = true
            for eventLoop in eventLoops {
                isWritable = try eventLoop.submit { self.allWritable(on: eventLoop) }.wait() && isWritable
            }
            if isWritable || ProcessClock.monotonic > deadline { return }
            ProcessClock.sleep(until: ProcessClock.monotonic + 200_000)
        }
    }

    private func allWritable(on eventLoop: any EventLoop) -> Bool {
        sockets.withLockedValue { sockets in
            sockets.allSatisfy { $0.eventLoop !== eventLoop || $0.isWritable }
        }
    }
}
