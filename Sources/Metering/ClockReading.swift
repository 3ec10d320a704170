import CShims

/// The machine's clocks, read together. Differences between readings tell what happened to time itself.
package struct ClockReading: Sendable, Equatable {
    /// CLOCK_MONOTONIC.
    package var monotonic: Int64
    /// CLOCK_REALTIME, which can be set.
    package var realtime: Int64
    /// CLOCK_BOOTTIME, which goes on while the machine is suspended.
    package var boot: Int64
    /// CLOCK_MONOTONIC_RAW, which time synchronisation does not slew.
    package var raw: Int64
    /// How long the reading took, nanoseconds: the clocks' distances are known to so much.
    package var width: Int64

    package init(monotonic: Int64, realtime: Int64, boot: Int64, raw: Int64, width: Int64) {
        self.monotonic = monotonic
        self.realtime = realtime
        self.boot = boot
        self.raw = raw
        self.width = width
    }

    /// The quickest of three attempts, since any of them can be interrupted.
    package static func now() -> ClockReading {
        var best = attempt()
        for _ in 0..<2 {
            let next = attempt()
            if next.width < best.width { best = next }
        }
        return best
    }

    private static func attempt() -> ClockReading {
        let monotonic = shim_clock_monotonic()
        let realtime = shim_clock_realtime()
        let boot = shim_clock_boot()
        let raw = shim_clock_raw()
        return ClockReading(
            monotonic: monotonic, realtime: realtime, boot: boot, raw: raw,
            width: shim_clock_monotonic() - monotonic)
    }
}
