import LoadEngine
import Metering
import Scenarios

/// Reads a server's CPU time and memory from a page in Prometheus' text format.
///
/// User and system time are not told apart there and stay 0. The instant is the middle of the request: the
/// page tells CPU time that is at most a round trip old.
struct PrometheusSampler: ResourceSampler {
    let address: TargetAddress
    let path: String
    /// Names of metrics: a counter of seconds, and a gauge of bytes.
    let cpuSeconds: String
    let residentBytes: String
    /// Whom the page's certificate has to convince.
    let trust: CertificateTrust

    /// Rarer than a process's own counters are read, since each reading is work for the server.
    var interval: Int64 { 1_000_000_000 }
    var isWorkForServer: Bool { true }

    func sample() throws -> ProcessSample {
        var endpoint = Endpoint(host: address.host, port: address.port)
        endpoint.isSecure = address.isSecure
        endpoint.trust = trust
        endpoint.address = try TargetEndpoints.resolve(address.host, target: "cpu")
        let before: Int64 = WallClock.realtime()
        let answer = try ControlClient(endpoint: endpoint, timeout: 2_000_000_000).get(path)
        let after: Int64 = WallClock.realtime()
        guard answer.status == 200 else {
            throw TargetError("GET \(address.text)\(path) answered \(answer.status) instead of metrics")
        }
        let text = String(decoding: answer.body, as: UTF8.self)
        guard let seconds = Self.value(of: cpuSeconds, in: text) else {
            throw TargetError(
                "\(address.text)\(path) has no metric \(cpuSeconds): name its own in `cpu-seconds`")
        }
        guard let cpuNanoseconds = Self.nanoseconds(seconds) else {
            throw TargetError(
                "\(address.text)\(path) says \(cpuSeconds) is \(seconds): name a counter of seconds in "
                    + "`cpu-seconds`")
        }
        return ProcessSample(
            instant: before + (after - before) / 2, cpuNanoseconds: cpuNanoseconds, userNanoseconds: 0,
            systemNanoseconds: 0, residentBytes: UInt64(Self.value(of: residentBytes, in: text) ?? 0))
    }

    /// Nil beyond some 290 years: that is another metric than CPU time, and more than nanoseconds can tell.
    static func nanoseconds(_ seconds: Double) -> Int64? {
        seconds >= 0 && seconds < 9.2e9 ? Int64(seconds * 1e9) : nil
    }

    /// The sum over the metric's series (a page of several processes has one each); nil without any.
    ///
    /// A line is `name value` or `name{label="text",...} value`, with an optional time behind it
    /// (Prometheus, exposition formats, text-based format).
    static func value(of name: String, in text: String) -> Double? {
        var sum: Double?
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix(name) {
            var rest: Substring = line.dropFirst(name.count)
            if rest.first == "{" {
                guard let end = rest.lastIndex(of: "}") else { continue }
                rest = rest[rest.index(after: end)...]
            }
            guard rest.first == " " || rest.first == "\t",
                let word = rest.split(whereSeparator: { $0 == " " || $0 == "\t" }).first,
                let value = Double(word), value.isFinite, value >= 0, value < 1e15
            else { continue }
            sum = (sum ?? 0) + value
        }
        return sum
    }
}
