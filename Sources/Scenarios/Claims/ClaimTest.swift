/// A run that claims are tested by: a scenario, and what of it is shortened where there is little time.
package struct ClaimTest: Sendable, Equatable {
    /// Letters, digits, `-` and `_`: also a folder's name.
    package var name: String
    /// As written, below the claims' folder.
    package var path: String
    package var scenario: Scenario
    /// The quick form; nil leaves the test out of a quick run. Always nil for sweeps and searches.
    package var quick: Scenario?
    package var kind: Kind = .run
    /// How many clients it has on targets of the file, by their names, where that is another number.
    package var clients: [String: Int] = [:]

    /// What is done with the scenario.
    package enum Kind: Sendable, Equatable {
        /// It is run as it is.
        case run
        /// It is run at rates around the one where push is predicted to cost as much as polling.
        case sweep(ClaimSweep)
        /// The largest number of clients that holds a condition is searched, arm by arm.
        case search([ClaimSearch])
    }

    /// What its runs write to, below the claims' folder: a folder a run, in their order.
    package var folders: [String] {
        switch kind {
        case .run: [name]
        case .sweep(let sweep): (1...sweep.rates).map { "\(name)-\($0)" }
        case .search(let searches): searches.map { "\(name)-\($0.arm)" }
        }
    }

    package init(name: String, path: String, scenario: Scenario, quick: Scenario?) {
        self.name = name
        self.path = path
        self.scenario = scenario
        self.quick = quick
    }
}

/// A sweep of event rates on both sides of a predicted break-even.
package struct ClaimSweep: Sendable, Equatable {
    /// The test whose trials predict it: one with both arms, at a rate above zero.
    package var around: String
    /// How many rates, each the same factor above the one before, from a tenth of the lower prediction (of traffic, of
    /// server CPU) to ten times the higher one.
    package var rates: Int
    /// So many events at the least are in the steady states of an arm's trials at each rate.
    package var events: Int

    package init(around: String, rates: Int = 7, events: Int = 200) {
        self.around = around
        self.rates = rates
        self.events = events
    }
}

/// A search for the number of clients at which an arm saturates.
package struct ClaimSearch: Sendable, Equatable {
    package var arm: String
    /// In the language of thresholds, with the arm in front: `push.updateLatency.p99 < 1s`.
    package var condition: String

    package init(arm: String, condition: String) {
        self.arm = arm
        self.condition = condition
    }
}
