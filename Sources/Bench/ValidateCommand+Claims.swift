import Reporting
import Scenarios

extension ValidateCommand {
    /// What a file of claims would test, in lines.
    static func summary(_ claims: ClaimsFile, file: String) -> [String] {
        var lines: [String] = ["\(file): valid, claims of \(claims.name)"]
        if !claims.description.isEmpty {
            lines.append(claims.description.split(whereSeparator: \.isNewline).joined(separator: " "))
        }
        let values: Int = claims.claims.reduce(0) { $0 + $1.statements.count }
        let untestable: Int = claims.claims.count { $0.statements.isEmpty }
        var counts = "claims    \(claims.claims.count), which state \(values) values"
        if untestable > 0 { counts += "; \(untestable) not testable" }
        lines += ["", counts]
        lines += claims.tests.map { "test      \($0.name) (\($0.path)): \(length($0))" }
        lines += claims.targets.map { target in
            let prepared: String = claims.preparations[target.name].map { ", prepared by \($0)" } ?? ""
            return "target    \(target.name)\(prepared)"
        }
        return lines + [
            "time      quick form about \(total(claims.tests) { $0.quick }), full form about "
                + total(claims.tests) { $0.scenario }
        ]
    }

    private static func length(_ test: ClaimTest) -> String {
        let full: String = ClaimsLength.text(test, test.scenario)
        guard let quick = test.quick else { return "\(full), with --full only" }
        let short: String = ClaimsLength.text(test, quick)
        return quick == test.scenario ? short : "\(short), with --full \(full)"
    }

    private static func total(_ tests: [ClaimTest], _ scenario: (ClaimTest) -> Scenario?) -> String {
        TimeFormat.length(
            seconds: tests.reduce(0) { sum, test in
                sum + (scenario(test).map { ClaimsLength.seconds(test, $0) } ?? 0)
            })
    }
}
