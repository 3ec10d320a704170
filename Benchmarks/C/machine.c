#include "machine.h"

#include "arguments.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int64_t nanoseconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void pin_to(double cpu) {
    if (cpu < 0) return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((int)cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0) fail("cannot pin to --cpu");
}

void on_stop(void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler};
    sigaction(SIGTERM, &action, 0);
    sigaction(SIGINT, &action, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
}

int64_t resident_bytes(void) {
    FILE *file = fopen("/proc/self/statm", "r");
    long long pages = 0;
    if (!file || fscanf(file, "%*s %lld", &pages) != 1) fail("/proc/self/statm");
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE);
}
