#ifndef MACHINE_H
#define MACHINE_H

#include <stdint.h>
#include <time.h>

/// Nanoseconds of a clock: CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID or
/// CLOCK_THREAD_CPUTIME_ID.
int64_t nanoseconds(clockid_t clock);

/// Pins the calling thread to one CPU; a negative number leaves it alone. Ends the program when there is no
/// such CPU.
void pin_to(double cpu);

/// Has SIGINT and SIGTERM call `handler`, even if whoever started this program had them blocked.
void on_stop(void (*handler)(int));

/// Resident memory of this process in bytes (the second field of /proc/self/statm).
int64_t resident_bytes(void);

#endif
