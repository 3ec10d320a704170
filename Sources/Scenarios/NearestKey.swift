/// Finds the known key that a misspelt one was probably meant to be.
enum NearestKey {
    /// The candidate with the fewest edits, if those are few enough to be a slip rather than another
    /// word: at most one for every three characters, and one for the shortest.
    ///
    /// `_` and capitals count as spelling, so `connectRate` and `connect_rate` find `connect-rate`.
    static func suggestion(for key: String, among candidates: [String]) -> String? {
        let wanted: [Character] = normalized(key)
        guard wanted.count <= 64 else { return nil }
        let allowed: Int = max(1, wanted.count / 3)
        var best: (key: String, edits: Int)?
        for candidate in candidates {
            let edits: Int = distance(wanted, normalized(candidate))
            if edits <= allowed, edits < best?.edits ?? .max { best = (candidate, edits) }
        }
        return best?.key
    }

    private static func normalized(_ key: String) -> [Character] {
        var result: [Character] = []
        for character in key {
            if character == "_" || character == " " {
                result.append("-")
            } else if character.isUppercase {
                if !result.isEmpty, result.last != "-" { result.append("-") }
                result.append(contentsOf: character.lowercased())
            } else {
                result.append(character)
            }
        }
        return result
    }

    /// Levenshtein distance: insertions, deletions and substitutions that turn one into the other.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row: [Int] = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal: Int = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substitution: Int = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substitution, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
