import Yams

/// A mapping of the scenario file whose keys have been checked.
struct Section {
    /// Dotted path of the mapping, empty for the file's top level.
    let path: String
    let position: Position
    let log: ProblemLog
    private var values: [String: Value] = [:]

    /// Reports keys that are not among `known`; nil, reported, when `node` is no mapping.
    init?(_ node: Node, path: String, known: [String], tree: YAMLTree, log: ProblemLog) {
        self.path = path
        self.log = log
        position = Self.position(of: node)
        guard case .mapping(let mapping) = node else {
            let what: String =
                path.isEmpty ? "the file is no list of `key: value` lines" : "`\(path)` is no mapping"
            let example: String = known.first.map { "`\($0): ...`" } ?? "`key: value`"
            log.add(at: position, Complaint(what, remedy: "write keys such as \(example)"))
            return nil
        }
        for (keyNode, valueNode) in mapping {
            let keyPosition: Position = Self.position(of: keyNode)
            guard !tree.repeatedKeys.contains(keyPosition) else { continue }
            guard case .scalar(let scalar) = keyNode else {
                log.add(at: keyPosition, Complaint("a key must be a word", remedy: "write `key: value`"))
                continue
            }
            guard known.contains(scalar.string) else {
                log.add(at: keyPosition, Self.unknown(scalar.string, path: path, known: known))
                continue
            }
            let name: String = path.isEmpty ? scalar.string : "\(path).\(scalar.string)"
            values[scalar.string] = Value(
                name: name, node: valueNode, key: keyPosition, tree: tree, log: log)
        }
    }

    /// The value of a known key, nil when the key is absent.
    subscript(key: String) -> Value? { values[key] }

    static func position(of node: Node) -> Position {
        Position(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private static func unknown(_ key: String, path: String, known: [String]) -> Complaint {
        let place: String = path.isEmpty ? "" : " in `\(path)`"
        let remedy: String
        if let nearest = NearestKey.suggestion(for: key, among: known) {
            remedy = "did you mean `\(nearest)`?"
        } else {
            remedy = "known here: \(known.joined(separator: ", "))"
        }
        return Complaint("unknown key `\(Value.shortened(key))`\(place)", remedy: remedy)
    }
}
