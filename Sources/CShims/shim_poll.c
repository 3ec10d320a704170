#define _GNU_SOURCE
#include "shim_poll.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

_Static_assert(EPOLLIN == 0x0001 && EPOLLOUT == 0x0004 && EPOLLERR == 0x0008, "values of shim_poll.h");
_Static_assert(EPOLLHUP == 0x0010 && EPOLLRDHUP == 0x2000, "values of shim_poll.h");

enum { shim_most_events = 512 };

int shim_epoll_create(void) {
    int descriptor = epoll_create1(EPOLL_CLOEXEC);
    return descriptor >= 0 ? descriptor : -errno;
}

static int shim_epoll_control(int epoll, int operation, int descriptor, uint32_t readiness, uint64_t token) {
    struct epoll_event event = {.events = readiness, .data.u64 = token};
    return epoll_ctl(epoll, operation, descriptor, &event) == 0 ? 0 : -errno;
}

int shim_epoll_add(int epoll, int descriptor, uint32_t readiness, uint64_t token) {
    return shim_epoll_control(epoll, EPOLL_CTL_ADD, descriptor, readiness, token);
}

int shim_epoll_modify(int epoll, int descriptor, uint32_t readiness, uint64_t token) {
    return shim_epoll_control(epoll, EPOLL_CTL_MOD, descriptor, readiness, token);
}

int shim_epoll_remove(int epoll, int descriptor) {
    return shim_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0);
}

static int shim_unpack(int count, const struct epoll_event *packed, struct shim_event *events) {
    if (count < 0) return errno == EINTR ? 0 : -errno;
    for (int i = 0; i < count; i++) {
        events[i].token = packed[i].data.u64;
        events[i].readiness = packed[i].events;
    }
    return count;
}

int shim_epoll_wait(int epoll, struct shim_event *events, int capacity, int milliseconds) {
    struct epoll_event packed[shim_most_events];
    if (capacity > shim_most_events) capacity = shim_most_events;
    // Not by epoll_wait(3): in a program of several threads it is a cancellation point, at a price each time.
    int count = (int)syscall(SYS_epoll_pwait, epoll, packed, capacity, milliseconds, 0, 0);
    return shim_unpack(count, packed, events);
}

int shim_epoll_wait_briefly(int epoll, struct shim_event *events, int capacity, int64_t nanoseconds) {
    struct epoll_event packed[shim_most_events];
    if (capacity > shim_most_events) capacity = shim_most_events;
    struct timespec wait = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    return shim_unpack((int)syscall(SYS_epoll_pwait2, epoll, packed, capacity, &wait, 0, 0), packed, events);
}

void shim_sleep(int64_t nanoseconds) {
    struct timespec length = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    // Not by nanosleep(3), for the same reason.
    syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &length, 0);
}

void shim_timer_slack_set(int64_t nanoseconds) { prctl(PR_SET_TIMERSLACK, (unsigned long)nanoseconds); }

int shim_timer_create(void) {
    int descriptor = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return descriptor >= 0 ? descriptor : -errno;
}

int shim_timer_set(int timer, int64_t instant) {
    struct itimerspec when = {
        .it_value = {.tv_sec = instant / 1000000000, .tv_nsec = instant % 1000000000},
    };
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, 0) == 0 ? 0 : -errno;
}

int shim_wakeup_create(void) {
    int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return descriptor >= 0 ? descriptor : -errno;
}

int shim_wakeup_signal(int wakeup) {
    uint64_t one = 1;
    ssize_t written;
    do { written = write(wakeup, &one, sizeof one); } while (written < 0 && errno == EINTR);
    return written >= 0 || errno == EAGAIN ? 0 : -errno;
}

void shim_drain(int descriptor) {
    uint64_t count;
    ssize_t got;
    do { got = read(descriptor, &count, sizeof count); } while (got < 0 && errno == EINTR);
}
