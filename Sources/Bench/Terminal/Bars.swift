/// Figures drawn with characters of a terminal.
enum Bars {
    /// Bars from nothing to the largest value, an eighth of a line apart; a blank for nil.
    ///
    /// Zero is the shortest bar, so that a second without anything can be told from one with little.
    static func sparkline(_ values: [Double?], isUnicode: Bool) -> String {
        let levels: [Character] = isUnicode ? Array("▁▂▃▄▅▆▇█") : Array("_.-:=+*#")
        let largest: Double = values.compactMap { $0 }.filter(\.isFinite).max() ?? 0
        return String(
            values.map { value -> Character in
                guard let value, value.isFinite else { return " " }
                guard largest > 0, value > 0 else { return levels[0] }
                return levels[min(levels.count - 1, Int(value / largest * Double(levels.count)))]
            })
    }

    /// A bar of `width` columns that is full at a share of 1.
    static func progress(_ share: Double, width: Int, isUnicode: Bool) -> String {
        guard width > 0 else { return "" }
        let known: Double = share.isFinite ? min(1, max(0, share)) : 0
        let full: Int = Int((known * Double(width)).rounded(.down))
        return String(repeating: isUnicode ? "█" : "#", count: full)
            + String(repeating: isUnicode ? "░" : ".", count: width - full)
    }
}
