import Foundation

/// A folder of a test's own, removed with it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file and tells its path.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let place = url.appendingPathComponent(name)
        try Data(bytes).write(to: place)
        return place.path
    }
}
