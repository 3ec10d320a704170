import CShims

extension DescriptorLimit {
    /// How many processes so many clients need, each with a descriptor for each of its connections and each
    /// process with some more, where a process may open `hard`; nil when even the most processes would not do.
    static func processes(clients: Int, connections: Int = 1, hard: UInt64) -> Int? {
        let each = (Int(clamping: hard) - Int(reserve)) / max(connections, 1)
        guard each > 0 else { return nil }
        let count = max(1, (clients + each - 1) / each)
        return count <= mostProcesses ? count : nil
    }

    static let mostProcesses = 256

    /// As many processes as so many clients need here (RLIMIT_NOFILE).
    ///
    /// Throws `LoadError` of kind `descriptorLimit`, with the remedy, when it cannot be done.
    ///
    /// - Parameter connections: of each client.
    package static func processes(clients: Int, connections: Int = 1) throws(LoadError) -> Int {
        var soft: UInt64 = 0
        var hard: UInt64 = 0
        let result = shim_descriptor_limit_get(&soft, &hard)
        guard result == 0 else { throw LoadError.system("reading RLIMIT_NOFILE", code: result) }
        guard let count = processes(clients: clients, connections: connections, hard: hard) else {
            throw LoadError(
                .descriptorLimit,
                "\(clients) clients need more than \(mostProcesses) processes where each may open \(hard) files "
                    + "(RLIMIT_NOFILE): raise it with 'ulimit -Hn' as root, or use fewer clients")
        }
        return count
    }

    /// Whether a server of one process that is started here may open the descriptors for so many clients.
    ///
    /// Throws `LoadError` of kind `descriptorLimit`, with the remedy, when it may not.
    ///
    /// - Parameter connections: of each client.
    package static func checkServer(clients: Int, connections: Int = 1) throws(LoadError) {
        var soft: UInt64 = 0
        var hard: UInt64 = 0
        let result = shim_descriptor_limit_get(&soft, &hard)
        guard result == 0 else { throw LoadError.system("reading RLIMIT_NOFILE", code: result) }
        let needed = UInt64(max(clients, 0)) * UInt64(max(connections, 1)) + reserve
        guard hard >= needed else {
            throw LoadError(
                .descriptorLimit,
                "\(clients) clients need about \(needed) file descriptors in the one process of the server that "
                    + "is started for each trial, but the hard limit (RLIMIT_NOFILE) is \(hard): raise it with "
                    + "'ulimit -Hn \(needed)' as root, use fewer clients, or measure a target that runs already"
            )
        }
    }
}
