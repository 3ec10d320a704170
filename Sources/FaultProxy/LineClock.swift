import Statistics

/// Says when what enters one direction of a connection leaves it.
///
/// The line is a token bucket of `burst` bytes that fills at `bytesPerSecond` (kept as the instant at which the
/// line would be free, the virtual scheduling form of the leaky bucket in ITU-T I.371), followed by a delay with
/// jitter. Bytes that entered earlier never leave later.
struct LineClock {
    var conditions = LineConditions()
    /// When the line has carried all that entered before it, were it never idle longer than its burst.
    private var free: Int64 = .min
    /// When the last that entered leaves.
    private var last: Int64 = .min
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// Enters `count` bytes at `now`: when the last of them leaves.
    mutating func release(_ count: Int, at now: Int64) -> Int64 {
        var instant = now
        if let rate = conditions.bytesPerSecond {
            let saved = Int64(Double(conditions.burst) * 1e9 / rate)
            free = max(free, now - saved) + Int64((Double(count) * 1e9 / rate).rounded(.up))
            instant = max(now, free)
        }
        instant += conditions.delay
        if conditions.jitter > 0 { instant += Int64.random(in: 0...conditions.jitter, using: &random) }
        last = max(last, instant)
        return last
    }

    /// Forgets what has entered, for new conditions.
    mutating func restart(_ conditions: LineConditions) {
        self.conditions = conditions
        free = .min
        last = .min
    }

    /// How many bytes are to be taken in at once: so few that they dribble at a low rate rather than pass in
    /// lumps, about 20 a second and 512 bytes at least.
    func portion(of most: Int) -> Int {
        guard let rate = conditions.bytesPerSecond else { return most }
        return min(most, max(512, Int(min(rate / 20, 1e9))))
    }
}
