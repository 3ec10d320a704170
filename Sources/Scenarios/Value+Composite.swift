import Yams

extension Value {
    /// This value as a mapping with these keys; nil, reported, when it is none.
    func section(_ known: [String]) -> Section? {
        Section(node, path: name, known: known, tree: tree, log: log)
    }

    /// Its entries, if it is a list.
    var entries: [Value]? {
        guard case .sequence(let list) = node else { return nil }
        return list.enumerated().map { index, node in
            Value(
                name: "\(name)[\(index)]", node: node, key: Section.position(of: node), tree: tree, log: log)
        }
    }

    /// Where a character of the scalar's text stands in the file; where the scalar begins, when it has escapes
    /// or several lines.
    ///
    /// - Parameter offset: in Unicode scalars of `text`.
    func position(ofScalar offset: Int, in text: String) -> Position {
        guard case .scalar(let scalar) = node else { return position }
        var start: Position = position
        if scalar.style == .singleQuoted || scalar.style == .doubleQuoted { start.column += 1 }
        guard tree.lines.hold(text, at: start) else { return position }
        start.column += offset
        return start
    }

    /// Texts, each of 1 to `longest` characters; nil, reported, when one is not or there are none.
    func texts(_ wanted: String, longest: Int = ScenarioLimits.targetText, most: Int = 64) -> [String]? {
        guard let entries, !entries.isEmpty, entries.count <= most else {
            report("`\(name)` is no list of 1 to \(most) entries", remedy: "write \(wanted)")
            return nil
        }
        let texts: [String] = entries.compactMap { $0.line("a text", longest: longest) }
        return texts.count == entries.count ? texts : nil
    }

    /// A text of 1 to `longest` characters on one line.
    func line(_ wanted: String, longest: Int = ScenarioLimits.targetText) -> String? {
        guard let text = text(wanted) else { return nil }
        guard !text.isEmpty, text.count <= longest, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
        else {
            report(
                "`\(name)` is empty, longer than \(longest) characters or on several lines",
                remedy: "write \(wanted)")
            return nil
        }
        return text
    }

    /// Names and texts; nil, reported, when it is no mapping of words.
    func pairs(_ wanted: String, most: Int = 64) -> [(name: String, value: Value)]? {
        guard case .mapping(let mapping) = node, mapping.count <= most else {
            report("`\(name)` is no mapping of up to \(most) names", remedy: "write \(wanted)")
            return nil
        }
        var pairs: [(name: String, value: Value)] = []
        for (keyNode, valueNode) in mapping {
            let position: Position = Section.position(of: keyNode)
            guard !tree.repeatedKeys.contains(position) else { continue }
            guard case .scalar(let key) = keyNode, !key.string.isEmpty else {
                log.add(at: position, Complaint("a key must be a word", remedy: "write `key: value`"))
                return nil
            }
            pairs.append(
                (
                    key.string,
                    Value(
                        name: "\(name).\(key.string)", node: valueNode, key: position, tree: tree, log: log)
                ))
        }
        return pairs
    }

    /// The value as JSON; `wanted` names the kind that `accepts` is asked about.
    func json(_ wanted: String, accepts: (Node) -> Bool) -> String? {
        guard accepts(node), let text = JSONText.write(node) else {
            report("`\(name)` is no \(wanted)", remedy: "write a \(wanted)")
            return nil
        }
        guard text.utf8.count <= ScenarioLimits.targetJSON else {
            report(
                "`\(name)` is longer than \(ScenarioLimits.targetJSON) bytes of JSON", remedy: "shorten it")
            return nil
        }
        return text
    }

    /// A name, or names joined by dots.
    func fieldPath() -> FieldPath? {
        guard let text = line("a field's name, dotted where it is nested: meta.sent_at", longest: 200) else {
            return nil
        }
        let names: [String] = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy({ !$0.isEmpty && !$0.contains("\"") && !$0.contains("\\") }), names.count <= 8
        else {
            report(
                "`\(name)` is `\(Self.shortened(text))`, no path of up to 8 names",
                remedy: "write a field's name, dotted where it is nested: meta.sent_at")
            return nil
        }
        return FieldPath(names)
    }

    func instantFormat() -> InstantFormat? {
        choice(InstantFormat.allCases.map(\.rawValue)).flatMap(InstantFormat.init(rawValue:))
    }

    /// A path of a URL on the target, with its query.
    func requestPath() -> String? {
        guard let text = line("a path such as /api/state") else { return nil }
        guard text.hasPrefix("/"), text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }),
            !text.contains("#")
        else {
            report(
                "`\(name)` is `\(Self.shortened(text))`, no path of a URL",
                remedy: "begin with a slash, such as /api/state, and write blanks as %20")
            return nil
        }
        return text
    }

    /// A URL's address and path.
    func url() -> (address: TargetAddress, path: String)? {
        guard let text = line("a URL such as http://127.0.0.1:5000") else { return nil }
        do {
            return try TargetAddress.parse(text)
        } catch {
            report("`\(name)`: \(error.what)", remedy: error.remedy)
            return nil
        }
    }
}
