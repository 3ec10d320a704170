import Glibc
import Scenarios

extension LoadPlan {
    /// Throws what makes the plan impossible.
    func check() throws(LoadError) {
        var address = in_addr()
        guard inet_pton(AF_INET, endpoint.address, &address) == 1 else {
            throw LoadError(.plan, "'\(endpoint.address)' is no IPv4 address, such as 127.0.0.1")
        }
        guard endpoint.port > 0 else { throw LoadError(.plan, "port 0 cannot be connected to") }
        if endpoint.isSecure, let complaint = CurlSecurity.complaint(endpoint.trust) { throw complaint }
        guard clients >= 0, clients <= 1_000_000 else {
            throw LoadError(.plan, "\(clients) clients: give 0 to 1000000")
        }
        guard workers >= 1, workers <= 256 else {
            throw LoadError(.plan, "\(workers) workers: give 1 to 256")
        }
        guard connectRate > 0, connectRate.isFinite else {
            throw LoadError(.plan, "a connect rate of \(connectRate) a second: give more than 0")
        }
        for (name, value) in [
            ("connect timeout", connectTimeout), ("warm-up", warmUp), ("steady state", steady),
            ("drain limit", drainLimit),
        ] where value < 0 || value > 1_000_000_000_000_000 {
            throw LoadError(.plan, "a \(name) of \(value) ns: give 0 to 1000000 s")
        }
        if let interval = transport.pollInterval, interval <= 0 {
            throw LoadError(.plan, "a polling interval of \(interval) ns: give more than 0")
        }
        if let closed, closed.bodies.isEmpty || closed.load.users < 1 || !submissions.isEmpty {
            throw LoadError(.plan, "a closed model needs users and bodies, and no submissions at set times")
        }
        for (earlier, later) in zip(submissions, submissions.dropFirst()) where later.offset < earlier.offset
        {
            throw LoadError(.plan, "submissions have to be in ascending order of their offsets")
        }
    }
}
