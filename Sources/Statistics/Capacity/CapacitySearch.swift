import Glibc

/// The search for the largest load that holds an objective: doubling, bisection, confirmation at the edge.
///
/// A state machine: it says what to measure next, and is told how that went. One trial a step is enough to come near
/// the edge and not to name it, since the load that is left has been chosen for having held: so it is confirmed by
/// fresh trials that must all hold, and where one does not the load goes down a little and is confirmed anew.
package struct CapacitySearch: Sendable, Equatable {
    package struct Rule: Sendable, Equatable {
        /// The first load tried.
        package var start: Double
        package var lowest: Double
        package var highest: Double
        /// Why `highest` is the highest.
        package var limit: String
        /// Loads are whole multiples of it.
        package var quantum: Double
        /// Bisection ends when what failed is so little above what held: 0.05 is 5 %.
        package var resolution: Double = 0.05
        /// Fresh trials at the edge that must all hold. None takes a single trial's word.
        package var confirmations: Int = 5
        /// How far the load goes down when one of them does not hold.
        package var stepDown: Double = 0.05
        /// A trial in which the generator was at its limit is repeated so often before its load counts as out of reach.
        package var repeats: Int = 2
        /// A trial that was disturbed is repeated so often before the search gives up.
        package var patience: Int = 6

        package init(start: Double, lowest: Double, highest: Double, limit: String, quantum: Double) {
            self.start = start
            self.lowest = lowest
            self.highest = highest
            self.limit = limit
            self.quantum = quantum
        }
    }

    /// What a trial said.
    package enum Outcome: Sendable, Equatable {
        case held
        case failed
        /// Nothing about the server: the generator was at a limit of its own. Says which.
        case untold(String)
        /// Nothing about any load: the machine was taken away meanwhile. Says by what. Repeated, and never taken for
        /// a limit, since another hour may know nothing of it.
        case disturbed(String)
        /// The objective seemed to hold, and something about the server says that it may not have. Says what. Repeated
        /// like what told nothing; if it stays so, the load did not hold.
        case doubtful(String)
    }

    package enum Purpose: String, Sendable, Codable { case approach, bisection, confirmation }

    package struct Step: Sendable, Equatable {
        package var load: Double
        package var purpose: Purpose
    }

    /// The smallest load known not to do, and what ended the way up to it.
    package struct Ceiling: Sendable, Equatable {
        package var load: Double
        /// Nil where the objective did not hold; otherwise what kept it from being tried there, which says nothing
        /// about the server.
        package var limit: String?
    }

    package enum Answer: Sendable, Equatable {
        /// The server carries this, and not 5 % more or so.
        case found(Double)
        /// The server carries this; what ended the search was not the server.
        case atLeast(Double, String)
        /// Not even the lowest load holds.
        case nothing
        /// The generator was at its limit even at the lowest load.
        case unknown(String)
        /// Ended before it was through; the largest load that held in a single trial, unconfirmed.
        case stopped(Double?, String)
    }

    package let rule: Rule
    /// The largest that held in a trial of the way up or of the bisection; below that where a confirmation failed.
    package private(set) var largestHeld: Double?
    package private(set) var ceiling: Ceiling?
    package private(set) var answer: Answer?
    /// How many fresh trials at the edge have held.
    package private(set) var confirmed = 0
    private var current: Step
    private var untold = 0
    /// Trials of ``next`` in a row that were disturbed.
    package private(set) var disturbed = 0

    /// - Precondition: 0 < quantum, and lowest <= start <= highest.
    package init(_ rule: Rule) {
        precondition(rule.quantum > 0 && rule.lowest > 0)
        precondition(rule.lowest <= rule.start && rule.start <= rule.highest)
        self.rule = rule
        current = Step(load: rule.start, purpose: .approach)
    }

    /// What to measure now; nil when there is an answer.
    package var next: Step? { answer == nil ? current : nil }

    /// A guess at how many trials are still to come.
    package var remaining: Int {
        guard answer == nil else { return 0 }
        switch current.purpose {
        case .approach: return 2 + steps(between: 1, 2) + rule.confirmations
        case .bisection:
            return steps(between: largestHeld ?? rule.lowest, ceiling?.load ?? rule.highest)
                + rule.confirmations
        case .confirmation: return rule.confirmations - confirmed
        }
    }

    private func steps(between low: Double, _ high: Double) -> Int {
        guard high > low, low > 0 else { return 1 }
        return max(1, Int((log(log(high / low) / log1p(rule.resolution)) / log(2)).rounded(.up)))
    }

    /// Ends it where it stands.
    package mutating func stop(_ reason: String) {
        if answer == nil { answer = .stopped(largestHeld, reason) }
    }

    /// Takes what a trial of ``next`` said. Does nothing when there is an answer.
    package mutating func record(_ outcome: Outcome) {
        guard answer == nil else { return }
        if case .disturbed(let reason) = outcome {
            disturbed += 1
            if disturbed > rule.patience {
                stop("the machine was disturbed in \(disturbed) trials in a row, in the last one: \(reason)")
            }
            return
        }
        disturbed = 0
        switch outcome {
        case .untold where untold < rule.repeats, .doubtful where untold < rule.repeats:
            untold += 1
            return
        default: break
        }
        untold = 0
        let limit: String? = if case .untold(let reason) = outcome { reason } else { nil }
        if outcome == .held {
            held()
        } else {
            ceiling = Ceiling(load: current.load, limit: limit)
            fell()
        }
    }

    private mutating func held() {
        if current.purpose == .confirmation {
            confirmed += 1
            if confirmed >= rule.confirmations { conclude() }
            return
        }
        largestHeld = current.load
        if ceiling != nil {
            bisect()
        } else if current.load >= rule.highest {
            ceiling = Ceiling(load: rule.highest, limit: rule.limit)
            confirm(current.load)
        } else {
            current.load = min(rule.highest, rounded(2 * current.load))
        }
    }

    private mutating func fell() {
        switch current.purpose {
        case .approach where largestHeld == nil:
            guard current.load > rule.lowest else { return giveUp() }
            current.load = max(rule.lowest, rounded(current.load / 2))
        case .approach, .bisection: bisect()
        case .confirmation:
            guard current.load > rule.lowest else { return giveUp() }
            let lower: Double = min(
                rounded(current.load * (1 - rule.stepDown)), rounded(current.load - rule.quantum))
            largestHeld = max(rule.lowest, lower)
            confirm(max(rule.lowest, lower))
        }
    }

    private mutating func giveUp() {
        if let limit = ceiling?.limit { answer = .unknown(limit) } else { answer = .nothing }
    }

    /// Halfway between what held and what did not, by ratio.
    private mutating func bisect() {
        guard let low = largestHeld, let high = ceiling?.load else { return }
        let middle: Double = rounded((low * high).squareRoot())
        guard high > low * (1 + rule.resolution), middle > low, middle < high else { return confirm(low) }
        current = Step(load: middle, purpose: .bisection)
    }

    private mutating func confirm(_ load: Double) {
        confirmed = 0
        current = Step(load: load, purpose: .confirmation)
        if rule.confirmations == 0 { conclude() }
    }

    private mutating func conclude() {
        if let limit = ceiling?.limit {
            answer = .atLeast(current.load, limit)
        } else {
            answer = .found(current.load)
        }
    }

    /// Down to a multiple of the quantum, of which 1e-9 more is one, too.
    private func rounded(_ load: Double) -> Double {
        (load / rule.quantum * (1 + 1e-9)).rounded(.down) * rule.quantum
    }
}
