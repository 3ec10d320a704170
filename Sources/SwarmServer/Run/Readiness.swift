import Synchronization

/// Whether the server takes work.
final class Readiness: Sendable {
    private let ready = Atomic(true)

    var isReady: Bool { ready.load(ordering: .relaxed) }

    /// Says that the server is on its way out.
    func end() { ready.store(false, ordering: .relaxed) }
}
