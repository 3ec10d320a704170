/// Members of nested JSON objects, from the outermost name on: `meta.sent_at`.
package struct FieldPath: Sendable, Equatable, Codable {
    /// At least one; none is empty.
    package var names: [String]

    package init(_ names: [String]) { self.names = names }

    /// Names joined by dots.
    package var text: String { names.joined(separator: ".") }
}

/// How a target writes instants.
package enum InstantFormat: String, Sendable, CaseIterable, Codable {
    /// `2026-01-31T12:00:00.123456Z`, with `Z`, an offset such as `+02:00`, or neither (UTC).
    case iso8601
    /// Numbers or strings of numbers since 1970, whole or with decimals.
    case epochSeconds = "epoch-s"
    case epochMilliseconds = "epoch-ms"
    case epochMicroseconds = "epoch-us"
    case epochNanoseconds = "epoch-ns"

    /// Nanoseconds of one unit; nil for text.
    package var unit: Int64? {
        switch self {
        case .iso8601: nil
        case .epochSeconds: 1_000_000_000
        case .epochMilliseconds: 1_000_000
        case .epochMicroseconds: 1_000
        case .epochNanoseconds: 1
        }
    }
}

/// Which events count as updates, and what in an event's first argument identifies and dates them.
package struct UpdateFields: Sendable, Equatable, Codable {
    /// When the update occurred, by the target's clock; nil measures by triggers instead.
    package var timestamp: FieldPath?
    package var format: InstantFormat = .iso8601
    /// A number that rises by one from update to update; nil when there is none.
    package var sequence: FieldPath?
    /// Where a trigger's token comes back; nil looks for it anywhere in the event.
    package var token: FieldPath?
    /// Names of the events that count; nil counts every one that has the fields.
    package var events: [String]?

    package init() {}
}

/// JSON that polling clients ask for.
package struct PollSource: Sendable, Equatable, Codable {
    /// Path and query.
    package var path: String
    /// The newest update that the answer shows; nil takes the timestamp for it.
    package var sequence: FieldPath?
    /// When that update occurred.
    package var timestamp: FieldPath?
    package var format: InstantFormat = .iso8601

    package init(path: String) { self.path = path }
}

/// How the generator causes events. `{token}` in the text stands for a text that no other trigger of the
/// run has.
package enum Trigger: Sendable, Equatable {
    /// A POST with this body; any status from 200 to 299 accepts it.
    case post(path: String, body: String)
    /// A Socket.IO event; `arguments` is a JSON array.
    case emit(event: String, arguments: String)

    /// What `{token}` is written as.
    package static let placeholder = "{token}"

    /// Whether events can be told apart by what triggered them.
    package var carriesToken: Bool {
        switch self {
        case .post(let path, let body): path.contains(Self.placeholder) || body.contains(Self.placeholder)
        case .emit(_, let arguments): arguments.contains(Self.placeholder)
        }
    }
}

/// Where a target's CPU time and memory are read.
package enum CPUSource: Sendable, Equatable {
    /// A process of this host.
    case process(Int32)
    /// A page in Prometheus' text format, with the names of its metrics.
    case prometheus(address: TargetAddress, path: String, cpuSeconds: String, residentBytes: String)
}

/// What tells a target's time now.
package enum ClockSource: Sendable, Equatable {
    /// A GET whose JSON holds an instant of the moment it was answered.
    case get(path: String, timestamp: FieldPath, format: InstantFormat)
    /// An event that is answered with another, whose first argument holds the instant.
    case emit(event: String, answer: String, timestamp: FieldPath, format: InstantFormat)
    /// Both hosts' clocks are said to be kept together within this many nanoseconds, by PTP for instance:
    /// nothing is corrected and this is the uncertainty.
    case synchronised(within: Int64)
}
