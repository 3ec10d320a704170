#define _GNU_SOURCE
#include "shim_process.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>

int shim_affinity_get(pid_t thread, int32_t *cpus, int capacity) {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(thread, sizeof set, &set) != 0) return -errno;
    int count = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (!CPU_ISSET(cpu, &set)) continue;
        if (count < capacity) cpus[count] = cpu;
        count++;
    }
    return count;
}

int shim_affinity_set(pid_t thread, const int32_t *cpus, int count) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int i = 0; i < count; i++) {
        if (cpus[i] < 0 || cpus[i] >= CPU_SETSIZE) return -EINVAL;
        CPU_SET(cpus[i], &set);
    }
    return sched_setaffinity(thread, sizeof set, &set) == 0 ? 0 : -errno;
}

int shim_descriptor_limit_get(uint64_t *soft, uint64_t *hard) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -errno;
    *soft = limit.rlim_cur;
    *hard = limit.rlim_max;
    return 0;
}

int shim_descriptor_limit_set(uint64_t soft) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -errno;
    limit.rlim_cur = soft;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? 0 : -errno;
}

void shim_thread_name(const char *name) { pthread_setname_np(pthread_self(), name); }

int shim_thread_background(void) {
    struct sched_param none = {0};
    if (sched_setscheduler(0, SCHED_IDLE, &none) == 0) return 0;
    // On Linux a priority is a thread's, and 0 the calling one.
    return setpriority(PRIO_PROCESS, 0, 19) == 0 ? 0 : -errno;
}
