// Slows a server down by a known share, for checking that `bench gate` notices: LD_PRELOAD it and set
// GATE_SHIM_BURN=0.1, and every thread that sends burns one tenth of the CPU time it used for itself on top.
//
// The burning happens inside send, sendto, sendmsg, writev and write to a socket, a few times in a thousand calls, so
// that reading the thread's clock costs next to nothing: what a thread owes is kept as a balance, not paid by the call.
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define CALLS_BETWEEN_LOOKS 64

static double share = -1;

// Nanoseconds that this thread burned so far, and calls since it last looked.
static __thread long long burned;
static __thread unsigned calls;

static void read_share(void) {
    const char *text = getenv("GATE_SHIM_BURN");
    double wanted = text ? strtod(text, NULL) : 0;
    share = wanted > 0 && wanted < 100 ? wanted : 0;
}

__attribute__((constructor)) static void start(void) { read_share(); }

static long long thread_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

// Burns until the thread's own work and what it burned stand in the wanted relation.
static void pay(void) {
    if (share <= 0 || ++calls % CALLS_BETWEEN_LOOKS) return;
    long long now = thread_time();
    long long due = (long long)(share * (double)(now - burned)) - burned;
    if (due <= 0) return;
    long long end = now + due;
    while (thread_time() < end) {}
    burned += due;
}

// The function behind ours, looked up once; a race between two threads finds the same address.
#define NEXT(name) ({ \
    static __typeof__(&name) next; \
    if (!next) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name); \
    next; \
})

ssize_t send(int socket, const void *bytes, size_t count, int flags) {
    ssize_t result = NEXT(send)(socket, bytes, count, flags);
    pay();
    return result;
}

ssize_t sendto(
    int socket, const void *bytes, size_t count, int flags, __CONST_SOCKADDR_ARG to, socklen_t length) {
    ssize_t result = NEXT(sendto)(socket, bytes, count, flags, to, length);
    pay();
    return result;
}

ssize_t sendmsg(int socket, const struct msghdr *message, int flags) {
    ssize_t result = NEXT(sendmsg)(socket, message, flags);
    pay();
    return result;
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
    ssize_t result = NEXT(writev)(descriptor, pieces, count);
    pay();
    return result;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    ssize_t result = NEXT(write)(descriptor, bytes, count);
    pay();
    return result;
}
