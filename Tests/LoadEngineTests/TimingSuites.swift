import Testing

/// What reads clocks runs alone: one after another, so that tests do not make each other late.
@Suite("Timing", .serialized)
struct TimingSuites {}
