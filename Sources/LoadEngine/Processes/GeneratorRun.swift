/// One trial's generator, in this process (`LoadRun`) or in several (`MultiProcessRun`). Every method may be
/// called from any thread.
package protocol GeneratorRun: Sendable {
    /// Starts and returns. Throws `LoadError` when the system does not allow what the plan needs.
    func start() throws
    /// Where the run stands, some 25 ms old.
    var progress: LoadProgress { get }
    /// A sample of the latencies that clients saw since the run began: of updates from their stamps to their
    /// arrival when they are pushed, otherwise of polls from their intended instants to the answer. Nil when the
    /// plan has no `watch`. Some 25 ms old, up to half a second where there are several processes; takes some
    /// microseconds.
    var latencies: LiveLatencies? { get }
    /// Everything expected has been received: ends the drain.
    func finishDrain()
    /// Ends the run soon, whatever its phase; what was observed is kept.
    func cancel()
    /// Waits until everything has ended.
    func wait() async -> LoadRecord
}

extension LoadRun: GeneratorRun {}
