#ifndef SHIM_SPAWN_H
#define SHIM_SPAWN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Starts a program in a process group of its own, its standard input one end of a stream socket pair and its
/// standard output this process's standard error. `arguments` ends in a null. Its pid, with the other end of
/// the pair in `peer`; or -errno.
pid_t shim_spawn_peer(const char *path, char *const arguments[], int *peer);

/// How a process ended, once it has: 0, with `status` as waitpid(2) gives it; -EAGAIN while it runs; or -errno.
int shim_reap(pid_t process, int *status);

/// Sends a signal. 0 or -errno.
int shim_signal(pid_t process, int signal);

/// Sends everything, waiting as long as that takes, without SIGPIPE. 0 or -errno.
int shim_send_all(int socket, const void *bytes, size_t count);

/// Waits until `descriptor` is readable, `milliseconds` at most. 1 readable (or at its end), 0 not, or -errno.
int shim_wait_readable(int descriptor, int milliseconds);

/// What there is to read, waiting for the first byte. Bytes, 0 at the end, or -errno.
ssize_t shim_read_some(int descriptor, void *buffer, size_t capacity);

#endif
