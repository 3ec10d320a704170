import Foundation
import Results

/// Where a run's results go. Made before any load is sent, so that an unwritable place costs nothing.
package struct RunDirectory: Sendable {
    package let url: URL

    /// - Parameters:
    ///   - output: the directory asked for; nil makes `Reports/runs/<time>-<scenario>` below the
    ///     current directory.
    ///   - startedAt: for the name, `YYYYMMDD-HHMMSS` in UTC.
    /// - Throws: ``RunDirectoryError`` naming the path and what to do.
    package static func create(output: String?, scenario: String, startedAt: Date) throws -> RunDirectory {
        let url: URL
        if let output {
            url = URL(fileURLWithPath: output, isDirectory: true)
        } else {
            url = URL(fileURLWithPath: "Reports/runs", isDirectory: true)
                .appendingPathComponent("\(stamp(startedAt))-\(scenario)", isDirectory: true)
        }
        let directory = RunDirectory(url: url)
        do {
            try FileManager.default.createDirectory(
                at: directory.trials, withIntermediateDirectories: true)
            let probe = url.appendingPathComponent(".writable")
            try Data("x".utf8).write(to: probe)
            try FileManager.default.removeItem(at: probe)
        } catch {
            throw RunDirectoryError(path: url.path, reason: error.localizedDescription)
        }
        return directory
    }

    /// Raw per-trial data.
    package var trials: URL { url.appendingPathComponent("trials", isDirectory: true) }

    /// Makes a folder below the run's directory.
    func makeFolder(_ name: String) throws {
        let folder = url.appendingPathComponent(name, isDirectory: true)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw RunDirectoryError(path: folder.path, reason: error.localizedDescription)
        }
    }

    /// Writes a file whole or not at all.
    package func write(_ bytes: [UInt8], to name: String) throws {
        let path = url.appendingPathComponent(name).path
        do {
            try AtomicFile.write(bytes, to: path)
        } catch {
            var reason = error.description
            if case .unwritable(_, let code) = error { reason = String(cString: strerror(code)) }
            throw RunDirectoryError(path: path, reason: reason)
        }
    }

    /// `YYYYMMDD-HHMMSS`, UTC.
    static func stamp(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyyMMdd-HHmmss"
        return formatter.string(from: date)
    }
}

/// Results that cannot be written.
package struct RunDirectoryError: Error, Sendable, Equatable, CustomStringConvertible {
    package var path: String
    package var reason: String

    package var description: String {
        "cannot write results to \(path): \(reason); free some space or name another place with --output DIR"
    }
}
