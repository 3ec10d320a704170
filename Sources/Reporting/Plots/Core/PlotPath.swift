/// The `d` of an SVG path, with coordinates to a tenth of a unit.
struct PlotPath: Sendable, Equatable {
    private(set) var data: String = ""
    /// Points that it goes through.
    private(set) var count: Int = 0

    var isEmpty: Bool { count == 0 }

    mutating func move(_ x: Double, _ y: Double) { add("M", x, y) }
    mutating func line(_ x: Double, _ y: Double) { add(count == 0 ? "M" : "L", x, y) }
    mutating func close() { data += count == 0 ? "" : "Z" }

    /// Through `points` in turn; a nil is a gap. A point between two gaps is a line of no length, which round ends
    /// make a dot.
    static func line(through points: [(x: Double, y: Double)?]) -> PlotPath {
        var path = PlotPath()
        for run in points.split(whereSeparator: { $0 == nil }).map({ $0.compactMap(\.self) }) {
            guard let first = run.first else { continue }
            path.move(first.x, first.y)
            for point in run.count == 1 ? run[...] : run.dropFirst() { path.line(point.x, point.y) }
        }
        return path
    }

    /// The area between two lines over the same `x`; a nil in either is a gap.
    static func band(_ points: [(x: Double, low: Double, high: Double)?]) -> PlotPath {
        var path = PlotPath()
        for run in points.split(whereSeparator: { $0 == nil }).map({ $0.compactMap(\.self) }) {
            guard let first = run.first else { continue }
            path.move(first.x, first.high)
            for point in run.dropFirst() { path.line(point.x, point.high) }
            for point in run.reversed() { path.line(point.x, point.low) }
            path.close()
        }
        return path
    }

    private mutating func add(_ command: String, _ x: Double, _ y: Double) {
        guard x.isFinite, y.isFinite else { return }
        data += "\(command)\(Self.number(x)) \(Self.number(y))"
        count += 1
    }

    /// Rounded to a tenth, as short as it goes: `12`, `12.3`, `0`. What is no number becomes 0.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
        let whole: String = "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10)"
        let rest: UInt = tenths.magnitude % 10
        return rest == 0 ? whole : "\(whole).\(rest)"
    }
}
