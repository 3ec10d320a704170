import LoadEngine

/// What is counted in each of a trial's slices, or other ranges that ascend without overlap.
struct SliceCounts {
    /// Messages by their arrival.
    private(set) var messages: [Int]
    /// Tasks by their intended instant, those that clients submit over their sockets included.
    private(set) var submissions: [Int]
    /// Connected clients at the end; nil while the generator had not been looked at.
    private(set) var clients: [Int?]
    /// By the look that showed them, at most some 125 ms later (longer for trials beyond thirteen minutes); nil
    /// where nobody looked.
    private(set) var errors: [Int]?

    init(_ measurement: TrialMeasurement, index: EntryIndex, edges: SliceEdges) {
        self.init(measurement, index: index, ranges: edges.slices.map(\.range))
    }

    init(_ measurement: TrialMeasurement, index: EntryIndex, ranges: [Range<Int64>]) {
        func place(_ instant: Int64) -> Int? {
            SliceEdges.place(of: instant, count: ranges.count) { ranges[$0] }
        }
        var messages = [Int](repeating: 0, count: ranges.count)
        MessageArrivals.each(measurement, index: index) { arrival in
            if let place = place(arrival) { messages[place] += 1 }
        }
        self.messages = messages
        submissions = Array(repeating: 0, count: ranges.count)
        let record: LoadRecord = measurement.record
        for submission in record.submissions + record.behaviours.flatMap(\.operations) {
            if let place = place(submission.intended) { submissions[place] += 1 }
        }
        clients = Array(repeating: nil, count: ranges.count)
        follow(measurement.progress.points, ranges: ranges, place: place)
    }

    private mutating func follow(
        _ points: [ProgressSeries.Point], ranges: [Range<Int64>], place: (Int64) -> Int?
    ) {
        guard !points.isEmpty, !ranges.isEmpty else { return }
        var counts = [Int](repeating: 0, count: ranges.count)
        var before: UInt64 = 0
        var connected: Int?
        for point in points {
            let more: UInt64 = point.errors >= before ? point.errors - before : 0
            before = max(before, point.errors)
            if let place = place(point.instant) {
                counts[place] += Int(clamping: more)
                clients[place] = point.connected
            } else if point.instant < ranges[0].lowerBound {
                connected = point.connected
            }
        }
        // Slices between two looks have what the one before them showed.
        for place in clients.indices {
            connected = clients[place] ?? connected
            clients[place] = connected
        }
        errors = counts
    }
}
