/// Metrics in Prometheus' text format, version 0.0.4.
struct PrometheusText {
    /// How a metric behaves.
    enum Kind: String {
        case counter
        case gauge
    }

    /// One value of a metric.
    struct Sample {
        var labels: [(name: String, value: String)]
        var value: String

        init(_ value: some BinaryInteger, _ labels: (name: String, value: String)...) {
            self.value = String(value)
            self.labels = labels
        }

        init(_ value: Double, _ labels: (name: String, value: String)...) {
            self.value = PrometheusText.number(value)
            self.labels = labels
        }
    }

    /// The content type of the text.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    /// Adds a metric. All its samples must be given at once, as the format keeps them together.
    mutating func add(_ name: String, _ kind: Kind, help: String, _ samples: [Sample]) {
        text += "# HELP \(name) \(PrometheusText.escaped(help, quotes: false))\n"
        text += "# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            text += name
            if !sample.labels.isEmpty {
                let labels = sample.labels.map {
                    "\($0.name)=\"\(PrometheusText.escaped($0.value, quotes: true))\""
                }
                text += "{\(labels.joined(separator: ","))}"
            }
            text += " \(sample.value)\n"
        }
    }

    /// Adds a metric with a single value.
    mutating func add(_ name: String, _ kind: Kind, help: String, _ sample: Sample) {
        add(name, kind, help: help, [sample])
    }

    /// A number as Go's ParseFloat reads it.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }

    /// Escapes backslashes and line feeds, and double quotes in values of labels.
    static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
