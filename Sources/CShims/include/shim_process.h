#ifndef SHIM_PROCESS_H
#define SHIM_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

/// CPUs a thread may run on, ascending, at most `capacity` of them in `cpus`; `thread` 0 is the calling one.
/// How many there are, or -errno.
int shim_affinity_get(pid_t thread, int32_t *cpus, int capacity);

/// Restricts a thread (0: the calling one) to these CPUs. 0 or -errno (EINVAL: none of them exists here).
int shim_affinity_set(pid_t thread, const int32_t *cpus, int count);

/// RLIMIT_NOFILE. 0 or -errno.
int shim_descriptor_limit_get(uint64_t *soft, uint64_t *hard);

/// Sets the soft RLIMIT_NOFILE. 0 or -errno.
int shim_descriptor_limit_set(uint64_t soft);

/// Names the calling thread, 15 characters at most, as `top -H` and perf show it.
void shim_thread_name(const char *name);

/// Lets the calling thread run only where nothing else wants to: SCHED_IDLE, or the lowest priority where that
/// is not allowed. 0 or -errno.
int shim_thread_background(void);

#endif
