import Glibc
import LoadEngine
import Scenarios

/// Where the targets of a scenario are, found before anything is started.
package struct TargetEndpoints: Sendable, Equatable {
    /// One target's place.
    package struct Place: Sendable, Equatable {
        package var endpoint: Endpoint
        /// On this host: traffic stays here, and both sides read one clock.
        package var isLocal: Bool
    }

    /// By the target's name; those whose command tells its address are missing.
    package private(set) var places: [String: Place] = [:]

    /// Whom the targets' certificates have to convince.
    package private(set) var trust = CertificateTrust.system

    /// A run without targets.
    package init() {}

    /// How certificates are checked, for the report; nil when no target has any.
    var certificates: String? {
        guard places.values.contains(where: \.endpoint.isSecure) else { return nil }
        return switch trust {
        case .system: "system"
        case .authorities: "cacert"
        case .unchecked: "unchecked"
        }
    }

    /// Looks the hosts' names up.
    ///
    /// - Parameters:
    ///   - allowRemote: whether load may go to other hosts.
    ///   - trust: whom the targets' certificates have to convince.
    /// - Throws: ``TargetError`` for a host that has no IPv4 address, or is another one without leave.
    package init(_ scenario: Scenario, allowRemote: Bool, trust: CertificateTrust = .system)
        throws(TargetError)
    {
        self.trust = trust
        for target in scenario.arms.compactMap(\.target) where places[target.name] == nil {
            guard let address = target.address else { continue }
            let literal: String = try Self.resolve(address.host, target: target.name)
            let isLocal: Bool = Self.isLocal(literal)
            guard isLocal || allowRemote else {
                throw TargetError(
                    "the target `\(target.name)` at \(address.text) is another host (\(literal)): load goes to "
                        + "this host only, unless you give --allow-remote and may load that one")
            }
            guard isLocal || !Self.needsClock(target, in: scenario) else {
                throw TargetError(
                    "the target `\(target.name)` at \(address.text) is another host, with another clock: name "
                        + "`clock`, something that tells its time (a Date header's whole seconds are no use for "
                        + "latencies), or measure in probe mode, without `timestamp` and with a {token} in `trigger`"
                )
            }
            var endpoint = Endpoint(host: address.host, port: address.port)
            endpoint.address = literal
            endpoint.isSecure = address.isSecure
            endpoint.trust = trust
            places[target.name] = Place(endpoint: endpoint.joining(target), isLocal: isLocal)
        }
        guard trust == .system || certificates != nil else {
            throw TargetError(
                "--cacert and --insecure are for targets behind https:// or wss://, and the scenario has none"
            )
        }
    }

    /// Whether latencies rest on the target's own clock, and nothing tells its time.
    private static func needsClock(_ target: Target, in scenario: Scenario) -> Bool {
        guard TargetClock.source(of: target, isLocal: false) == nil else { return false }
        return scenario.arms.contains { arm in
            guard arm.target?.name == target.name else { return false }
            return arm.transport.isPush ? target.updates.timestamp != nil : target.poll?.timestamp != nil
        }
    }

    /// The first IPv4 address of a name.
    static func resolve(_ host: String, target: String) throws(TargetError) -> String {
        var hints = addrinfo()
        hints.ai_family = AF_INET
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code: Int32 = getaddrinfo(host, nil, &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard code == 0, let found = list?.pointee.ai_addr else {
            let reason: String = gai_strerror(code).map { String(cString: $0) } ?? "error \(code)"
            throw TargetError(
                "the target `\(target)`: the name `\(host)` has no IPv4 address (\(reason)): check its spelling, "
                    + "or give the address")
        }
        return text(of: found)
    }

    private static func text(of address: UnsafeMutablePointer<sockaddr>) -> String {
        var internet: in_addr = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
            $0.pointee.sin_addr
        }
        var buffer = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
        inet_ntop(AF_INET, &internet, &buffer, socklen_t(buffer.count))
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether an IPv4 literal is in 127.0.0.0/8 or belongs to an interface of this host.
    static func isLocal(_ literal: String) -> Bool {
        if literal.hasPrefix("127.") { return true }
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return false }
        defer { freeifaddrs(list) }
        var next = list
        while let interface = next {
            if let address = interface.pointee.ifa_addr, Int32(address.pointee.sa_family) == AF_INET,
                text(of: address) == literal
            {
                return true
            }
            next = interface.pointee.ifa_next
        }
        return false
    }
}

/// A target that cannot be measured, with the remedy in the message.
package struct TargetError: Error, Sendable, Equatable, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}

extension Endpoint {
    /// This place with the target's Socket.IO path, namespace, auth and headers.
    func joining(_ target: Target) -> Endpoint {
        var result = self
        result.socketPath = target.socketPath
        result.namespace = target.namespace
        result.authentication = target.authentication.map { Array($0.utf8) }
        result.headers = target.headers.map { Endpoint.Header(name: $0.name, value: $0.value) }
        return result
    }
}
