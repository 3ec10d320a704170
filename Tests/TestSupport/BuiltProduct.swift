import Foundation

/// Executables of this package, as the build that contains the running tests made them.
package enum BuiltProduct {
    /// Where the executable `name` lies.
    ///
    /// SwiftPM puts executables and the test bundle side by side, so the bundle shows the way whatever the build
    /// folder and configuration.
    ///
    /// - Throws: `TestSupportError` when it is not there: a missing target dependency of the test target.
    package static func url(named name: String) throws -> URL {
        for folder in folders() {
            let candidate = folder.appendingPathComponent(name)
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        let searched = folders().map(\.path).joined(separator: ", ")
        throw TestSupportError(
            "no executable '\(name)' beside the tests (looked in \(searched)); "
                + "make the test target depend on the executable's target")
    }

    private static func folders() -> [URL] {
        // On Linux the runner is the .xctest file itself; with swiftpm's helper it is only among the arguments.
        var paths = CommandLine.arguments.filter { $0.contains(".xctest") }
        if let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
            paths.append(own)
        }
        var folders: [URL] = []
        for path in paths {
            var folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
            if !folders.contains(folder) { folders.append(folder) }
        }
        return folders
    }
}
