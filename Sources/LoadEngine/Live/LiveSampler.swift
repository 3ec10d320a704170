/// Picks some of what a loop records, for those who watch; while nobody does, nothing.
///
/// Every `stride`th message is picked, and of a batch one entry, which stands for all of them. Between two
/// updates of the board at most `capacity` are kept: when they are too many, every other one goes and the stride
/// doubles, so that what is left is still spread evenly over the burst (the last clients of a fan-out are the
/// late ones). A message thus costs a comparison, and an update of the board a bounded time.
struct LiveSampler {
    private struct Pick {
        var bucket: Int32
        /// Entries of its message.
        var weight: UInt32
    }

    /// The count of messages from which on the next one is picked.
    private(set) var due: UInt64 = .max
    /// Of the target's clock against this host's, nanoseconds; stamps are its.
    private var clockOffset: Int64 = 0
    private var picks: [Pick] = []
    private var stride: UInt64 = 1
    private var random: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Most kept between two updates of the board.
    static let capacity = 128

    /// From now on messages are picked. The only allocation is here.
    mutating func begin(clockOffset: Int64) {
        self.clockOffset = clockOffset
        picks.reserveCapacity(Self.capacity)
        due = 0
    }

    /// Which of a message's entries is picked; drawn, since the first of a batch has always waited longest.
    mutating func choice(of count: Int) -> Int {
        guard count > 1 else { return 0 }
        return Int(draw() >> 33) % count
    }

    /// Takes the message that was due.
    ///
    /// - Parameters:
    ///   - nanoseconds: from a stamp of the target's, or an intended instant of this host's, to the arrival.
    ///   - isStamped: the former.
    ///   - weight: entries it stands for.
    ///   - messages: received so far, this one among them.
    mutating func pick(_ nanoseconds: Int64, isStamped: Bool, weight: Int, messages: UInt64) {
        if picks.count == Self.capacity { halve() }
        let latency = isStamped ? nanoseconds &+ clockOffset : nanoseconds
        picks.append(
            Pick(bucket: Int32(LiveLatencies.bucket(of: latency)), weight: UInt32(clamping: weight)))
        due = messages &+ stride
    }

    /// Leaves what was picked on the board, and picks on.
    mutating func publish(to tally: LiveTally, messages: UInt64) {
        guard due != .max else { return }
        for pick in picks {
            tally.count(bucket: Int(pick.bucket), weight: UInt32(clamping: UInt64(pick.weight) * stride))
        }
        if picks.count < Self.capacity / 4, stride > 1 { stride /= 2 }
        picks.removeAll(keepingCapacity: true)
        due = messages &+ 1 &+ draw() % stride
    }

    /// Every other pick goes, in place.
    private mutating func halve() {
        var kept = 0
        for index in Swift.stride(from: 1, to: picks.count, by: 2) {
            picks[kept] = picks[index]
            kept += 1
        }
        picks.removeLast(picks.count - kept)
        stride *= 2
    }

    /// Multiplication and addition modulo 2^64 (Knuth, The Art of Computer Programming 3.3.4, MMIX's numbers).
    private mutating func draw() -> UInt64 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return random >> 16
    }
}
