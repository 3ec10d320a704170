import CShims

/// The number of descriptors this process may open (RLIMIT_NOFILE).
enum DescriptorLimit {
    /// Submissions, the loops' own descriptors, files, pipes to the server.
    static let reserve: UInt64 = 256

    /// Raises the soft limit where it is too low; throws where the hard limit is.
    static func ensure(clients: Int) throws(LoadError) {
        let needed = UInt64(clients) + reserve
        var soft: UInt64 = 0
        var hard: UInt64 = 0
        let result = shim_descriptor_limit_get(&soft, &hard)
        guard result == 0 else { throw LoadError.system("reading RLIMIT_NOFILE", code: result) }
        guard soft < needed else { return }
        guard hard >= needed else {
            throw LoadError(
                .descriptorLimit,
                "\(clients) clients need about \(needed) file descriptors, but the hard limit (RLIMIT_NOFILE) "
                    + "is \(hard): raise it with 'ulimit -Hn \(needed)' as root, or use fewer clients")
        }
        let raised = shim_descriptor_limit_set(hard)
        guard raised == 0 else { throw LoadError.system("raising RLIMIT_NOFILE to \(hard)", code: raised) }
    }
}
