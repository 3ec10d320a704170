/// Grows by whole chunks, so that recording never copies what was recorded.
struct ObservationLog<Element: Sendable> {
    private var full: [[Element]] = []
    private var open: [Element] = []
    private let chunk: Int

    init(chunk: Int = 16_384) {
        self.chunk = chunk
        open.reserveCapacity(chunk)
    }

    var count: Int { full.count * chunk + open.count }

    mutating func append(_ element: Element) {
        if open.count == chunk {
            full.append(open)
            open = []
            open.reserveCapacity(chunk)
        }
        open.append(element)
    }

    /// Everything, in order of recording.
    func joined() -> [Element] {
        var all: [Element] = []
        all.reserveCapacity(count)
        for part in full { all.append(contentsOf: part) }
        all.append(contentsOf: open)
        return all
    }
}
