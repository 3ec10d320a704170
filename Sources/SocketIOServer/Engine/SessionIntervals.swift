import NIOCore
import SocketIO

/// The configured durations as the state machines take them: nanoseconds.
struct SessionIntervals: Sendable {
    let engine: EngineSessionTiming
    let connectTimeout: UInt64

    init(_ configuration: SocketIOServerConfiguration) {
        engine = EngineSessionTiming(
            pingInterval: configuration.pingInterval.wholeNanoseconds,
            pingTimeout: configuration.pingTimeout.wholeNanoseconds,
            upgradeTimeout: configuration.upgradeTimeout.wholeNanoseconds,
            firstRequestTimeout: configuration.firstRequestTimeout.wholeNanoseconds)
        connectTimeout = configuration.connectTimeout.wholeNanoseconds
    }
}

extension Duration {
    /// Nanoseconds, at most ten years, so that sums of times never overflow.
    var wholeNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let tenYears: Int64 = 315_360_000
        return UInt64(min(seconds, tenYears)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }

    /// Milliseconds, as the open packet tells them.
    var wholeMilliseconds: Int { Int((wholeNanoseconds + 500_000) / 1_000_000) }
}
