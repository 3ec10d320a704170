import NIOCore
import Synchronization

/// The open pages of a run, and what they are told.
final class LiveFeed: Sendable {
    /// Fired at the handlers of open pages.
    struct News: Sendable {
        let state: LiveState
    }

    private struct State {
        var pages: [ObjectIdentifier: any Channel] = [:]
        var lastUse: NIODeadline?
    }

    private let state = Mutex(State())
    private let source: @Sendable () -> LiveState?

    /// - Parameter source: tells where the run stands.
    init(_ source: @escaping @Sendable () -> LiveState?) { self.source = source }

    var latest: LiveState? { source() }

    func open(_ page: any Channel) {
        state.withLock { $0.pages[ObjectIdentifier(page)] = page }
    }

    func close(_ page: any Channel) {
        state.withLock { state in
            state.pages[ObjectIdentifier(page)] = nil
            state.lastUse = .now()
        }
    }

    /// A request came.
    func used() { state.withLock { $0.lastUse = .now() } }

    var hasWatchers: Bool { state.withLock { !$0.pages.isEmpty } }

    var secondsSinceUse: Double? {
        state.withLock { $0.lastUse }.map { Double((NIODeadline.now() - $0).nanoseconds) / 1e9 }
    }

    func tellAll() {
        let pages = state.withLock { Array($0.pages.values) }
        guard !pages.isEmpty, let latest else { return }
        for page in pages { page.pipeline.fireUserInboundEventTriggered(News(state: latest)) }
    }
}
