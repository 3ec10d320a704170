import CShims
import Glibc

/// What a worker's thread needs to start: everything else it makes for itself.
final class WorkerThread: Sendable {
    private let index: Int
    private let board: RunBoard
    private let deliver: @Sendable (Int, WorkerRecord) -> Void

    init(index: Int, board: RunBoard, deliver: @escaping @Sendable (Int, WorkerRecord) -> Void) {
        self.index = index
        self.board = board
        self.deliver = deliver
    }

    /// Starts the thread; `deliver` is called on it exactly once unless this throws.
    func start() throws(LoadError) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(&thread, nil, workerThreadMain, context.toOpaque())
        guard result == 0 else {
            context.release()
            throw LoadError.system("starting a worker thread", code: result)
        }
        pthread_detach(thread)
    }

    fileprivate func main() {
        shim_thread_name("load-\(index)")
        pin()
        var record = WorkerRecord()
        do {
            let worker = try Worker(index: index, board: board)
            record = worker.run()
        } catch {
            board.fail(error.description)
        }
        deliver(index, record)
    }

    /// A CPU that cannot be had costs precision, not the run.
    private func pin() {
        let cpus = board.plan.cpus
        guard !cpus.isEmpty else { return }
        var cpu = Int32(clamping: cpus[board.plan.workerNumber(index) % cpus.count])
        _ = shim_affinity_set(0, &cpu, 1)
    }
}

private func workerThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<WorkerThread>.fromOpaque(context).takeRetainedValue().main() }
    return nil
}
