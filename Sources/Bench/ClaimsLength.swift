import Experiment
import Reporting
import Scenarios

/// How long tests of claims take, about.
enum ClaimsLength {
    /// A search for one arm ends with what it has.
    static let searchSeconds: Double = 1_800
    /// What ended one that took longer: claims have no option for it.
    static var searchBound: String {
        "bench claims gives a search \(TimeFormat.length(seconds: searchSeconds)) an arm"
    }

    /// Of a search the most: it ends earlier where it can.
    static func seconds(_ test: ClaimTest, _ scenario: Scenario) -> Double {
        switch test.kind {
        case .run: scenario.estimatedSeconds
        case .search(let searches): searchSeconds * Double(searches.count)
        case .sweep(let sweep): SweepPlan.estimatedSeconds(sweep, scenario)
        }
    }

    /// `3 min 20 s`, `up to 1 h 00 min`.
    static func text(_ test: ClaimTest, _ scenario: Scenario) -> String {
        let text: String = TimeFormat.length(seconds: seconds(test, scenario))
        if case .search = test.kind { return "up to \(text)" }
        return text
    }
}

extension CapacityRun {
    /// So much time as a search of claims has.
    mutating func boundAsClaims() {
        maxSeconds = ClaimsLength.searchSeconds
        timeBound = ClaimsLength.searchBound
    }
}

extension ClaimTest.Kind {
    /// Empty for what is no search.
    var searches: [ClaimSearch] { if case .search(let searches) = self { searches } else { [] } }
}

extension ClaimSearch {
    /// - Throws: `ScenarioError`: the scenario is none that can be searched.
    func plan(_ scenario: Scenario) throws(ScenarioError) -> CapacityScenario {
        try CapacityScenario(scenario, objective: [condition], axis: .clients, arm: arm)
    }
}
