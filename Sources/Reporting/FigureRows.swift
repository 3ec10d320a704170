import Results

/// Which figures reports show for a load point.
enum FigureRows {
    /// What fits a terminal: the headline figures.
    static let headline: [FigureRow] =
        updateLatency + [
            .mean("Delivery, mean", metric: .deliveryLatency) { $0.deliveryLatencyMs },
            .percentile(.p99, "Delivery, p99") { $0.deliveryLatencyMs },
            .mean("Submit to seen, mean", metric: .submitToSeen, absent: FigureRow.becauseOfTasks) {
                $0.submitToSeenMs
            },
            .plain("Wire bytes, client and hour", metric: .traffic) {
                ByteFormat.text($0.summary.traffic.wireTotalWithHeartbeats)
            },
            .optional("Server CPU", metric: .cpu, absent: FigureRow.because(.notSampled)) {
                $0.summary.server.cpuPercent.map(NumberFormat.percent)
            },
            .optional("Server memory", metric: .memory, absent: FigureRow.because(.notSampled)) {
                $0.summary.server.residentBytes.map(ByteFormat.text)
            },
            completeness("Lost / dup. / reordered"),
        ]

    /// What a page shows before anything else: of the headline figures those that people ask for first.
    static let key: [FigureRow] = {
        let others: Set<String> = ["Update latency, p50", "Update latency, p90", "Delivery, p99"]
        return headline.filter { !others.contains($0.label) }
    }()

    /// Update latency of all paths together.
    static let updateLatency: [FigureRow] = [
        .mean("Update latency, mean", metric: .updateLatency) { $0.updateLatencyMs },
        .percentile(.p50, "Update latency, p50") { $0.updateLatencyMs },
        .percentile(.p90, "Update latency, p90") { $0.updateLatencyMs },
        .percentile(.p99, "Update latency, p99") { $0.updateLatencyMs },
    ]

    static let latency: [FigureRow] =
        updateLatency + [
            .percentile(.p999, "Update latency, p999") { $0.updateLatencyMs },
            .mean("of it: poll wait, mean") { $0.pollWaitMs },
            .mean("of it: server delay, mean") { $0.serverDelayMs },
            .mean("of it: delivery, mean", metric: .deliveryLatency) { $0.deliveryLatencyMs },
            .percentile(.p50, "Delivery, p50") { $0.deliveryLatencyMs },
            .percentile(.p99, "Delivery, p99") { $0.deliveryLatencyMs },
            .mean("As seen by user space, mean") { $0.asSeenLatencyMs },
            .mean("Submit to seen, mean", metric: .submitToSeen, absent: FigureRow.becauseOfTasks) {
                $0.submitToSeenMs
            },
            .percentile(.p50, "Submit to seen, p50", absent: FigureRow.becauseOfTasks) {
                $0.submitToSeenMs
            },
            .percentile(.p99, "Submit to seen, p99", absent: FigureRow.becauseOfTasks) {
                $0.submitToSeenMs
            },
            .optional("View out of date", absent: FigureRow.becauseOfLog(or: .notMeasured)) { cell in
                cell.summary.staleShare.map { NumberFormat.percent(100 * $0) }
            },
        ]

    /// The mean for every event type that some arm saw, in the order of the alphabet.
    static func byType(_ cells: [Cell]) -> [FigureRow] {
        let types: [String] = Set(cells.flatMap(\.summary.updateLatencyByTypeMs.keys)).sorted()
        return types.map { type in
            .mean("`\(type)`", absent: FigureRow.because(.noSuchEvent)) { $0.updateLatencyByTypeMs[type] }
        }
    }

    static let cost: [FigureRow] =
        [
            .plain("Wire bytes, client and hour", metric: .traffic) {
                ByteFormat.text($0.summary.traffic.wireTotalWithHeartbeats)
            },
            .optional("of it: events by the clock", absent: FigureRow.notForArm) {
                $0.summary.traffic.periodicBytesPerClientHour.map(ByteFormat.text)
            },
            .plain("of it: heartbeats, from their rate") {
                ByteFormat.text($0.summary.traffic.heartbeatBytesPerClientHour)
            },
            .plain("up / down, without heartbeats") { directions($0.summary.traffic.wireBytesPerClientHour) },
            .plain("payload up / down") {
                directions($0.summary.traffic.appBytesPerClientHour)
            },
            .plain("Handshake, once a client") { ByteFormat.text($0.summary.traffic.handshakeBytes) },
            .optional("Messages, client and second", absent: FigureRow.because(.notMeasured)) { cell in
                cell.summary.messagesPerClientSecond.map(NumberFormat.significant)
            },
            .optional("Server CPU", metric: .cpu, absent: FigureRow.because(.notSampled)) {
                $0.summary.server.cpuPercent.map(NumberFormat.percent)
            },
            .optional("user / system", absent: FigureRow.becauseOfSamples(or: .fewTicks)) { cell in
                guard let user = cell.summary.server.userPercent,
                    let system = cell.summary.server.systemPercent
                else { return nil }
                return "\(NumberFormat.percent(user)) / \(NumberFormat.percent(system))"
            },
            .optional("CPU an update", absent: FigureRow.becauseOfSamples(or: .nothingArrived)) {
                $0.summary.server.cpuMicrosecondsPerUpdate.map(TimeFormat.microseconds)
            },
            .optional("CPU a message", absent: FigureRow.becauseOfSamples(or: .nothingArrived)) {
                $0.summary.server.cpuMicrosecondsPerMessage.map(TimeFormat.microseconds)
            },
            .optional("Server memory, resident", metric: .memory, absent: FigureRow.because(.notSampled)) {
                $0.summary.server.residentBytes.map(ByteFormat.text)
            },
            .optional("Stamp lag, p99", absent: FigureRow.becauseOfLog(or: .nothingCompleted)) {
                $0.summary.server.stampLagP99Ms.map(TimeFormat.milliseconds)
            },
        ]

    /// What became of the tasks themselves.
    static let submissions: [FigureRow] = [
        .optional("Tasks accepted a second", absent: FigureRow.because(.noTasks)) {
            ($0.summary.submissions?.acceptedPerSecond).map(NumberFormat.significant)
        },
        .mean("Response time, mean", absent: FigureRow.because(.noTasks)) { $0.submissions?.responseMs },
        .percentile(.p50, "Response time, p50", absent: FigureRow.because(.noTasks)) {
            $0.submissions?.responseMs
        },
        .percentile(.p99, "Response time, p99", absent: FigureRow.because(.noTasks)) {
            $0.submissions?.responseMs
        },
        .mean("Service time, mean", absent: FigureRow.because(.noTasks)) { $0.submissions?.serviceMs },
    ]

    static let delivery: [FigureRow] = [
        .plain("Distinct events") { NumberFormat.count($0.summary.events) },
        .plain("Updates (events x clients)") { NumberFormat.count($0.summary.updates) },
        completeness("Lost / duplicated / reordered"),
        .plain("Coalesced / shed") {
            "\(NumberFormat.count($0.summary.coalesced)) / \(NumberFormat.count($0.summary.shed))"
        },
        .plain("Disconnects") { NumberFormat.count($0.summary.disconnects) },
        .plain("Errors") { errors($0.summary.errors) },
        .plain("Segments that clients sent again") {
            NumberFormat.count($0.summary.traffic.retransmittedSegments)
        },
    ]

    private static func completeness(_ label: String) -> FigureRow {
        FigureRow(label) { cell in
            let text: String = completeness(cell.summary)
            return cell.summary.lost == nil ? .noted(text, .because(.logMissing, label)) : .text(text)
        }
    }

    static func completeness(_ figures: Figures) -> String {
        [figures.lost, figures.duplicated, figures.reordered].map { NumberFormat.count($0) }
            .joined(separator: " / ")
    }

    private static func directions(_ bytes: Directions) -> String {
        "\(ByteFormat.text(bytes.up)) / \(ByteFormat.text(bytes.down))"
    }

    /// `0`, or each kind with its number.
    private static func errors(_ errors: [String: Int]) -> String {
        let kinds: [String] = errors.filter { $0.value > 0 }.sorted { $0.key < $1.key }
            .map { "\($0.key) \(NumberFormat.count($0.value))" }
        return kinds.isEmpty ? "0" : kinds.joined(separator: ", ")
    }
}
