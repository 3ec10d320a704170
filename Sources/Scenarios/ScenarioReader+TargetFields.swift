import Yams

extension ScenarioReader {
    static let updateKeys: [String] = ["timestamp", "format", "sequence", "token", "events"]

    static func readUpdates(_ value: Value, into updates: inout UpdateFields) {
        guard let section = value.section(updateKeys) else { return }
        updates.timestamp = section["timestamp"]?.fieldPath()
        updates.sequence = section["sequence"]?.fieldPath()
        if let format = section["format"]?.instantFormat() { updates.format = format }
        if section["timestamp"] == nil {
            for key in ["format", "sequence"] {
                section[key]?.report(
                    "`\(value.name).\(key)` has no meaning without a timestamp",
                    remedy: "name the field of the timestamp, or remove it")
            }
        }
        if section["timestamp"] != nil, let token = section["token"] {
            token.report(
                "`\(token.name)` has no meaning beside a timestamp: latencies count from the one or the other",
                remedy: "remove one of them")
        }
        updates.token = anywhere(section["token"])
        if let events = section["events"] {
            if case .scalar(let scalar) = events.node, scalar.string == "all" { return }
            updates.events = events.texts("`all`, or a list of events' names")
        }
    }

    /// A path, or nil for `anywhere` and for what is left out.
    private static func anywhere(_ value: Value?) -> FieldPath? {
        guard let value else { return nil }
        if case .scalar(let scalar) = value.node, scalar.string == "anywhere" { return nil }
        return value.fieldPath()
    }

    static func poll(_ value: Value) -> PollSource? {
        let keys: [String] = ["path", "sequence", "timestamp", "format"]
        guard let section = value.section(keys) else { return nil }
        guard let path = required("path", of: section, example: "a path such as /api/state")?.requestPath()
        else { return nil }
        var source = PollSource(path: path)
        source.sequence = section["sequence"]?.fieldPath()
        source.timestamp = section["timestamp"]?.fieldPath()
        if let format = section["format"]?.instantFormat() { source.format = format }
        if section["timestamp"] == nil {
            for key in ["format", "sequence"] {
                section[key]?.report(
                    "`\(value.name).\(key)` has no meaning without a timestamp",
                    remedy: "name the field that says when the newest update occurred, or remove it")
            }
        }
        return source
    }

    static func trigger(_ value: Value) -> Trigger? {
        guard let section = value.section(["post", "body", "emit", "arguments"]) else { return nil }
        switch (section["post"], section["emit"]) {
        case (let post?, nil):
            section["arguments"]?.report(
                "`\(value.name).arguments` belongs to `emit`", remedy: "write `body`")
            guard let path = post.requestPath() else { return nil }
            guard let body = section["body"] else { return .post(path: path, body: "{}") }
            if case .scalar = body.node { return body.text("a body").map { .post(path: path, body: $0) } }
            return body.json("JSON body") { _ in true }.map { .post(path: path, body: $0) }
        case (nil, let emit?):
            section["body"]?.report(
                "`\(value.name).body` belongs to `post`", remedy: "write `arguments`, a list")
            guard let event = emit.line("an event's name", longest: 200) else { return nil }
            guard let arguments = section["arguments"] else { return .emit(event: event, arguments: "[]") }
            return arguments.json("list of arguments") { $0.sequence != nil }
                .map { .emit(event: event, arguments: $0) }
        default:
            value.report(
                "`\(value.name)` has neither or both of `post` and `emit`",
                remedy: "say one way in which events are triggered")
            return nil
        }
    }

    static func cpu(_ value: Value) -> CPUSource? {
        let keys: [String] = ["pid", "prometheus", "cpu-seconds", "resident-bytes"]
        guard let section = value.section(keys) else { return nil }
        switch (section["pid"], section["prometheus"]) {
        case (let pid?, nil):
            for key in ["cpu-seconds", "resident-bytes"] {
                section[key]?.report(
                    "`\(value.name).\(key)` belongs to `prometheus`", remedy: "remove it")
            }
            return pid.wholeNumber(ScenarioLimits.processes).map { .process(Int32($0)) }
        case (nil, let page?):
            guard let (address, path) = page.url() else { return nil }
            return .prometheus(
                address: address, path: path,
                cpuSeconds: section["cpu-seconds"]?.line("a metric's name") ?? "process_cpu_seconds_total",
                residentBytes: section["resident-bytes"]?.line("a metric's name")
                    ?? "process_resident_memory_bytes")
        default:
            value.report(
                "`\(value.name)` has neither or both of `pid` and `prometheus`",
                remedy: "say one place where CPU time is read, or leave `cpu` out")
            return nil
        }
    }

    static func clock(_ value: Value) -> ClockSource? {
        let keys: [String] = ["get", "emit", "answer", "timestamp", "format", "synchronised-within"]
        guard let section = value.section(keys) else { return nil }
        if let bound = section["synchronised-within"] {
            for key in keys.dropLast() {
                section[key]?.report(
                    "`\(value.name).\(key)` has no meaning beside synchronised-within", remedy: "remove one")
            }
            return bound.duration(ScenarioLimits.clockBound).map { .synchronised(within: $0) }
        }
        let example: String = "the field that holds the target's time"
        guard let timestamp = required("timestamp", of: section, example: example)?.fieldPath() else {
            return nil
        }
        let format: InstantFormat = section["format"]?.instantFormat() ?? .iso8601
        switch (section["get"], section["emit"]) {
        case (let get?, nil):
            section["answer"]?.report("`\(value.name).answer` belongs to `emit`", remedy: "remove it")
            return get.requestPath().map { .get(path: $0, timestamp: timestamp, format: format) }
        case (nil, let emit?):
            guard let event = emit.line("an event's name", longest: 200),
                let answer = required("answer", of: section, example: "the name of the event that answers")?
                    .line("an event's name", longest: 200)
            else { return nil }
            return .emit(event: event, answer: answer, timestamp: timestamp, format: format)
        default:
            value.report(
                "`\(value.name)` has neither or both of `get` and `emit`",
                remedy: "say one way to ask for the target's time")
            return nil
        }
    }

    private static func required(_ key: String, of section: Section, example: String) -> Value? {
        if let value = section[key] { return value }
        section.log.add(
            at: section.position,
            Complaint("`\(section.path).\(key)` is missing", remedy: "give \(example)"))
        return nil
    }
}
