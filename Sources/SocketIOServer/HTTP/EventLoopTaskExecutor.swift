import NIOCore

/// Runs Swift tasks on an event loop.
///
/// The application's requests run on the loop of their connection with it: from the socket to the handler and
/// back without a change of threads, which would cost more than a small answer does. Handlers that only wait or
/// compute briefly are what it is for; one that blocks would hold up the loop's connections.
final class EventLoopTaskExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
