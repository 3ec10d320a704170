import LoadEngine

/// Messages a second over the last second or so.
struct MessageRate {
    private var points: [(instant: Int64, messages: UInt64)] = []

    mutating func rate(of progress: LoadProgress, now: Int64) -> Double {
        points.append((now, progress.messages))
        while points.count > 2, points[0].instant < now - 1_000_000_000 { points.removeFirst() }
        guard let first = points.first, now > first.instant, progress.messages >= first.messages else {
            return 0
        }
        return Double(progress.messages - first.messages) / (Double(now - first.instant) / 1e9)
    }
}
