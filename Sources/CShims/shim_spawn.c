#define _GNU_SOURCE
#include "shim_spawn.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int shim_spawn_on(const char *path, char *const arguments[], int input, pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) return -error;
    error = posix_spawnattr_init(&attributes);
    if (error == 0) {
        sigset_t none, usual;
        sigemptyset(&none);
        sigemptyset(&usual);
        sigaddset(&usual, SIGINT);
        sigaddset(&usual, SIGTERM);
        sigaddset(&usual, SIGPIPE);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &usual);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        error = posix_spawn_file_actions_adddup2(&actions, input, 0);
        if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, 2, 1);
        if (error == 0) error = posix_spawn(process, path, &actions, &attributes, arguments, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return -error;
}

pid_t shim_spawn_peer(const char *path, char *const arguments[], int *peer) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return -errno;
    pid_t process = 0;
    int result = shim_spawn_on(path, arguments, pair[1], &process);
    close(pair[1]);
    if (result != 0) {
        close(pair[0]);
        return result;
    }
    *peer = pair[0];
    return process;
}

int shim_reap(pid_t process, int *status) {
    pid_t ended;
    do { ended = waitpid(process, status, WNOHANG); } while (ended < 0 && errno == EINTR);
    if (ended < 0) return -errno;
    return ended == process ? 0 : -EAGAIN;
}

int shim_signal(pid_t process, int signal) { return kill(process, signal) == 0 ? 0 : -errno; }

int shim_send_all(int socket, const void *bytes, size_t count) {
    const char *next = bytes;
    while (count > 0) {
        ssize_t sent = send(socket, next, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return -errno;
        next += sent;
        count -= (size_t)sent;
    }
    return 0;
}

int shim_wait_readable(int descriptor, int milliseconds) {
    struct pollfd wanted = {.fd = descriptor, .events = POLLIN};
    int count = poll(&wanted, 1, milliseconds);
    if (count < 0) return errno == EINTR ? 0 : -errno;
    return count > 0;
}

ssize_t shim_read_some(int descriptor, void *buffer, size_t capacity) {
    ssize_t count;
    do { count = read(descriptor, buffer, capacity); } while (count < 0 && errno == EINTR);
    return count >= 0 ? count : -errno;
}
