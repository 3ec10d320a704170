import Scenarios
import Statistics

/// The log put through the server's batching windows.
struct WindowReplay {
    /// One event type's entries and their flushes.
    struct EventType {
        var name: String
        /// Index into the log's type names.
        var place: Int
        var window: BatchWindow
        /// Stamps, ascending.
        var instants: [Int64]
        /// When each entry leaves the server.
        var flushes: [Int64]

        /// Mean wait of the entries stamped in the range, seconds; nil without any.
        func meanDelay(eligible: Range<Int64>) -> Double? {
            var delays = Moments()
            for (instant, flush) in zip(instants, flushes) where eligible.contains(instant) {
                delays.add(Double(flush - instant) / 1e9)
            }
            return delays.count > 0 ? delays.mean : nil
        }

        /// Instants at which a message left: one for each batch and each immediate event.
        func departures(in range: Range<Int64>) -> [Int64] {
            var departures: [Int64] = []
            for flush in flushes where range.contains(flush) {
                // The entries of one batch share their flush; immediate events are messages each.
                if window.window == 0 || flush != departures.last { departures.append(flush) }
            }
            return departures
        }
    }

    private(set) var types: [EventType] = []

    /// Windows hold for each event type by itself; types without one leave at once.
    init(_ index: EntryIndex, server: ServerSettings) {
        var instants = [[Int64]](repeating: [], count: index.typeNames.count)
        for entry in index.byTime { instants[index.types[entry]].append(index.timestamps[entry]) }
        let windows: [String: Int64] = server.effectiveBatchWindows
        for (place, name) in index.typeNames.enumerated() where !instants[place].isEmpty {
            let window = BatchWindow(window: Double(windows[name] ?? 0) / 1e9)
            types.append(
                EventType(
                    name: name, place: place, window: window, instants: instants[place],
                    flushes: window.replay(instants[place]).flushes))
        }
    }

    /// Instants at which a message left, ascending.
    func flushes(in range: Range<Int64>) -> [Int64] { types.flatMap { $0.departures(in: range) }.sorted() }
}
