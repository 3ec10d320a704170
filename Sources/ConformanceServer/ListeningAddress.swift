import NIOCore
import NIOPosix

/// Where a server listens, and how clients reach it.
struct ListeningAddress {
    /// The address to bind.
    let bind: String
    /// The host part of the URL to print.
    let shown: String

    /// The given host, or every address of the machine: IPv6's wildcard takes IPv4 as well, where there is IPv6.
    static func find(host: String?, group: any EventLoopGroup) async -> ListeningAddress {
        if let host { return ListeningAddress(bind: host, shown: host.contains(":") ? "[\(host)]" : host) }
        do {
            let trial = try await ServerBootstrap(group: group).bind(host: "::", port: 0).get()
            try await trial.close()
            return ListeningAddress(bind: "::", shown: "127.0.0.1")
        } catch {
            return ListeningAddress(bind: "0.0.0.0", shown: "127.0.0.1")
        }
    }
}
