import Synchronization

/// A request to end a run early and keep what was measured. Safe from any thread.
package final class Interruption: Sendable {
    private let requested = Atomic<Bool>(false)

    package init() {}

    package func request() { requested.store(true, ordering: .releasing) }

    package var isRequested: Bool { requested.load(ordering: .acquiring) }
}
