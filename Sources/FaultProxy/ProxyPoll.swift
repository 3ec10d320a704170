import CShims
import Glibc

/// Whose event it is.
struct ProxyToken: Equatable {
    var raw: UInt64

    init(raw: UInt64) { self.raw = raw }

    /// A connection's end: 31 bits of generation, 32 of slot, 1 of end.
    init(slot: Int, generation: UInt32, end: ConnectionCut.End) {
        raw = UInt64(generation & 0x7FFF_FFFF) << 33 | UInt64(UInt32(slot)) << 1 | (end == .client ? 0 : 1)
    }

    static let listener = ProxyToken(raw: .max)
    static let wakeup = ProxyToken(raw: .max - 1)
    static let timer = ProxyToken(raw: .max - 2)

    var slot: Int { Int(raw >> 1 & 0xFFFF_FFFF) }
    var generation: UInt32 { UInt32(raw >> 33) }
    var end: ConnectionCut.End { raw & 1 == 0 ? .client : .server }
}

/// An epoll instance with a timer, for the thread that made it. Level-triggered.
final class ProxyPoll {
    private let epoll: Int32
    private let timer: Int32
    private let events: UnsafeMutablePointer<shim_event>
    private static let capacity: Int32 = 512
    /// What the timer is armed for; 0 when it is not.
    private var armed: Int64 = 0

    init() throws(ProxyError) {
        epoll = shim_epoll_create()
        timer = shim_timer_create()
        events = .allocate(capacity: Int(Self.capacity))
        events.initialize(repeating: shim_event(), count: Int(Self.capacity))
        let problem = min(epoll, timer)
        guard problem >= 0 else { throw ProxyError.system("making an epoll instance", code: problem) }
        try watch(timer, for: shim_readable, as: .timer)
    }

    deinit {
        events.deallocate()
        if timer >= 0 { _ = shim_close(timer) }
        if epoll >= 0 { _ = shim_close(epoll) }
    }

    func watch(_ descriptor: Int32, for readiness: UInt32, as token: ProxyToken) throws(ProxyError) {
        let result = shim_epoll_add(epoll, descriptor, readiness, token.raw)
        guard result == 0 else { throw ProxyError.system("watching a descriptor", code: result) }
    }

    func unwatch(_ descriptor: Int32) { _ = shim_epoll_remove(epoll, descriptor) }

    /// Has epoll tell what `readiness` says about a relay's end, and nothing when that is nothing. False when
    /// the kernel refuses.
    func update(_ end: RelayEnd, to readiness: UInt32, as token: ProxyToken) -> Bool {
        guard end.descriptor >= 0 else { return true }
        let wanted: UInt32? = readiness == 0 ? nil : readiness
        guard wanted != end.watched else { return true }
        let result: Int32
        if let wanted {
            result =
                end.watched == nil
                ? shim_epoll_add(epoll, end.descriptor, wanted, token.raw)
                : shim_epoll_modify(epoll, end.descriptor, wanted, token.raw)
        } else {
            result = shim_epoll_remove(epoll, end.descriptor)
        }
        end.watched = wanted
        return result == 0
    }

    /// Waits for events or for `deadline` (CLOCK_MONOTONIC; the largest instant: for ever). How many events
    /// `event(at:)` then holds, the timer's among them.
    func wait(until deadline: Int64, now: Int64) throws(ProxyError) -> Int {
        var milliseconds: Int32 = -1
        if deadline <= now {
            milliseconds = 0
        } else if deadline != armed, deadline < .max {
            let result = shim_timer_set(timer, deadline)
            guard result == 0 else { throw ProxyError.system("arming a timer", code: result) }
            armed = deadline
        }
        let count = shim_epoll_wait(epoll, events, Self.capacity, milliseconds)
        guard count >= 0 else { throw ProxyError.system("waiting for events", code: count) }
        return Int(count)
    }

    func event(at index: Int) -> (token: ProxyToken, readiness: UInt32) {
        let event = (token: ProxyToken(raw: events[index].token), readiness: events[index].readiness)
        if event.token == .timer {
            shim_drain(timer)
            armed = 0
        }
        return event
    }
}
