/// A metric, perhaps of one arm, of two arms as a ratio, and at one load point:
/// `deliveryLatency.p99`, `push.deliveryLatency.p99@10`, `push/polling traffic`, `push.traffic / polling.traffic`.
package struct MetricReference: Sendable, Equatable {
    package var metric: String
    /// The arm, or the candidate of a ratio; nil takes all.
    package var arm: String?
    /// What the arm is divided by; nil unless the reference names two arms.
    package var baseline: String?
    /// A load point's name, as behind the `@` of a cell; nil takes all.
    package var load: String?

    package init(metric: String, arm: String? = nil, baseline: String? = nil, load: String? = nil) {
        self.metric = metric
        self.arm = arm
        self.baseline = baseline
        self.load = load
    }

    /// - Throws: ``MetricReferenceError``, which names the metrics that come closest.
    package init(parsing text: String) throws(MetricReferenceError) {
        let trimmed: String = Self.trimmed(text)
        guard !trimmed.isEmpty else { throw MetricReferenceError(text: text, reason: .empty) }
        let (body, load): (String, String?) = Self.split(trimmed, behind: "@")
        let words: [Substring] = body.split(separator: " ").filter { $0 != "/" }
        // `push/polling traffic`: two arms, then the metric.
        if words.count == 2, let slash = words[0].firstIndex(of: "/") {
            let metric: String = try Self.known(String(words[1]), in: text)
            let candidate = String(words[0][..<slash])
            let base = String(words[0][words[0].index(after: slash)...])
            try self.init(metric, candidate, base, load, in: text)
            return
        }
        let sides: [Substring] = body.split(separator: "/", omittingEmptySubsequences: false)
        guard sides.count <= 2, sides.allSatisfy({ !Self.trimmed(String($0)).isEmpty }) else {
            throw MetricReferenceError(text: text, reason: .form)
        }
        let (left, leftLoad) = Self.split(Self.trimmed(String(sides[0])), behind: "@")
        let first = try Self.cell(left, in: text)
        guard sides.count == 2 else {
            self.init(metric: first.metric, arm: first.arm, load: load)
            return
        }
        let second = try Self.cell(Self.trimmed(String(sides[1])), in: text)
        guard first.metric == second.metric, leftLoad == nil || leftLoad == load else {
            throw MetricReferenceError(text: text, reason: .form)
        }
        try self.init(first.metric, first.arm ?? "", second.arm ?? "", load, in: text)
    }

    private init(
        _ metric: String, _ candidate: String, _ baseline: String, _ load: String?, in text: String
    ) throws(MetricReferenceError) {
        guard !candidate.isEmpty, !baseline.isEmpty, candidate != baseline else {
            throw MetricReferenceError(text: text, reason: .form)
        }
        self.init(metric: metric, arm: candidate, baseline: baseline, load: load)
    }

    /// `ARM.METRIC` or `METRIC`. A metric's name wins over an arm that is called as its first part.
    private static func cell(
        _ text: String, in whole: String
    ) throws(MetricReferenceError) -> (arm: String?, metric: String) {
        if let metric = Metric.named(text) { return (nil, metric.name) }
        guard let dot = text.firstIndex(of: ".") else { return (nil, try known(text, in: whole)) }
        let behind = String(text[text.index(after: dot)...])
        if let metric = Metric.named(behind) { return (String(text[..<dot]), metric.name) }
        throw MetricReferenceError(text: whole, reason: .unknown(behind.contains(".") ? behind : text))
    }

    private static func known(_ name: String, in whole: String) throws(MetricReferenceError) -> String {
        guard let metric = Metric.named(name) else {
            throw MetricReferenceError(text: whole, reason: .unknown(name))
        }
        return metric.name
    }

    private static func split(_ text: String, behind mark: Character) -> (String, String?) {
        guard let place = text.lastIndex(of: mark) else { return (text, nil) }
        let tail: String = trimmed(String(text[text.index(after: place)...]))
        return (trimmed(String(text[..<place])), tail.isEmpty ? nil : tail)
    }

    private static func trimmed(_ text: String) -> String {
        var part: Substring = text[...]
        while part.first == " " { part = part.dropFirst() }
        while part.last == " " { part = part.dropLast() }
        return String(part)
    }
}

/// A metric that does not exist, or is not written as metrics are.
package struct MetricReferenceError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        case empty, form
        case unknown(String)
    }

    package var text: String
    package var reason: Reason

    package var description: String {
        switch reason {
        case .empty: "the metric is empty; name one, for instance updateLatency.p50"
        case .form:
            "cannot read the metric '\(text)'; write METRIC, ARM.METRIC or ARM/BASELINE METRIC, each with @LOAD "
                + "behind it or without, for instance push/polling traffic@10"
        case .unknown(let name): "there is no metric '\(name)'; \(Self.advice(name))"
        }
    }

    /// Names that share a part with what was asked for, or all first parts.
    private static func advice(_ name: String) -> String {
        let parts: [String] = name.lowercased().split(separator: ".").map(String.init)
        let close: [String] = Metric.all.map(\.name).filter { candidate in
            let own: String = candidate.lowercased()
            return parts.contains { $0.count >= 3 && own.contains($0) }
        }
        if !close.isEmpty { return "did you mean \(close.prefix(4).joined(separator: ", "))?" }
        var heads: [String] = []
        for metric in Metric.all {
            let head = String(metric.name.prefix { $0 != "." })
            if !heads.contains(head) { heads.append(head) }
        }
        return "metrics begin with \(heads.joined(separator: ", "))"
    }
}
