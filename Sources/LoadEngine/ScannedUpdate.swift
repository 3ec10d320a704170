/// An update as `UpdateScanner` found it, and the bytes that it was found in: its JSON and, where it came in one,
/// the WebSocket frame around it.
final class ScannedUpdate {
    /// Bytes. A batch of hundreds of entries is longer, and seldom comes again while it is known.
    static let longest = 4096

    /// In the order of the batch.
    var entries: [UpdateScanner.Entry] = []
    /// When the batch was flushed; 0 for an immediate event.
    var flush: Int64 = 0
    var isBatch = false
    /// The event's name without `_batch`, within the JSON.
    var type: Range<Int> = 0..<0
    /// Where the event's first argument begins in the JSON, when it is an object.
    var argument: Int?
    /// Where the JSON begins in `bytes`; 0 without a frame.
    private(set) var jsonStart = 0
    private let bytes = ByteStore(reserved: longest)

    init() { entries.reserveCapacity(64) }

    /// Whether it was found in the same JSON.
    func isFound(in json: UnsafeRawBufferPointer) -> Bool {
        !bytes.isEmpty && bytes.holds(json, from: jsonStart)
    }

    /// Where `input` begins with the frame it came in: the frame's length, where the JSON begins in it, and where the
    /// type's name lies in that.
    @inline(__always)
    func place(atFrontOf input: UnsafeRawBufferPointer) -> (length: Int, json: Int, type: Range<Int>)? {
        jsonStart > 0 && bytes.isFront(of: input) ? (bytes.count, jsonStart, type) : nil
    }

    /// Keeps the bytes for comparison, unless they are too many.
    ///
    /// - Parameter frame: ends with the JSON; nil where it came in several, or in none.
    func keep(_ json: UnsafeRawBufferPointer, in frame: UnsafeRawBufferPointer?) {
        let whole = frame ?? json
        guard whole.count <= Self.longest else { return }
        bytes.append(whole)
        jsonStart = whole.count - json.count
    }

    func clear() {
        bytes.removeAll()
        jsonStart = 0
        entries.removeAll(keepingCapacity: true)
        flush = 0
        isBatch = false
        type = 0..<0
        argument = nil
    }
}
