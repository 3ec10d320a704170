/// Names that a format wants unique.
enum DistinctNames {
    /// Each as it is, with a number behind it where an earlier one is the same (`a`, `a-2`).
    static func numbered(_ names: [String]) -> [String] {
        var used: Set<String> = []
        return names.map { name in
            var candidate: String = name
            var number: Int = 2
            while !used.insert(candidate).inserted {
                candidate = "\(name)-\(number)"
                number += 1
            }
            return candidate
        }
    }
}
