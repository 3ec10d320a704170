/// A Socket.IO version 4 server to measure, in place of the swarm-server beside bench.
///
/// Says where it is or how it is started, what its events look like, what polling asks for, how events
/// are triggered, and where its CPU time is read. What is left out is measured as not there: figures
/// that need it are null, never 0.
package struct Target: Sendable, Equatable {
    /// `target` for the scenario's only one, or its key in `targets`.
    package var name: String
    /// Where it is; nil when the command tells on its standard output (`listening on http://HOST:PORT`).
    package var address: TargetAddress?
    /// Started for every trial; nil measures a server that runs already.
    package var command: TargetCommand?
    /// What its HTTP side is known to offer.
    package var api: TargetAPI
    /// Path of the Socket.IO endpoint, with both slashes.
    package var socketPath: String = "/socket.io/"
    /// Namespace that clients join; begins with a slash.
    package var namespace: String = "/"
    /// JSON object sent with the Socket.IO CONNECT packet; nil sends none.
    package var authentication: String?
    /// Sent with every HTTP request, in the file's order.
    package var headers: [TargetHeader] = []
    /// Which events are updates and what identifies and dates them.
    package var updates = UpdateFields()
    /// What polling clients ask for; nil where the API says it.
    package var poll: PollSource?
    /// How events are caused; nil where the API says it, or they come by themselves.
    package var trigger: Trigger?
    /// Where CPU time and memory are read; nil takes the command's process, if there is one.
    package var cpu: CPUSource?
    /// What tells the target's time, for hosts whose clock is another; nil where the API says it.
    package var clock: ClockSource?

    package init(name: String, address: TargetAddress? = nil, command: TargetCommand? = nil, api: TargetAPI) {
        self.name = name
        self.address = address
        self.command = command
        self.api = api
    }
}

/// Scheme, host and port of a URL.
package struct TargetAddress: Sendable, Equatable {
    /// `https` or `wss`.
    package var isSecure: Bool
    /// A name or an IPv4 address.
    package var host: String
    package var port: UInt16

    package init(isSecure: Bool = false, host: String, port: UInt16) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
    }

    /// As a URL without a path.
    package var text: String { "\(isSecure ? "https" : "http")://\(host):\(port)" }
}

/// A program that bench starts, and how.
package struct TargetCommand: Sendable, Equatable {
    /// Program and arguments; at least the program.
    package var words: [String]
    /// Added to bench's own environment.
    package var environment: [String: String]
    /// Working directory; nil is bench's own.
    package var directory: String?
    /// How long it may take until it answers, nanoseconds.
    package var startTimeout: Int64

    package init(
        words: [String], environment: [String: String] = [:], directory: String? = nil,
        startTimeout: Int64 = 20_000_000_000
    ) {
        self.words = words
        self.environment = environment
        self.directory = directory
        self.startTimeout = startTimeout
    }
}

/// What a target's HTTP side offers.
package enum TargetAPI: String, Sendable, CaseIterable {
    /// SwarmBot's: `/api/swarm`, `/api/events`, `/api/tasks`, `/healthz`, and its events.
    case swarmbot
    /// Nothing that is known.
    case none
}

/// A header line of every request.
package struct TargetHeader: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
