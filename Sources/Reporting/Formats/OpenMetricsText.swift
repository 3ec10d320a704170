/// Metric families in OpenMetrics' text format
/// (https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md).
struct OpenMetricsText: Sendable {
    /// What a family's values are.
    enum Kind: String, Sendable { case gauge, counter, summary, info, stateset }

    typealias Labels = [(name: String, value: String)]

    /// One line of a family: what is appended to its name, its labels, its value.
    struct Sample: Sendable {
        var suffix: String = ""
        var labels: Labels
        var value: Double
    }

    private var lines: [String] = []

    /// A family with its samples; one without any is left out. Samples of the same labels appear once, as
    /// the format demands.
    ///
    /// - Parameters:
    ///   - name: ends in the unit, where there is one; without `_total`.
    ///   - unit: absent for numbers of things and for what is none.
    mutating func add(_ name: String, _ kind: Kind, unit: String? = nil, help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        lines.append("# TYPE \(name) \(kind.rawValue)")
        if let unit { lines.append("# UNIT \(name) \(unit)") }
        lines.append("# HELP \(name) \(Self.escaped(help))")
        var seen: Set<String> = []
        for sample in samples {
            let series: String = name + sample.suffix + Self.text(sample.labels)
            if seen.insert(series).inserted { lines.append("\(series) \(Self.text(sample.value))") }
        }
    }

    /// With the line that every exposition ends in.
    var text: String { (lines + ["# EOF"]).joined(separator: "\n") + "\n" }

    private static func text(_ labels: Labels) -> String {
        guard !labels.isEmpty else { return "" }
        return "{\(labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ","))}"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    static func text(_ value: Double) -> String {
        value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : NumberFormat.chosen(value)
    }
}
