import CShims

/// The number of descriptors this process may open (RLIMIT_NOFILE).
package enum DescriptorLimit {
    /// Submissions, the loops' own descriptors, files, pipes to the server.
    static let reserve: UInt64 = 256

    /// Whether so many clients can have their connections, before anything is started for them.
    ///
    /// Changes nothing; a run raises the soft limit by itself. Throws `LoadError` of kind
    /// `descriptorLimit`, with the remedy, when the hard limit is too low.
    ///
    /// - Parameter connections: of each client.
    package static func check(clients: Int, connections: Int = 1) throws(LoadError) {
        _ = try missing(clients: clients, connections: connections)
    }

    /// Raises the soft limit where it is too low; throws as `check` does.
    package static func ensure(clients: Int, connections: Int = 1) throws(LoadError) {
        guard let limit = try missing(clients: clients, connections: connections) else { return }
        let raised = shim_descriptor_limit_set(limit)
        guard raised == 0 else { throw LoadError.system("raising RLIMIT_NOFILE to \(limit)", code: raised) }
    }

    /// What the soft limit has to be raised to; nil when it suffices.
    private static func missing(clients: Int, connections: Int) throws(LoadError) -> UInt64? {
        let needed = UInt64(max(clients, 0)) * UInt64(max(connections, 1)) + reserve
        var soft: UInt64 = 0
        var hard: UInt64 = 0
        let result = shim_descriptor_limit_get(&soft, &hard)
        guard result == 0 else { throw LoadError.system("reading RLIMIT_NOFILE", code: result) }
        guard soft < needed else { return nil }
        guard hard >= needed else {
            throw LoadError(
                .descriptorLimit,
                "\(clients) clients need about \(needed) file descriptors, but the hard limit (RLIMIT_NOFILE) "
                    + "is \(hard): raise it with 'ulimit -Hn \(needed)' as root, or use fewer clients")
        }
        return hard
    }
}
