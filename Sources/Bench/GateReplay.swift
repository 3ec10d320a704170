import ArgumentParser
import Experiment
import Foundation
import Reporting
import Results

/// `bench gate` without any measuring: what the rule says of pairs that are there.
enum GateReplay {
    /// Judges a `gate.json` by its own rule again, or for another change that matters.
    static func again(_ path: String, limits: GateLimits) throws {
        let report: GateReport
        do {
            var stored = try GateReport(json: try AtomicFile.read(path))
            if let effect = limits.smallestEffect { stored.rule.smallestEffect = effect.value / 100 }
            report = GateJudge(stored.rule).judged(stored)
        } catch {
            StandardStreams.error("\(path): \(error.description)")
            throw ExitCodes.usage
        }
        StandardStreams.print(GateText.render(report))
        throw ExitCodes.code(for: report)
    }

    /// Decides many gates: a line of JSON each, an object with an array of ratios (head / base) for every deciding
    /// metric. Prints their outcomes, a line each: verdict and pairs.
    static func decide(_ path: String, limits: GateLimits) throws {
        do {
            let judge = GateJudge(try limits.rule())
            let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
            var answers: [String] = []
            for (number, line) in text.split(separator: "\n").enumerated() {
                let ratios: [String: [Double]]
                do {
                    ratios = try JSONDecoder().decode([String: [Double]].self, from: Data(line.utf8))
                } catch {
                    throw GateError("\(path):\(number + 1): not an object of arrays of numbers")
                }
                do {
                    let (verdict, pairs) = try judge.decide(ratios)
                    answers.append("\(verdict.rawValue) \(pairs)")
                } catch {
                    throw GateError("\(path):\(number + 1): \(error.message)")
                }
            }
            StandardStreams.print(answers.joined(separator: "\n"))
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
    }
}
