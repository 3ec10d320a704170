import Glibc

/// Finds triggers' tokens in text, and the triggers' numbers in them.
struct TokenFinder {
    private let prefix: [UInt8]

    init(prefix: String) { self.prefix = Array(prefix.utf8) }

    /// Calls `found` with the number of every token in the text, in order.
    func find(in text: UnsafeRawBufferPointer, _ found: (UInt64) -> Void) {
        var start = 0
        while let hit = next(in: text, from: start) {
            var position = hit + prefix.count
            var number: UInt64 = 0
            var digits = 0
            while position < text.count, digits < 18 {
                let digit = text[position] &- UInt8(ascii: "0")
                guard digit <= 9 else { break }
                number = number * 10 + UInt64(digit)
                digits += 1
                position += 1
            }
            // Without the dash the text was cut off within the number.
            if digits > 0, number > 0, position < text.count, text[position] == UInt8(ascii: "-") {
                found(number)
            }
            start = position
        }
    }

    /// Where the prefix next begins.
    private func next(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = text.baseAddress, let first = prefix.first else { return nil }
        var start = start
        while start + prefix.count <= text.count,
            let found = memchr(base + start, Int32(first), text.count - start - prefix.count + 1)
        {
            let place: Int = UnsafeRawPointer(found) - base
            if memcmp(found, prefix, prefix.count) == 0 { return place }
            start = place + 1
        }
        return nil
    }
}
