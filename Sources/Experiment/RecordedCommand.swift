import Foundation

/// A command as documents record it: a path below the working directory is relative to it, so that a document can be
/// published without its machine's folders.
enum RecordedCommand {
    /// `["/home/me/repo/.build/release/swarm-server"]` in `/home/me/repo` is `[".build/release/swarm-server"]`; also
    /// behind the equals sign of an option or a variable. Other paths stay as they are.
    static func words(
        _ command: [String], below directory: String = FileManager.default.currentDirectoryPath
    ) -> [String] {
        let folder: String = directory.hasSuffix("/") ? directory : "\(directory)/"
        // Everything is below the root, and nothing is published of it.
        guard folder != "/" else { return command }
        return command.map { word in
            guard word.hasPrefix(folder) else { return word.replacing("=\(folder)", with: "=") }
            let rest: Substring = word.dropFirst(folder.count)
            // Without a slash a program would be looked for in PATH.
            return rest.contains("/") ? String(rest) : "./\(rest)"
        }
    }
}
