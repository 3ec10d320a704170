import Foundation

/// Folders that files of results go to.
package enum Folder {
    /// Makes a folder and those above it that are missing; one that is there, or that another process makes
    /// meanwhile, is fine.
    ///
    /// - Returns: 0, or the errno that stopped it; `ENOTDIR` where something else has the name.
    package static func make(_ path: String) -> Int32 {
        if path.isEmpty || mkdir(path, 0o755) == 0 { return 0 }
        let code: Int32 = errno
        if isThere(path) { return 0 }
        if code == EEXIST { return ENOTDIR }
        let parent: String = (path as NSString).deletingLastPathComponent
        guard code == ENOENT, !parent.isEmpty, parent != path else { return code }
        let above: Int32 = make(parent)
        guard above == 0 else { return above }
        if mkdir(path, 0o755) == 0 { return 0 }
        let second: Int32 = errno
        return isThere(path) ? 0 : second
    }

    private static func isThere(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
