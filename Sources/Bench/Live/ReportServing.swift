import Experiment
import Foundation
import LivePage

/// `bench report --open`: a run's folder on loopback until Ctrl-C, shown by the desktop's browser where there is
/// one.
enum ReportServing {
    /// - Throws: `PageError` when no port can be had.
    static func serve(folder: String, port: UInt16 = 0) async throws(PageError) {
        let interruption = Interruption()
        let signals = InterruptSignal(interruption, firstMessage: nil)
        let server = try await PageServer.start(folder: ServedFolder(path: folder), live: nil, port: port)
        StandardStreams.print("serving \(folder) at \(server.url) (Ctrl-C ends it)")
        if let browser = browser(ProcessInfo.processInfo.environment) { open(server.url, with: browser) }
        while !interruption.isRequested { try? await Task.sleep(for: .milliseconds(50)) }
        await server.stop()
        withExtendedLifetime(signals) {}
    }

    /// xdg-open, where a desktop is there to show something: without one it would start a browser for terminals
    /// in this one.
    static func browser(_ environment: [String: String]) -> String? {
        let hasDesktop: Bool = ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
        guard hasDesktop else { return nil }
        let folders: [Substring] = (environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/xdg-open" }.first { access($0, X_OK) == 0 }
    }

    /// Does not wait for it: it may stay as long as its browser.
    private static func open(_ url: String, with browser: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: browser)
        process.arguments = [url]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            StandardStreams.error("could not open it in a browser: \(error.localizedDescription)")
        }
    }
}
