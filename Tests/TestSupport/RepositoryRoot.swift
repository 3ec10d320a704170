import Foundation

/// The checkout that the tests were built from.
package enum RepositoryRoot {
    /// Its folder: two levels above this file's, links resolved.
    package static let url: URL = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        // A development package may reach its sources through a link; what lies beside them is the repository.
        let tests = url.appendingPathComponent("Tests").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent()
    }()
}
