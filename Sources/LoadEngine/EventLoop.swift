import CShims
import Glibc

/// Says which part of a worker an epoll event belongs to.
struct Token: Equatable {
    enum Kind: UInt64 {
        /// The loop's own timer and wakeup.
        case own = 0
        case push = 1
        /// libcurl's descriptors.
        case transfer = 2
        /// The fleet's own HTTP connections.
        case exchange = 3
        /// The submitter's own HTTP connections.
        case submission = 4
        /// The connection that emits triggers.
        case trigger = 5
    }

    var raw: UInt64

    init(raw: UInt64) { self.raw = raw }

    init(_ kind: Kind, _ number: UInt32) {
        raw = kind.rawValue << 32 | UInt64(number)
    }

    var kind: Kind { Kind(rawValue: raw >> 32) ?? .own }
    var number: UInt32 { UInt32(truncatingIfNeeded: raw) }
}

/// One epoll instance with a timer of nanosecond resolution, for the thread that made it.
///
/// Level-triggered: what one turn leaves unread is reported again by the next.
final class EventLoop {
    private let epoll: Int32
    private let timer: Int32
    private let events: UnsafeMutablePointer<shim_event>
    private let capacity: Int32 = 512
    private var armed: Int64 = 0
    private var canWaitBriefly = true

    /// `wakeup` makes `wait` return when signalled from another thread; it stays the caller's.
    init(wakeup: Int32) throws(LoadError) {
        shim_timer_slack_set(1)
        let epoll = shim_epoll_create()
        guard epoll >= 0 else { throw LoadError.system("creating an epoll instance", code: epoll) }
        let timer = shim_timer_create()
        guard timer >= 0 else {
            _ = shim_close(epoll)
            throw LoadError.system("creating a timer", code: timer)
        }
        self.epoll = epoll
        self.timer = timer
        events = .allocate(capacity: Int(capacity))
        events.initialize(repeating: shim_event(), count: Int(capacity))
        for descriptor in [timer, wakeup] {
            let token = Token(.own, UInt32(descriptor))
            let result = shim_epoll_add(epoll, descriptor, shim_readable, token.raw)
            guard result == 0 else { throw LoadError.system("watching a descriptor", code: result) }
        }
    }

    deinit {
        events.deallocate()
        _ = shim_close(timer)
        _ = shim_close(epoll)
    }

    func add(_ descriptor: Int32, readiness: UInt32, token: Token) -> Int32 {
        shim_epoll_add(epoll, descriptor, readiness, token.raw)
    }

    func modify(_ descriptor: Int32, readiness: UInt32, token: Token) -> Int32 {
        shim_epoll_modify(epoll, descriptor, readiness, token.raw)
    }

    func remove(_ descriptor: Int32) {
        _ = shim_epoll_remove(epoll, descriptor)
    }

    /// Waits for events or for `deadline` (CLOCK_MONOTONIC), whichever is first, or until about `rough`.
    /// How many events `event(at:)` then holds. Returns at once, with none, shortly before the deadline.
    func wait(until deadline: Int64, about rough: Int64 = .max, now: Int64) throws(LoadError) -> Int {
        let count = try pause(Pause(until: deadline, about: rough, now: now), deadline)
        guard count >= 0 else { throw LoadError.system("waiting for events", code: count) }
        for index in 0..<Int(count) {
            let token = Token(raw: events[index].token)
            guard token.kind == .own else { continue }
            shim_drain(Int32(token.number))
            if Int32(token.number) == timer { armed = 0 }
        }
        return Int(count)
    }

    /// A short wait needs no timer, which costs two system calls; a long one ends too late by a
    /// thousandth without it.
    private func pause(_ pause: Pause, _ deadline: Int64) throws(LoadError) -> Int32 {
        switch pause {
        case .none: return shim_epoll_wait(epoll, events, capacity, 0)
        case .roughly(let milliseconds): return shim_epoll_wait(epoll, events, capacity, milliseconds)
        case .briefly(let nanoseconds) where canWaitBriefly:
            let count = shim_epoll_wait_briefly(epoll, events, capacity, nanoseconds)
            guard count == -ENOSYS else { return count }
            canWaitBriefly = false
        case .briefly, .timed: break
        }
        if armed != deadline {
            let result = shim_timer_set(timer, deadline)
            guard result == 0 else { throw LoadError.system("arming a timer", code: result) }
            armed = deadline
        }
        return shim_epoll_wait(epoll, events, capacity, 1000)
    }

    func event(at index: Int) -> (token: Token, readiness: UInt32) {
        (Token(raw: events[index].token), events[index].readiness)
    }
}
