extension Scenario {
    /// Members that do not change what a trial measures: how the run is called and described, how often and
    /// in which order trials come, and what is concluded from them.
    private static let leftOut: Set<String> = [
        "name", "description", "seed", "blocks", "baseline", "thresholds",
    ]

    /// What the scenario asks of every trial, a line for each value: the same for files that differ in
    /// comments, blanks, order of keys, or spelled-out defaults.
    ///
    /// It holds clients, arms and their targets, behaviours, loads, phases, the server's settings, the
    /// network, the HTTP client and the generator; not the name, the description, the seed, the number of blocks,
    /// the baseline and thresholds. What is absent or empty has no line, so a setting that a later
    /// version adds changes no text that does not use it.
    package var canonicalText: String {
        var lines: [String] = []
        var ordered = self
        ordered.arms.sort { $0.name < $1.name }
        for child in Mirror(reflecting: ordered).children {
            guard let label = child.label, !Self.leftOut.contains(label) else { continue }
            CanonicalLines.append(child.value, at: label, to: &lines)
        }
        return lines.sorted().joined(separator: "\n")
    }

    /// Names scenarios that ask the same of every trial.
    package var fingerprint: String { Fingerprint.of(canonicalText) }
}

/// Values as lines `place = value`, from their stored members.
private enum CanonicalLines {
    static func append(_ value: Any, at place: String, to lines: inout [String]) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            if let present = mirror.children.first { append(present.value, at: place, to: &lines) }
        case .collection:
            for (index, element) in mirror.children.enumerated() {
                append(element.value, at: "\(place)[\(index)]", to: &lines)
            }
        case .dictionary:
            for pair in mirror.children {
                let members: [Any] = Mirror(reflecting: pair.value).children.map(\.value)
                guard members.count == 2 else { continue }
                append(members[1], at: "\(place)[\(members[0])]", to: &lines)
            }
        case .set:
            for element in mirror.children.map({ "\($0.value)" }).sorted() {
                lines.append("\(place)[] = \(element)")
            }
        case .enum:
            // A case with values shows them as its only child, under the case's name.
            guard let payload = mirror.children.first, let name = payload.label else {
                lines.append("\(place) = \(value)")
                return
            }
            lines.append("\(place) = \(name)")
            append(payload.value, at: "\(place).\(name)", to: &lines)
        case .struct, .class, .tuple:
            for child in mirror.children {
                append(child.value, at: "\(place).\(child.label ?? "")", to: &lines)
            }
        default:
            lines.append("\(place) = \(String(reflecting: value))")
        }
    }
}
