#ifndef SHIM_CLOCK_H
#define SHIM_CLOCK_H

#include <errno.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

static inline int64_t shim_nanoseconds(struct timespec t) {
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static inline int64_t shim_clock(clockid_t clock) {
    struct timespec now = {0, 0};
    clock_gettime(clock, &now);
    return shim_nanoseconds(now);
}

/// CLOCK_REALTIME, the clock of the kernel's receive stamps, nanoseconds.
static inline int64_t shim_clock_realtime(void) { return shim_clock(CLOCK_REALTIME); }

/// CLOCK_MONOTONIC, nanoseconds.
static inline int64_t shim_clock_monotonic(void) { return shim_clock(CLOCK_MONOTONIC); }

/// CLOCK_BOOTTIME, nanoseconds: CLOCK_MONOTONIC that goes on while the machine is suspended.
static inline int64_t shim_clock_boot(void) { return shim_clock(CLOCK_BOOTTIME); }

/// CLOCK_MONOTONIC_RAW, nanoseconds: not slewed by time synchronisation.
static inline int64_t shim_clock_raw(void) { return shim_clock(CLOCK_MONOTONIC_RAW); }

/// CPU time the calling thread has used, nanoseconds.
static inline int64_t shim_clock_thread_cpu(void) { return shim_clock(CLOCK_THREAD_CPUTIME_ID); }

#endif
