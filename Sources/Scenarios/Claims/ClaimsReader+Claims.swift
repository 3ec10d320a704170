import Yams

extension ClaimsReader {
    /// The claim and where its id stands; nil, reported, when it lacks what every claim has.
    static func claim(_ value: Value, tests: TestsBeingRead) -> (Claim, id: Value)? {
        let own: [String] = ["quantity", "stated", "better", "margin", "load"]
        let keys: [String] =
            ["id", "title", "source", "test", "conditions", "untestable", "tests", "objective"] + own
        guard let section = value.section(keys) else { return nil }
        for key in ["id", "title", "source"] where section[key] == nil {
            value.report("`\(value.name).\(key)` is missing", remedy: Self.remedy(key))
        }
        let id: String? = section["id"]?.identifier()
        let title: String? = section["title"]?.line("the claim in a few words", longest: 120)
        let source: String? = section["source"]?.line("who said it, and where", longest: 300)
        let means: Claim.Means? = means(section, value, tests: tests, own: own)
        guard let id, let title, let source, let means, let idValue = section["id"] else { return nil }
        return (Claim(id: id, title: title, source: source, means: means), idValue)
    }

    private static func remedy(_ key: String) -> String {
        switch key {
        case "id": "give a short name such as update-latency"
        case "title": "give the claim in a few words"
        default: "say who claimed it, and where"
        }
    }

    private static func means(
        _ section: Section, _ value: Value, tests: TestsBeingRead, own: [String]
    ) -> Claim.Means? {
        if let untestable = section["untestable"] {
            for key in ["test", "conditions", "tests", "objective"] + own {
                section[key]?.report(
                    "`\(value.name).\(key)` has no meaning beside `untestable`", remedy: "remove one of them")
            }
            return untestable.line("why it cannot be tested here", longest: 500).map { .untestable($0) }
        }
        if let objective = section["objective"] { return carried(objective, section, value, tests: tests) }
        section["tests"]?.report(
            "`\(value.name).tests` has no meaning without `objective`", remedy: "write `test: NAME`")
        guard let testValue = section["test"] else {
            value.report(
                "`\(value.name)` has neither `test` nor `untestable`",
                remedy: "name the test that tells, or say why none can")
            return nil
        }
        guard let test = tests.test(testValue) else { return nil }
        guard test.kind == .run else {
            testValue.report(
                "`\(testValue.name)` names a sweep or a search, whose trials are at several loads",
                remedy: "name a test that is run as it is")
            return nil
        }
        guard let conditions = section["conditions"] else {
            guard let statements = statements(section, value, defaults: nil, test: test) else { return nil }
            return .measured(test: test.name, statements)
        }
        for key in ["quantity", "stated"] {
            section[key]?.report(
                "`\(value.name).\(key)` stands beside `conditions`", remedy: "make it one of them")
        }
        return all(conditions, own, defaults: section, test: test).map { .measured(test: test.name, $0) }
    }

    /// The statements of a list of conditions; nil, reported, when something is wrong with one.
    static func all(
        _ conditions: Value, _ own: [String], defaults: Section?, test: ClaimTest
    ) -> [ClaimStatement]? {
        guard let entries = conditions.entries, !entries.isEmpty,
            entries.count <= ScenarioLimits.claimConditions
        else {
            conditions.report(
                "`\(conditions.name)` is no list of 1 to \(ScenarioLimits.claimConditions) conditions",
                remedy: "write one `- {quantity: ..., stated: {...}}` a condition")
            return nil
        }
        var all: [ClaimStatement] = []
        for entry in entries {
            guard let part = entry.section(own),
                let statements = statements(part, entry, defaults: defaults, test: test)
            else { return nil }
            all += statements
        }
        return all
    }

    /// The statements of a `stated` mapping; nil, reported, when something is wrong with them.
    ///
    /// - Parameter defaults: where `load`, `better` and `margin` stand for several.
    private static func statements(
        _ section: Section, _ value: Value, defaults: Section?, test: ClaimTest
    ) -> [ClaimStatement]? {
        for key in ["quantity", "stated"] where section[key] == nil {
            value.report(
                "`\(value.name).\(key)` is missing",
                remedy: key == "quantity"
                    ? "name a figure such as updateLatency.mean"
                    : "give a value for an arm, as in `push: 25ms`")
        }
        guard let quantityValue = section["quantity"], let stated = section["stated"] else { return nil }
        let before: Int = value.log.problems.count
        let quantity: ClaimQuantity? = quantity(quantityValue)
        let load: String? = load(section["load"] ?? defaults?["load"], at: value, test: test)
        let better: ClaimStatement.Better? = better(section["better"] ?? defaults?["better"])
        let margin: Double = margin(section["margin"] ?? defaults?["margin"])
        guard let quantity, let load,
            let pairs = stated.pairs("an arm and its value, as in `push: 25ms`"), !pairs.isEmpty
        else { return nil }
        let template = ClaimStatement(
            quantity: quantity, arm: "", baseline: nil, load: load, relation: .about, value: 0, text: "",
            better: better, margin: margin)
        let statements: [ClaimStatement] = pairs.compactMap { statement($0.name, $0.value, template, test) }
        return value.log.problems.count == before ? statements : nil
    }

    static func statement(
        _ name: String, _ value: Value, _ template: ClaimStatement, _ test: ClaimTest
    ) -> ClaimStatement? {
        let names: [String] = name.split(separator: "/", omittingEmptySubsequences: false).map {
            $0.split(separator: " ").joined(separator: " ")
        }
        let arms: [String] = test.scenario.arms.map(\.name)
        guard names.count <= 2, names.allSatisfy(arms.contains), Set(names).count == names.count else {
            let wrong: String = names.first { !arms.contains($0) } ?? name
            let nearest = NearestKey.suggestion(for: wrong, among: arms)
            value.log.add(
                at: value.key,
                Complaint(
                    "`\(value.name)` names no arm of the test `\(test.name)`",
                    remedy: nearest.map { "did you mean `\($0)`?" }
                        ?? "write one of \(arms.joined(separator: ", ")), or two as in `push / polling`"))
            return nil
        }
        guard let text = value.text("the value that is claimed") else { return nil }
        do throws(Complaint) {
            let stated: StatedText =
                try names.count == 2
                ? StatedText(change: text) : StatedText(text, of: template.quantity)
            var statement: ClaimStatement = template
            statement.arm = names[0]
            statement.baseline = names.count == 2 ? names[1] : nil
            statement.relation = stated.relation
            statement.value = stated.value
            statement.text = text
            return statement
        } catch {
            value.report("`\(value.name)`: \(error.what)", remedy: error.remedy)
            return nil
        }
    }

    private static func quantity(_ value: Value) -> ClaimQuantity? {
        guard let name = value.text("a figure such as updateLatency.mean") else { return nil }
        if let quantity = ClaimQuantity(name) { return quantity }
        let names: [String] = ClaimQuantity.all.map(\.description)
        value.report(
            "`\(value.name)` is `\(Value.shortened(name))`, which nothing is called",
            remedy: NearestKey.suggestion(for: name, among: names).map { "did you mean `\($0)`?" }
                ?? "write a figure of thresholds, such as updateLatency.mean")
        return nil
    }

    private static func load(_ value: Value?, at place: Value, test: ClaimTest) -> String? {
        let labels: [String] = test.scenario.load.points.map(\.label)
        guard let value else {
            guard labels.count > 1 else { return labels.first }
            place.report(
                "`\(place.name)` names no load point, and the test `\(test.name)` has \(labels.count)",
                remedy: "write `load:` and one of \(labels.joined(separator: ", "))")
            return nil
        }
        guard let label = value.text("a load point of the test") else { return nil }
        guard labels.contains(label) else {
            value.report(
                "`\(value.name)` is `\(Value.shortened(label))`, no load point of the test `\(test.name)`",
                remedy: "write one of \(labels.joined(separator: ", "))")
            return nil
        }
        return label
    }

    static func better(_ value: Value?) -> ClaimStatement.Better? {
        value?.choice(ClaimStatement.Better.allCases.map(\.rawValue) + ["neither"])
            .flatMap(ClaimStatement.Better.init(rawValue:))
    }

    /// A tenth, unless told.
    static func margin(_ value: Value?) -> Double {
        guard let value, let text = value.text("a percentage such as 10%") else { return 0.1 }
        guard text.hasSuffix("%"), let part = ThresholdQuantity(String(text.dropLast()), unit: .percent),
            (0...1).contains(part.value(of: .share))
        else {
            value.report(
                "`\(value.name)` is `\(Value.shortened(text))`",
                remedy: "write the part of the stated value that counts as equal, such as 10%")
            return 0.1
        }
        return part.value(of: .share)
    }
}
