/// Gives names small numbers, so that an observation holds two bytes instead of a string.
struct NameTable {
    /// What names beyond the limit share.
    static let overflowName = "(other)"

    private(set) var names: [String] = []
    private var bytes: [[UInt8]] = []
    private let limit: Int

    /// `limit` bounds what a server that invents names can make the generator store.
    init(limit: Int = 1024) { self.limit = limit }

    /// The name's number, new names in order of appearance. A table holds about a dozen, and length
    /// and first byte tell most of them apart, so a walk beats hashing.
    mutating func index(of name: UnsafeRawBufferPointer) -> UInt16 {
        for (index, known) in bytes.enumerated() where known.count == name.count {
            if known.elementsEqual(name) { return UInt16(index) }
        }
        if bytes.count >= limit {
            return Self.overflowName.utf8.withContiguousStorageIfAvailable {
                append(UnsafeRawBufferPointer($0))
            } ?? 0
        }
        return append(name)
    }

    private mutating func append(_ name: UnsafeRawBufferPointer) -> UInt16 {
        if bytes.count > limit { return UInt16(limit) }
        bytes.append(Array(name))
        names.append(String(decoding: name, as: UTF8.self))
        return UInt16(bytes.count - 1)
    }
}
