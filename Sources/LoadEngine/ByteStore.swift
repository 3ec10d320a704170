import Glibc

/// Growable bytes at a stable address until the next `append` or `removeAll`.
///
/// Frames that arrive in pieces are put together here, and scanned in place.
final class ByteStore {
    private static let largestKept = 4096
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    /// `reserved`: bytes, 4 KiB at most, that it holds without allocating again.
    init(reserved: Int = 0) {
        capacity = min(reserved, Self.largestKept)
        base = UnsafeMutableRawPointer.allocate(byteCount: max(capacity, 1), alignment: 8)
    }

    deinit { base.deallocate() }

    var isEmpty: Bool { count == 0 }

    /// Valid until the store changes or is released.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Whether these are its bytes from there on.
    func holds(_ other: UnsafeRawBufferPointer, from start: Int = 0) -> Bool {
        guard other.count == count - start, let address = other.baseAddress else {
            return count == start && other.isEmpty
        }
        return memcmp(base + start, address, other.count) == 0
    }

    /// Whether others begin with its bytes.
    func isFront(of other: UnsafeRawBufferPointer) -> Bool {
        guard other.count >= count, let address = other.baseAddress else { return isEmpty }
        return memcmp(base, address, count) == 0
    }

    func append(_ added: UnsafeRawBufferPointer) {
        guard let source = added.baseAddress, !added.isEmpty else { return }
        reserve(count + added.count)
        base.advanced(by: count).copyMemory(from: source, byteCount: added.count)
        count += added.count
    }

    /// Forgets the bytes. Memory beyond 4 KiB is given back, so that one large message does not
    /// make every client large for the rest of the run.
    func removeAll() {
        count = 0
        guard capacity > Self.largestKept else { return }
        base.deallocate()
        base = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 8)
        capacity = 0
    }

    private func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        let grown = max(needed, 2 * capacity, 256)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: grown, alignment: 8)
        moved.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = moved
        capacity = grown
    }
}
