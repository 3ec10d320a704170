import Foundation
import Results

/// Where a run's results go. Made before any load is sent, so that an unwritable place costs nothing.
package struct RunDirectory: Sendable {
    package let url: URL
    /// Folders that were not there before, each before the one that it is in.
    private let made: [String]

    /// - Parameters:
    ///   - output: the directory asked for; nil makes `Reports/runs/<time>-<scenario>` below the
    ///     current directory.
    ///   - startedAt: for the name, `YYYYMMDD-HHMMSS` in UTC.
    ///   - kind: what it will hold.
    /// - Throws: ``RunDirectoryError`` naming the path and what to do.
    package static func create(
        output: String?, scenario: String, startedAt: Date, kind: Kind = .run
    ) throws(RunDirectoryError) -> RunDirectory {
        let url: URL
        if let output {
            url = URL(fileURLWithPath: output, isDirectory: true)
        } else {
            url = URL(fileURLWithPath: kind.folder, isDirectory: true)
                .appendingPathComponent("\(stamp(startedAt))-\(scenario)", isDirectory: true)
        }
        for document in Kind.allCases.map(\.document) {
            guard FileManager.default.fileExists(atPath: url.appendingPathComponent(document).path) else {
                continue
            }
            throw RunDirectoryError(path: url.path, reason: "it already holds a run (\(document))")
        }
        let innermost: String = kind == .run ? url.appendingPathComponent("trials").path : url.path
        let directory = RunDirectory(url: url, made: missing(innermost))
        do throws(RunDirectoryError) {
            try make(innermost)
            try directory.write([UInt8(ascii: "x")], to: ".writable")
        } catch {
            directory.withdraw()
            throw error
        }
        unlink(url.appendingPathComponent(".writable").path)
        return directory
    }

    /// Removes the folders that were made for it, as far as nothing is in them: for a run that does not come
    /// about.
    package func withdraw() {
        for path in made { rmdir(path) }
    }

    /// Of a folder and those that it is in, the ones that are not there, innermost first.
    private static func missing(_ path: String) -> [String] {
        var missing: [String] = []
        var path: String = path
        while path.count > 1, !FileManager.default.fileExists(atPath: path) {
            missing.append(path)
            path = (path as NSString).deletingLastPathComponent
        }
        return missing
    }

    /// What a directory holds.
    package enum Kind: Sendable, CaseIterable {
        case run, gate, capacity, claims

        /// Where those are that nobody named a place for.
        var folder: String {
            switch self {
            case .run: "Reports/runs"
            case .gate: "Reports/gates"
            case .capacity: "Reports/capacity"
            case .claims: "Reports/claims"
            }
        }

        /// The document by which such a directory is known.
        var document: String {
            switch self {
            case .run: "report.json"
            case .gate: "gate.json"
            case .capacity: "capacity.json"
            case .claims: "claims.json"
            }
        }
    }

    /// A folder below this one, for results of their own.
    func inner(_ name: String) throws(RunDirectoryError) -> RunDirectory {
        let url: URL = url.appendingPathComponent(name, isDirectory: true)
        try Self.make(url.path)
        return RunDirectory(url: url, made: [])
    }

    /// Makes a folder below the run's directory.
    func makeFolder(_ name: String) throws(RunDirectoryError) {
        try Self.make(url.appendingPathComponent(name).path)
    }

    private static func make(_ path: String) throws(RunDirectoryError) {
        let code: Int32 = Folder.make(path)
        guard code == 0 else { throw RunDirectoryError(path: path, reason: String(cString: strerror(code))) }
    }

    /// Writes a file whole or not at all.
    package func write(_ bytes: [UInt8], to name: String) throws(RunDirectoryError) {
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
    package static func stamp(_ date: Date) -> String {
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
