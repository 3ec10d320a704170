/// Claims that somebody published of a system, and how to test them.
package struct ClaimsFile: Sendable, Equatable {
    /// Letters, digits, `-` and `_`: also a folder's name.
    package var name: String
    /// For people; may be empty.
    package var description: String
    /// Runs that the claims are tested by, in the file's order.
    package var tests: [ClaimTest]
    /// At least one; ids differ.
    package var claims: [Claim]
    /// Servers that can be measured in place of the swarm-server beside bench, in the file's order.
    package var targets: [Target]
    /// Commands, as in a shell, that make targets ready to be started, by the names of targets.
    package var preparations: [String: String] = [:]

    package init(
        name: String, description: String, tests: [ClaimTest], claims: [Claim], targets: [Target]
    ) {
        self.name = name
        self.description = description
        self.tests = tests
        self.claims = claims
        self.targets = targets
    }
}

/// One claim.
package struct Claim: Sendable, Equatable {
    /// Letters, digits, `-` and `_`.
    package var id: String
    /// In a few words.
    package var title: String
    /// Who said it, and where.
    package var source: String
    package var means: Means

    /// How it is tested.
    package enum Means: Sendable, Equatable {
        /// By a test's trials.
        case measured(test: String, [ClaimStatement])
        /// By how many clients an objective holds with.
        case carried(CarriedClaim)
        /// Not at all; says why.
        case untestable(String)
    }

    package init(id: String, title: String, source: String, means: Means) {
        self.id = id
        self.title = title
        self.source = source
        self.means = means
    }

    /// Empty for a claim that cannot be tested.
    package var statements: [ClaimStatement] {
        switch means {
        case .measured(_, let statements): statements
        case .carried(let claim): claim.statements
        case .untestable: []
        }
    }
}

/// A claim of how many clients are carried: what carrying them means, and which tests tell.
package struct CarriedClaim: Sendable, Equatable {
    /// Each with its own number of clients, or a search for it; a test may have only some of the arms.
    package var tests: [String]
    /// What has to hold of an arm, by its tests' only load point.
    package var objective: [ClaimStatement]
    /// Of ``ClaimQuantity/clients``; they have no load point.
    package var statements: [ClaimStatement]

    package init(tests: [String], objective: [ClaimStatement], statements: [ClaimStatement]) {
        self.tests = tests
        self.objective = objective
        self.statements = statements
    }
}

/// One value that a claim states, of one arm or of one against another.
package struct ClaimStatement: Sendable, Equatable {
    package var quantity: ClaimQuantity
    package var arm: String
    /// The arm it is compared with; nil for a value of its own.
    package var baseline: String?
    /// As behind the `@` of cells.
    package var load: String
    package var relation: Relation
    /// In the quantity's unit; of two arms the change from the baseline, -0.9 for a tenth of it.
    package var value: Double
    /// As written: `25ms`, `-90%`.
    package var text: String
    /// Lower or higher values than stated are better; nil when neither are.
    package var better: Better?
    /// Part of the stated value (of two arms: of the stated ratio) within which values count as equal.
    package var margin: Double

    package enum Better: String, Sendable, CaseIterable { case lower, higher }

    package enum Relation: Sendable, Equatable {
        case about, atMost, atLeast
        /// In every trial.
        case always
    }

    package init(
        quantity: ClaimQuantity, arm: String, baseline: String?, load: String, relation: Relation,
        value: Double, text: String, better: Better?, margin: Double
    ) {
        self.quantity = quantity
        self.arm = arm
        self.baseline = baseline
        self.load = load
        self.relation = relation
        self.value = value
        self.text = text
        self.better = better
        self.margin = margin
    }
}
