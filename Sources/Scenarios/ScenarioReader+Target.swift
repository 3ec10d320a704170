import Yams

extension ScenarioReader {
    private static let targetKeys: [String] = [
        "url", "command", "environment", "directory", "start-timeout", "api", "path", "namespace", "auth",
        "headers", "updates", "poll", "trigger", "cpu", "clock",
    ]

    /// `target:` or one of `targets:`; nil, reported, when it is no mapping or names no server.
    static func target(_ value: Value, name: String) -> Target? {
        guard let section = value.section(targetKeys) else { return nil }
        let api: TargetAPI =
            section["api"]?.choice(TargetAPI.allCases.map(\.rawValue)).flatMap(TargetAPI.init(rawValue:))
            ?? .none
        var target = Target(name: name, api: api)
        if let (address, path) = section["url"]?.url() {
            target.address = address
            if path != "/" {
                section["url"]?.report(
                    "`\(value.name).url` holds the path `\(Value.shortened(path))`",
                    remedy: "give the server alone; `path` is where its Socket.IO is "
                        + "(/socket.io/ unless told)")
            }
        }
        target.command = command(section)
        checkStart(section, target)
        readSocket(section, into: &target)
        if let updates = section["updates"] { readUpdates(updates, into: &target.updates) }
        target.poll = section["poll"].flatMap(poll)
        target.trigger = section["trigger"].flatMap(trigger)
        target.cpu = section["cpu"].flatMap(cpu)
        target.clock = section["clock"].flatMap(clock)
        checkContract(section, target)
        return target
    }

    /// Load needs somebody who causes it, and a named target an arm that measures it.
    static func checkTargets(_ scenario: Scenario, _ arms: Value, targets: ScenarioTargets) {
        // A trigger that could not be read has been reported.
        for arm in scenario.arms where arms.log.isEmpty {
            checkModel(scenario, arm, arms)
            guard let target = arm.target, target.api == .none, target.trigger == nil,
                let busy = scenario.load.points.first(where: { !$0.isIdle })
            else { continue }
            arms.report(
                "the load \(busy.label) submits tasks, and the target "
                    + "`\(target.name)` of arm `\(arm.name)` has no `trigger`",
                remedy: "say how events are triggered, or write `load: {tasks-per-second: 0}`: its events "
                    + "come by themselves")
        }
    }

    /// Users of a closed model wait for what only SwarmBot's API tells them.
    private static func checkModel(_ scenario: Scenario, _ arm: Arm, _ arms: Value) {
        guard let target = arm.target, target.api == .none else { return }
        for point in scenario.load.points {
            guard case .closed = point.model else { continue }
            arms.report(
                "the load \(point.label) is a closed model, and the target `\(target.name)` of arm "
                    + "`\(arm.name)` is no SwarmBot",
                remedy: "use an open model, or `api: swarmbot` if it has SwarmBot's")
            return
        }
    }

    /// Every target is reachable somehow.
    private static func checkStart(_ section: Section, _ target: Target) {
        let path: String = section.path
        if section["url"] == nil, section["command"] == nil {
            section.log.add(
                at: section.position,
                Complaint(
                    "`\(path)` has neither `url` nor `command`",
                    remedy: "say where the server is, or how to start it"))
        }
        if section["url"] == nil, section["command"] != nil, target.api == .none {
            section.log.add(
                at: section.position,
                Complaint(
                    "`\(path)` has a `command` without the `url` that it will answer at",
                    remedy: "give the url; only with `api: swarmbot` may the command choose a port "
                        + "and tell it"))
        }
        for key in ["environment", "directory", "start-timeout"] where section["command"] == nil {
            section[key]?.report(
                "`\(path).\(key)` has no meaning without a command", remedy: "add `command`, or remove it")
        }
    }

    /// What SwarmBot's contract fixes is not said again; what it does not fix is said.
    private static func checkContract(_ section: Section, _ target: Target) {
        let path: String = section.path
        if target.api == .swarmbot {
            for key in ["updates", "poll", "trigger"] {
                section[key]?.report(
                    "`\(path).\(key)` is fixed by `api: swarmbot`", remedy: "remove it, or the api")
            }
            return
        }
        if target.updates.timestamp == nil, target.trigger?.carriesToken == false,
            let trigger = section["trigger"]
        {
            trigger.report(
                "`\(trigger.name)` carries no {token}, and `\(path).updates` names no timestamp: "
                    + "nothing says when an event began",
                remedy: "write {token} where the target sends it back, or name the field of the timestamp")
        }
    }

    private static func command(_ section: Section) -> TargetCommand? {
        guard let value = section["command"] else { return nil }
        var words: [String]?
        if value.entries != nil {
            words = value.texts("a program and its arguments")
        } else if let text = value.line("a program and its arguments, or a list of them") {
            words = text.split(separator: " ").map(String.init)
        }
        guard let words, !words.isEmpty else { return nil }
        var command = TargetCommand(words: words)
        for (name, value) in section["environment"]?.pairs("names and values") ?? [] {
            if let text = value.text("a text") { command.environment[name] = text }
        }
        command.directory = section["directory"]?.line("a path")
        if let timeout = section["start-timeout"]?.duration(ScenarioLimits.startTimeout) {
            command.startTimeout = timeout
        }
        return command
    }

    /// Where and how clients join.
    private static func readSocket(_ section: Section, into target: inout Target) {
        if let path = section["path"]?.requestPath() {
            if path.contains("?") {
                section["path"]?.report(
                    "`\(section.path).path` has a query", remedy: "give the path alone, such as /socket.io/")
            }
            target.socketPath = path.hasSuffix("/") ? path : path + "/"
        }
        if let namespace = section["namespace"]?.line("a namespace such as /admin", longest: 200) {
            if namespace.hasPrefix("/"), !namespace.contains(","), !namespace.contains("?") {
                target.namespace = namespace
            } else {
                section["namespace"]?.report(
                    "`\(section.path).namespace` is `\(Value.shortened(namespace))`",
                    remedy: "begin with a slash, and use no comma or question mark: /admin")
            }
        }
        target.authentication = section["auth"]?.json("mapping such as {token: secret}") {
            $0.mapping != nil
        }
        for (name, value) in section["headers"]?.pairs("header names and values") ?? [] {
            guard let text = value.line("a header's value", longest: 4_096) else { continue }
            if let complaint = ScenarioLimits.headerComplaint(name) {
                value.report("`\(value.name)` \(complaint.what)", remedy: complaint.remedy)
            } else {
                target.headers.append(TargetHeader(name: name, value: text))
            }
        }
    }
}
