/// An update as `UpdateScanner` found it, and the bytes that it was found in.
final class ScannedUpdate {
    /// Bytes. A batch of hundreds of entries is longer, and seldom comes again while it is known.
    static let longest = 4096

    /// In the order of the batch.
    var entries: [UpdateScanner.Entry] = []
    /// When the batch was flushed; 0 for an immediate event.
    var flush: Int64 = 0
    var isBatch = false
    /// The event's name without `_batch`, within the bytes.
    var type: Range<Int> = 0..<0
    /// Where the event's first argument begins in the bytes, when it is an object.
    var argument: Int?
    private let bytes = ByteStore(reserved: longest)

    init() { entries.reserveCapacity(64) }

    /// Whether it was found in the same bytes.
    func isFound(in json: UnsafeRawBufferPointer) -> Bool { !bytes.isEmpty && bytes.holds(json) }

    /// Keeps the bytes for comparison, unless they are too many.
    func keep(_ json: UnsafeRawBufferPointer) {
        if json.count <= Self.longest { bytes.append(json) }
    }

    func clear() {
        bytes.removeAll()
        entries.removeAll(keepingCapacity: true)
        flush = 0
        isBatch = false
        type = 0..<0
        argument = nil
    }
}
