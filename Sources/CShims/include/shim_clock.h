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

/// CPU time the calling thread has used, nanoseconds.
static inline int64_t shim_clock_thread_cpu(void) { return shim_clock(CLOCK_THREAD_CPUTIME_ID); }

/// CPU time the calling process has used, all threads, nanoseconds.
static inline int64_t shim_clock_own_cpu(void) { return shim_clock(CLOCK_PROCESS_CPUTIME_ID); }

/// The CPU clock of a process, for repeated reading with `shim_clock_read`. 0 or -errno (ESRCH: no such process).
static inline int shim_process_clock(pid_t process, clockid_t *clock) {
    return -clock_getcpuclockid(process, clock);
}

/// Reads any clock. 0 or -errno.
static inline int shim_clock_read(clockid_t clock, int64_t *nanoseconds) {
    struct timespec now;
    if (clock_gettime(clock, &now) != 0) return -errno;
    *nanoseconds = shim_nanoseconds(now);
    return 0;
}

/// CPU time a process has used, all its threads, user and system together, nanoseconds. 0 or -errno.
static inline int shim_process_cpu(pid_t process, int64_t *nanoseconds) {
    clockid_t clock;
    int result = shim_process_clock(process, &clock);
    return result != 0 ? result : shim_clock_read(clock, nanoseconds);
}

#endif
