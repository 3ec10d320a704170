/// Which sessions can take their next message straight from the event loop, and on which descriptor.
///
/// A broadcast reads four bytes a receiver here instead of following pointers to its session, WebSocket and
/// channel, each of which costs a wait for memory. For one event loop.
final class DescriptorTable {
    /// A session's place, from its opening until it is forgotten.
    typealias Slot = Int32

    /// Stands for a session that has to be asked.
    static let none: Int32 = -1

    private(set) var descriptors: [Int32] = []
    private var free: [Slot] = []

    /// A place that holds `none`.
    func acquire() -> Slot {
        if let slot = free.popLast() { return slot }
        descriptors.append(Self.none)
        return Slot(descriptors.count - 1)
    }

    /// Gives a place back.
    func release(_ slot: Slot) {
        self[slot] = Self.none
        free.append(slot)
    }

    /// The descriptor of an open WebSocket that nothing waits for, or `none`.
    subscript(slot: Slot) -> Int32 {
        get { descriptors[Int(slot)] }
        set { descriptors[Int(slot)] = newValue }
    }
}
