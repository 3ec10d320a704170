import Experiment
import Foundation
import LivePage
import Synchronization

/// A run's page: what it shows while the run goes on, and the run's files for a while after.
///
/// Safe to call from any thread. The page's thread runs only when nothing else wants its CPU, so nobody here
/// waits for it.
final class LiveSession: Sendable {
    private struct State {
        var progress: RunProgress?
        var end: LiveState.End?
    }

    private let server: PageServer
    private let board: Board
    private let folder: ServedFolder

    /// What the page shows, apart from its server, which asks for it.
    private final class Board: Sendable {
        let scenario: String
        private let state = Mutex(State())

        init(scenario: String) { self.scenario = scenario }

        func show(_ progress: RunProgress) { _ = state.withLockIfAvailable { $0.progress = progress } }

        func end(_ end: LiveState.End) { state.withLock { $0.end = end } }

        var latest: LiveState? {
            let (progress, end) = state.withLock { ($0.progress, $0.end) }
            guard progress != nil || end != nil else { return nil }
            var shown: LiveState = progress.map { LiveState($0) } ?? LiveState(scenario: scenario)
            shown.end = end
            return shown
        }
    }

    /// After the last use of the page the files are served for so many seconds, and never longer after the run
    /// than `longest`.
    private static let grace: Double = 30
    private static let longest: Double = 600

    /// - Parameter port: 0 for any that is free.
    /// - Throws: `PageError`.
    static func start(
        port: UInt16, folder: ServedFolder, scenario: String
    ) async throws(PageError) -> LiveSession {
        let board = Board(scenario: scenario)
        let server = try await PageServer.start(
            folder: folder, live: { board.latest }, port: port,
            prepareThread: { BackgroundThread.enter(name: "live-page") })
        return LiveSession(server: server, board: board, folder: folder)
    }

    private init(server: PageServer, board: Board, folder: ServedFolder) {
        self.server = server
        self.board = board
        self.folder = folder
    }

    var url: String { server.url }

    func show(_ progress: RunProgress) { board.show(progress) }

    /// The run is over: the page ends with `verdict` and links to the report.
    func end(verdict: String, outcome: String) {
        let files: [String] = ["report", "capacity"].flatMap { name in
            ["html", "md", "json"].map { "\(name).\($0)" }
        }.filter(folder.holds)
        board.end(
            LiveState.End(verdict: verdict, outcome: outcome, files: files, folder: folder.path))
        server.tell()
    }

    /// The page is open somewhere, or was a moment ago.
    var isWatched: Bool { server.isWatched || (server.secondsSinceUse ?? .infinity) < Self.grace }

    /// Serves on while somebody watches; returns at once when nobody does, and when `interruption` asks for it.
    func waitWhileWatched(_ interruption: Interruption) async {
        let end = ContinuousClock.now + .seconds(Self.longest)
        while isWatched, !interruption.isRequested, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    func stop() async { await server.stop() }
}
