import Testing

@testable import Scenarios

@Suite struct TargetReaderTests {
    static let everything: String = """
        arms:
          - {name: push, transport: websocket}
          - {name: own, transport: websocket, target: probed}
          - {name: polled, transport: interval-polling, target: pages}
        target:
          url: wss://chat.example.org/
          path: /live/socket.io
          namespace: /admin
          auth: {token: "12", level: 3, deep: [true, null, 1.50, "x\\"y"]}
          headers:
            X-Api-Key: secret
            Cookie: a=b
          updates:
            timestamp: meta.sent_at
            format: epoch-ms
            sequence: meta.n
            events: [news, "other news"]
          trigger: {post: "/say?x=1", body: {text: "hello {token}"}}
          cpu: {prometheus: "http://10.0.0.1:9100/metrics", cpu-seconds: cpu_total}
          clock: {emit: ping, answer: pong, timestamp: at, format: epoch-s}
        targets:
          probed:
            url: http://127.0.0.1:5000
            command: [./server, --name, two words]
            environment: {PORT: 5000}
            directory: /srv
            start-timeout: 3s
            trigger: {emit: say, arguments: [{id: "{token}"}, 2]}
            updates: {token: data.id}
            cpu: {pid: 4711}
          pages:
            command: python3 -m app
            api: swarmbot
        """

    @Test("every key lands where the model says")
    func readsEverything() throws {
        let scenario = try ScenarioReader.parse(Array(Self.everything.utf8), file: "x.yaml")
        var first = Target(
            name: "target", address: TargetAddress(isSecure: true, host: "chat.example.org", port: 443),
            api: .none)
        first.socketPath = "/live/socket.io/"
        first.namespace = "/admin"
        first.authentication = #"{"token":"12","level":3,"deep":[true,null,1.50,"x\"y"]}"#
        first.headers = [
            TargetHeader(name: "X-Api-Key", value: "secret"), TargetHeader(name: "Cookie", value: "a=b"),
        ]
        first.updates.timestamp = FieldPath(["meta", "sent_at"])
        first.updates.format = .epochMilliseconds
        first.updates.sequence = FieldPath(["meta", "n"])
        first.updates.events = ["news", "other news"]
        first.trigger = .post(path: "/say?x=1", body: #"{"text":"hello {token}"}"#)
        first.cpu = .prometheus(
            address: TargetAddress(host: "10.0.0.1", port: 9100), path: "/metrics", cpuSeconds: "cpu_total",
            residentBytes: "process_resident_memory_bytes")
        first.clock = .emit(
            event: "ping", answer: "pong", timestamp: FieldPath(["at"]), format: .epochSeconds)
        #expect(scenario.arms[0].target == first)
        var second = Target(
            name: "probed", address: TargetAddress(host: "127.0.0.1", port: 5000),
            command: TargetCommand(
                words: ["./server", "--name", "two words"], environment: ["PORT": "5000"], directory: "/srv",
                startTimeout: 3_000_000_000), api: .none)
        second.trigger = .emit(event: "say", arguments: #"[{"id":"{token}"},2]"#)
        second.updates.token = FieldPath(["data", "id"])
        second.cpu = .process(4711)
        #expect(scenario.arms[1].target == second)
        #expect(
            scenario.arms[2].target
                == Target(
                    name: "pages", command: TargetCommand(words: ["python3", "-m", "app"]), api: .swarmbot))
    }

    @Test("without target an arm measures the swarm-server beside bench")
    func ownServer() throws {
        let text = "arms: [{name: push, transport: websocket}]\n"
        #expect(try ScenarioReader.parse(Array(text.utf8), file: "x").arms[0].target == nil)
    }

    @Test(
        "numbers as JSON writes them stay numbers, everything else becomes text",
        arguments: [
            ("0", true), ("-0", true), ("12", true), ("1.5", true), ("1e5", true), ("-1.5E-3", true),
            ("007", false), (".5", false), ("1.", false), ("+1", false), ("0x10", false), ("1e", false),
            ("", false), ("-", false), ("1 ", false), ("١", false),
        ])
    func numbers(text: String, isNumber: Bool) {
        #expect(JSONText.isNumber(text) == isNumber)
    }
}

private let push = "arms: [{name: push, transport: websocket}]\n"

@Suite struct BadTargetTests {
    @Test(
        "each mistake is one sentence with its place and a remedy",
        arguments: [
            BadScenario(
                push + "target: {api: swarmbot}",
                "x:2:9: `target` has neither `url` nor `command`; say where the server is, or how to start it"
            ),
            BadScenario(
                push + "target: {command: ./server, updates: {timestamp: at}}",
                "x:2:9: `target` has a `command` without the `url` that it will answer at; "
                    + "give the url; only with `api: swarmbot` may the command choose a port and tell it"),
            BadScenario(
                push + "target: {url: 127.0.0.1, api: swarmbot}",
                "x:2:15: `target.url`: `127.0.0.1` is no URL; write one such as http://127.0.0.1:5000"),
            BadScenario(
                push + "target: {url: \"ftp://a\", api: swarmbot}",
                "x:2:15: `target.url`: `ftp://a` has another scheme than http, https, ws or wss; "
                    + "write one such as http://127.0.0.1:5000"),
            BadScenario(
                push + "target: {url: \"http://a:0\", api: swarmbot}",
                "x:2:15: `target.url`: `http://a:0` has no port from 1 to 65535; "
                    + "write one such as http://127.0.0.1:5000"),
            BadScenario(
                push + "target: {url: \"http://[::1]:5\", api: swarmbot}",
                "x:2:15: `target.url`: `http://[::1]:5` names an IPv6 address; "
                    + "give the host's name or its IPv4 address"),
            BadScenario(
                push + "target: {url: \"http://me@a\", api: swarmbot}",
                "x:2:15: `target.url`: `http://me@a` holds a user name; send it with `headers` or `auth`"),
            BadScenario(
                push + "target: {url: \"http://a/live\", api: swarmbot}",
                "x:2:15: `target.url` holds the path `/live`; give the server alone; "
                    + "`path` is where its Socket.IO is (/socket.io/ unless told)"),
            BadScenario(
                push + "target: {url: \"http://a\", api: swarmbot, namespace: admin}",
                "x:2:53: `target.namespace` is `admin`; "
                    + "begin with a slash, and use no comma or question mark: /admin"),
            BadScenario(
                push + "target: {url: \"http://a\", api: swarmbot, auth: [a]}",
                "x:2:48: `target.auth` is no mapping such as {token: secret}; "
                    + "write a mapping such as {token: secret}"),
            BadScenario(
                push + "target: {url: \"http://a\", api: swarmbot, headers: {Host: b}}",
                "x:2:58: `target.headers.Host` is written by the generator itself; remove it"),
            BadScenario(
                push + "target: {url: \"http://a\", api: swarmbot, headers: {\"a b\": c}}",
                "x:2:59: `target.headers.a b` is no name of a header; "
                    + "use letters, digits and -, such as X-Api-Key"),
            BadScenario(
                push + "target: {url: \"http://a\", api: swarmbot, poll: {path: /x}}",
                "x:2:48: `target.poll` is fixed by `api: swarmbot`; remove it, or the api"),
            BadScenario(
                push + "target: {url: \"http://a\", directory: /x, api: swarmbot}",
                "x:2:38: `target.directory` has no meaning without a command; add `command`, or remove it"),
            BadScenario(
                push + "target: {url: \"http://a\", updates: {timestamp: a..b}}",
                "x:2:48: `target.updates.timestamp` is `a..b`, no path of up to 8 names; "
                    + "write a field's name, dotted where it is nested: meta.sent_at"),
            BadScenario(
                push + "target: {url: \"http://a\", updates: {timestamp: a, format: epoch-mss}}",
                "x:2:59: `target.updates.format` is `epoch-mss`; did you mean `epoch-ms`?"),
            BadScenario(
                push + "target: {url: \"http://a\", updates: {timestamp: a, token: b}}",
                "x:2:58: `target.updates.token` has no meaning beside a timestamp: "
                    + "latencies count from the one or the other; remove one of them"),
            BadScenario(
                push + "target: {url: \"http://a\", updates: {sequence: a}}",
                "x:2:47: `target.updates.sequence` has no meaning without a timestamp; "
                    + "name the field of the timestamp, or remove it"),
            BadScenario(
                push + "target: {url: \"http://a\", trigger: {post: /x, body: {a: b}}}",
                "x:2:36: `target.trigger` carries no {token}, and `target.updates` names no timestamp: nothing "
                    + "says when an event began; write {token} where the target sends it back, or name the field "
                    + "of the timestamp"),
            BadScenario(
                push + "target: {url: \"http://a\", trigger: {post: /x, emit: y}}",
                "x:2:36: `target.trigger` has neither or both of `post` and `emit`; "
                    + "say one way in which events are triggered"),
            BadScenario(
                push + "target: {url: \"http://a\", api: swarmbot, cpu: {pid: 0}}",
                "x:2:53: `target.cpu.pid` is 0; write a whole number from 1 to 4194304"),
            BadScenario(
                push + "target: {url: \"http://a\", api: swarmbot, clock: {get: /time}}",
                "x:2:49: `target.clock.timestamp` is missing; give the field that holds the target's time"),
            BadScenario(
                "arms: [{name: push, transport: websocket}]\ntarget: {url: \"http://a\"}",
                "x:1:8: the target `target` of arm `push` says neither where its events have a timestamp nor "
                    + "triggers them with a {token}, so that no latency can be measured; "
                    + "name `updates.timestamp`, or write {token} in `trigger`"),
            BadScenario(
                "arms: [{name: a, transport: interval-polling}]\n"
                    + "target: {url: \"http://a\", updates: {timestamp: at}}",
                "x:1:8: the target `target` of arm `a` has no `poll`, and interval-polling asks for one; "
                    + "give `poll.path`, or `api: swarmbot` if it has SwarmBot's"),
            BadScenario(
                push + "target: {url: \"http://a\", updates: {timestamp: at}}",
                "x:1:7: the load 1 submits tasks, and the target `target` of arm `push` has no `trigger`; "
                    + "say how events are triggered, or write `load: {tasks-per-second: 0}`: its events come by "
                    + "themselves"),
            BadScenario(
                "arms: [{name: a, transport: websocket, target: flas}]\n"
                    + "targets: {flask: {url: \"http://a\", api: swarmbot}}",
                "x:1:48: `arms[0].target` names no target: `flas`; did you mean `flask`?"),
            BadScenario(
                "arms: [{name: a, transport: websocket, target: b}]",
                "x:1:48: `arms[0].target` names no target: `b`; list it under `targets`"),
        ])
    func mistakes(bad: BadScenario) { bad.check() }
}
