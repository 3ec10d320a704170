import Yams

/// A scenario file's YAML as a tree of nodes that know where they stand.
struct YAMLTree {
    let root: Node
    /// Repeated keys, already reported. They stand in the tree under a key of private-use
    /// characters, so that everything else in the file can still be checked.
    let repeatedKeys: Set<Position>
    /// The file, in which repeated keys are masked.
    let lines: SourceLines

    /// Parses `source`; repeated keys go to `log`, other syntax errors end the reading.
    init(_ source: SourceText, log: ProblemLog) throws(ScenarioError) {
        var lines = SourceLines(source.text)
        var repeated: Set<Position> = []
        while true {
            do {
                // With the basic resolver every scalar stays text: what it means is decided by its key.
                let parser = try Parser(yaml: lines.text, resolver: .basic, encoding: .utf8)
                guard let node = try parser.singleRoot() else { throw log.failure(Self.empty) }
                root = node
                self.lines = lines
                repeatedKeys = repeated
                return
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let first = Position(line: context.mark.line, column: context.mark.column)
                let key: String = keys.first ?? ""
                let complaint = Complaint(
                    "the key `\(key)` stands here a second time (first in line \(first.line))",
                    remedy: "keep one of them")
                guard repeated.count < 32, let second = lines.hideRepetition(of: key, at: first) else {
                    log.add(at: first, Self.unplaced(key))
                    throw log.failure()
                }
                repeated.insert(second)
                log.add(at: second, complaint)
            } catch let error as YamlError {
                let (position, complaint) = Self.describe(error)
                log.add(at: min(position, lines.end), complaint)
                throw log.failure()
            } catch let error as ScenarioError {
                throw error
            } catch {
                throw log.failure(Complaint("\(error)", remedy: "check the YAML"))
            }
        }
    }

    static let empty = Complaint("the file holds no YAML", remedy: "give it at least `arms`")

    private static func unplaced(_ key: String) -> Complaint {
        Complaint("the key `\(key)` stands more than once in this mapping", remedy: "keep one of them")
    }

    private static func describe(_ error: YamlError) -> (Position, Complaint) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let doing: String = context.map { " \($0.text)" } ?? ""
            return (
                Position(line: mark.line, column: mark.column),
                Complaint("this is not YAML: \(problem)\(doing)", remedy: remedy(for: problem))
            )
        default:
            return (
                Position(line: 1, column: 1),
                Complaint("this is not YAML: \(error)", remedy: "compare with scenarios/polling-vs-push.yaml")
            )
        }
    }

    private static func remedy(for problem: String) -> String {
        if problem.contains("mapping values") {
            return "quote text that holds `: `, and check the indentation"
        }
        if problem.contains("undefined alias") { return "quote text that starts with `*`" }
        if problem.contains("another document") { return "keep one scenario a file" }
        if problem.contains("cannot start any token") { return "quote text that starts with @, %, ` or |" }
        if problem.contains("','") { return "close the bracket or separate the entries with commas" }
        return "check the indentation, the brackets and the quotes around here"
    }
}
