/// Which of the latest sequence numbers have been seen: the sliding bitmap of RFC 4303 (section 3.4.3),
/// so that duplicates are told from news in constant memory, whatever order they come in.
///
/// Exact for numbers less than `width` below the largest one seen. Older ones cannot be told from
/// duplicates and count as such: a count of distinct numbers is never too large, and a drain that
/// waits for it at worst runs to its limit.
struct SeqWindow {
    /// Numbers covered. Immediate events overtake batched ones by at most a batch window's worth of
    /// entries: half a second at 2,000 entries a second.
    static let width: UInt64 = 1024

    /// The largest number seen.
    private var top: UInt64 = 0
    private var isEmpty = true
    /// One bit a number, in a ring: number n has bit n modulo `width`.
    private var words = InlineArray<16, UInt64>(repeating: 0)

    /// Notes a number; true when it is seen for the first time for certain.
    mutating func insert(_ seq: UInt64) -> Bool {
        if isEmpty {
            isEmpty = false
            top = seq
        } else if seq > top {
            slide(to: seq)
        } else if top - seq >= Self.width {
            return false
        }
        let word = Int(seq % Self.width / 64)
        let bit: UInt64 = 1 << (seq % 64)
        guard words[word] & bit == 0 else { return false }
        words[word] |= bit
        return true
    }

    /// Forgets the numbers whose places the ones above `top` take.
    private mutating func slide(to seq: UInt64) {
        if seq - top >= Self.width {
            for index in words.indices { words[index] = 0 }
        } else {
            // A plain step in nearly every case: numbers come in ascending order, more or less.
            var next = top
            repeat {
                next += 1
                words[Int(next % Self.width / 64)] &= ~(1 << (next % 64))
            } while next != seq
        }
        top = seq
    }
}
