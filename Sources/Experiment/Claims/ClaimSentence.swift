import Foundation
import Results
import Scenarios
import Statistics

/// Why a claim has its verdict, in one sentence.
enum ClaimSentence {
    static func text(_ statement: ClaimStatement, _ reading: ClaimReading) -> String {
        if let bounded = reading.bounded { return "\(bounded): \(finding(statement, reading))" }
        guard statement.quantity == .residentGrowth, let most = reading.stated.confidence95?.upperBound else {
            return finding(statement, reading)
        }
        let megabytes: String = LoadLabel.text((max(0, most) / 1e4).rounded(.up) / 100)
        return "no growth above \(megabytes) MB a day, if it is linear: \(finding(statement, reading))"
    }

    private static func finding(_ statement: ClaimStatement, _ reading: ClaimReading) -> String {
        let stated: StatedReading = reading.stated
        let trials: Int = reading.values.count
        guard stated.finding != .noInterval, stated.confidence95 != nil else {
            return withoutInterval(statement, reading)
        }
        let margin: String = statement.relation == .about ? margin(statement) : ""
        let times: String = times(statement, stated.measured)
        switch (stated.finding, statement.relation) {
        case (.reproduced, .always):
            return "each of \(trials) trials has \(statement.text.withoutSign)"
        case (.notReproduced, .always):
            let count: Int = reading.values.count { $0 != statement.value }
            return
                "\(count) of \(trials) trials \(count == 1 ? "has" : "have") another value, and one refutes it"
        case (.reproduced, .about):
            return "the whole interval lies within \(margin) of what is stated"
        case (.reproduced, _):
            return "the whole interval keeps the limit"
        case (.reproducedOrBetter, _):
            return "no worse than stated by more than \(margin); the interval does not tell whether better"
        case (.better, _):
            return "the whole interval is better than stated by more than \(margin)\(times)"
        case (.notReproduced, .about):
            return "the whole interval is further than \(margin) from what is stated\(times)"
        case (.notReproduced, _):
            return "the whole interval is beyond the limit\(times)"
        case (.cannotTell, .about):
            return "the interval reaches from values within \(margin) of what is stated to values beyond; "
                + more(reading, statement)
        case (.cannotTell, _):
            return "the interval has the limit within it; \(more(reading, statement))"
        case (.noInterval, _): return withoutInterval(statement, reading)
        }
    }

    /// `10 %`, of two arms `10 % of the stated ratio`.
    private static func margin(_ statement: ClaimStatement) -> String {
        let percent: String = LoadLabel.text((1_000 * statement.margin).rounded() / 10) + " %"
        return statement.baseline == nil ? percent : "\(percent) of the stated ratio"
    }

    /// `: 3.8 times the stated value`; nothing where that tells nothing.
    private static func times(_ statement: ClaimStatement, _ measured: Double?) -> String {
        guard let measured else { return "" }
        let isChange: Bool = statement.baseline != nil
        let (left, right): (Double, Double) =
            isChange ? (1 + measured, 1 + statement.value) : (measured, statement.value)
        guard left > 0, right > 0 else { return "" }
        let ratio: Double = left / right
        guard ratio.isFinite, ratio > 0 else { return "" }
        return ": \(short(ratio)) times the stated \(isChange ? "ratio" : "value")"
    }

    private static func more(_ reading: ClaimReading, _ statement: ClaimStatement) -> String {
        let trials: Int = reading.values.count
        // What is near zero stays there, however often it is measured.
        if reading.bounded != nil { return "more load than in these \(trials) trials would narrow it" }
        return statement.quantity == .residentGrowth && trials == 1
            ? "a longer trial would narrow it" : "more or longer trials than these \(trials) would narrow it"
    }

    private static func withoutInterval(_ statement: ClaimStatement, _ reading: ClaimReading) -> String {
        let needed: Int = PairedRatio.fewestPairsForInterval
        let endless: Int = reading.values.count { !$0.isFinite }
        if endless > 0 {
            return
                "in \(endless) of \(reading.values.count) trials updates never arrived, so that it has no end"
        }
        let count: Int = reading.values.count
        guard count < needed else { return "a value is not above zero, and a change of it means nothing" }
        return "\(count) trial\(count == 1 ? " gives" : "s give") no interval, which takes \(needed)"
    }

    /// Two digits that a reader can use.
    private static func short(_ value: Double) -> String {
        String(format: value >= 9.95 ? "%.0f" : value >= 0.995 ? "%.1f" : "%.2g", value)
    }
}

extension String {
    fileprivate var withoutSign: String {
        String(drop { "=<> ".contains($0) })
    }
}
