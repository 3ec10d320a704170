#ifndef SHIM_POLL_H
#define SHIM_POLL_H

#include <stdint.h>

/// Readiness, equal to EPOLLIN, EPOLLOUT, EPOLLERR, EPOLLHUP and EPOLLRDHUP.
static const uint32_t shim_readable = 0x0001;
static const uint32_t shim_writable = 0x0004;
static const uint32_t shim_error = 0x0008;
static const uint32_t shim_hangup = 0x0010;
static const uint32_t shim_peer_closed = 0x2000;

/// An unpacked `epoll_event`.
struct shim_event {
    uint64_t token;
    uint32_t readiness;
};

/// A new epoll descriptor, or -errno.
int shim_epoll_create(void);

/// Adds, changes or removes a descriptor; `token` comes back with its events. 0 or -errno.
int shim_epoll_add(int epoll, int descriptor, uint32_t readiness, uint64_t token);
int shim_epoll_modify(int epoll, int descriptor, uint32_t readiness, uint64_t token);
int shim_epoll_remove(int epoll, int descriptor);

/// Waits up to `milliseconds` (-1: for ever) for at most `capacity` (and 512) events.
/// How many came, 0 too when a signal interrupted; or -errno.
int shim_epoll_wait(int epoll, struct shim_event *events, int capacity, int milliseconds);

/// The same with a wait of nanoseconds (0: none). -ENOSYS where the kernel has no such call (before Linux 5.11).
int shim_epoll_wait_briefly(int epoll, struct shim_event *events, int capacity, int64_t nanoseconds);

/// Sleeps for nanoseconds; a signal ends it.
void shim_sleep(int64_t nanoseconds);

/// PR_SET_TIMERSLACK of the calling thread: how much later than asked its waits may end.
void shim_timer_slack_set(int64_t nanoseconds);

/// A timer on CLOCK_MONOTONIC, readable when due; or -errno.
int shim_timer_create(void);

/// Arms the timer for an instant of CLOCK_MONOTONIC in nanoseconds (one past is due at once); 0 disarms. 0 or -errno.
int shim_timer_set(int timer, int64_t instant);

/// A counter that makes its descriptor readable once signalled, from any thread; or -errno.
int shim_wakeup_create(void);
int shim_wakeup_signal(int wakeup);

/// Empties a timer or a wakeup, so that it is no longer readable.
void shim_drain(int descriptor);

#endif
