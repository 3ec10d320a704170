/// A condition on a figure, what was measured, and whether it held.
///
/// Keys after `passed` are absent where they say nothing, and in older documents.
package struct ThresholdResult: Codable, Sendable, Equatable {
    /// As the scenario's language writes it (docs/scenarios.md): `push.deliveryLatency.p99@10 < 50ms every 5s`.
    package var expression: String
    /// In `unit`, of the cell that decides; of the worst window for a condition on windows. Null where there
    /// is none: not measured, too few events, or without bound because something never arrived (`note`).
    @ExplicitNull package var value: Double?
    /// False for what is undecided, too.
    package var passed: Bool
    /// Why it could not be decided; the run is then no pass. Absent where it was.
    package var undecided: String?
    /// What the value has to be held against, in `unit`.
    package var limit: Double?
    /// `ms`, `bytes`, `bytes/client/h`, `%`, `/s`, or empty for numbers, shares and ratios.
    package var unit: String?
    /// `ARM@LOAD` that decides, the worst of those asked about; of two operands `push@10 / polling@10`.
    package var cell: String?
    /// 95 % interval of `value`, of two operands that were paired at least three times.
    package var confidence95: [Double]?
    /// Of a condition on windows; absent for one on the whole run.
    package var windows: Windows?
    /// What a reader of `value` must know.
    package var note: String?
    /// Where it ended the run; absent where it did not.
    package var aborted: Abort?
    /// True for what every run is asked without its scenario saying so.
    package var byDefault: Bool?

    package init(
        expression: String, value: Double?, passed: Bool, undecided: String? = nil, limit: Double? = nil,
        unit: String? = nil, cell: String? = nil, confidence95: [Double]? = nil, windows: Windows? = nil,
        note: String? = nil, aborted: Abort? = nil, byDefault: Bool? = nil
    ) {
        self.expression = expression
        self.value = value
        self.passed = passed
        self.undecided = undecided
        self.limit = limit
        self.unit = unit
        self.cell = cell
        self.confidence95 = confidence95
        self.windows = windows
        self.note = note
        self.aborted = aborted
        self.byDefault = byDefault
    }

    /// `held`, `failed` or `undecided`.
    package var outcome: Outcome { passed ? .held : undecided == nil ? .failed : .undecided }

    /// Whether every run has it. Older documents hold no others, and say nothing of it.
    package var isByDefault: Bool { byDefault == true || limit == nil }

    package enum Outcome: String, Sendable { case held, failed, undecided }

    /// How the windows of all counted trials did.
    package struct Windows: Codable, Sendable, Equatable {
        /// Length of a window.
        package var seconds: Double
        /// Windows that had samples enough to be judged.
        package var checked: Int
        /// Of them, those that did not meet the condition.
        package var failed: Int
        /// Windows with too few samples to be judged.
        package var undecided: Int
        /// The one that is worst, whether it failed or not; null where none was judged.
        @ExplicitNull package var worst: Worst?

        package init(seconds: Double, checked: Int, failed: Int, undecided: Int, worst: Worst?) {
            self.seconds = seconds
            self.checked = checked
            self.failed = failed
            self.undecided = undecided
            self.worst = worst
        }
    }

    /// One window of one trial.
    package struct Worst: Codable, Sendable, Equatable {
        /// `position` of the trial.
        package var trial: Int
        /// Where the window begins, counted from the start of the steady state.
        package var second: Double
        /// In the result's unit; null where something of the window never arrived.
        @ExplicitNull package var value: Double?

        package init(trial: Int, second: Double, value: Double?) {
            self.trial = trial
            self.second = second
            self.value = value
        }
    }

    /// Where a run ended because of it.
    package struct Abort: Codable, Sendable, Equatable {
        /// `position` of the trial.
        package var trial: Int
        /// Counted from the start of the trial's steady state, negative before it; null after its end,
        /// when the trial had been analysed.
        @ExplicitNull package var second: Double?

        package init(trial: Int, second: Double?) {
            self.trial = trial
            self.second = second
        }
    }
}
