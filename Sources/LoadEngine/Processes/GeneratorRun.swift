/// One trial's generator, in this process (`LoadRun`) or in several (`MultiProcessRun`). Every method may be
/// called from any thread.
package protocol GeneratorRun: Sendable {
    /// Starts and returns. Throws `LoadError` when the system does not allow what the plan needs.
    func start() throws
    /// Where the run stands, some 25 ms old.
    var progress: LoadProgress { get }
    /// Everything expected has been received: ends the drain.
    func finishDrain()
    /// Ends the run soon, whatever its phase; what was observed is kept.
    func cancel()
    /// Waits until everything has ended.
    func wait() async -> LoadRecord
}

extension LoadRun: GeneratorRun {}
