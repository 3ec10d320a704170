import Metering

/// Counts latencies on the path of every pushed message, in the buckets of `LatencyHistogram`, which it becomes
/// in the end.
///
/// HdrHistogram's layout for three digits: 2,048 values of one nanosecond, then 1,024 buckets for each doubling.
/// Counts are half as wide as the library's, which halves the memory that recordings are scattered over.
final class LatencyCounts {
    /// Values below are counted here: 2^36 ns, 68 s. The few above go where they make buckets of their own.
    private static let end: UInt64 = 1 << 36
    /// Bits of a value that tell buckets apart.
    private static let precision = 11
    private static let size = index(of: end - 1) + 1

    private let counts: UnsafeMutablePointer<UInt32>
    private var sum: UInt128 = 0
    private var largest: UInt64 = 0
    /// What has no place in `counts`.
    private var others = LatencyHistogram()

    init() {
        counts = .allocate(capacity: Self.size)
        counts.initialize(repeating: 0, count: Self.size)
    }

    deinit { counts.deallocate() }

    @inline(__always)
    private static func index(of value: UInt64) -> Int {
        let shift = max(0, UInt64.bitWidth - precision - value.leadingZeroBitCount)
        return shift << (precision - 1) + Int(value >> UInt64(shift))
    }

    /// Takes a latency, nanoseconds.
    @inline(__always)
    func record(_ value: UInt64) {
        guard value < Self.end else { return others.record(value) }
        let index = Self.index(of: value)
        guard counts[index] != .max else { return others.record(value) }
        counts[index] += 1
        if value > largest { largest = value }
        sum += UInt128(value)
    }

    /// Everything recorded.
    var histogram: LatencyHistogram {
        var parts = LatencyHistogram.Parts(sum: sum, max: largest)
        for index in 0..<Self.size where counts[index] != 0 {
            let shift = max(0, index >> (Self.precision - 1) - 1)
            let value = UInt64(index - shift << (Self.precision - 1)) << UInt64(shift)
            parts.append(value, UInt64(counts[index]))
        }
        var whole = LatencyHistogram(parts)
        whole.add(others)
        return whole
    }
}
