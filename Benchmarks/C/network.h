#ifndef NETWORK_H
#define NETWORK_H

#include <stdint.h>
#include <sys/types.h>

/// A non-blocking listening socket on 127.0.0.1; port 0 takes a free one. Ends the program when it cannot be
/// had.
int listen_on(uint16_t port);

/// The port a socket is bound to.
uint16_t local_port(int descriptor);

/// Accepts a non-blocking connection with TCP_NODELAY, or -1 with errno.
int accept_from(int listener);

/// Starts connecting to an IPv4 address, with TCP_NODELAY, receive stamps and Ethernet-sized segments. -1
/// with errno.
int start_connecting(const char *host, uint16_t port);

/// Sends what fits without waiting: bytes (0 when the socket is full), or -1 when the connection is gone.
ssize_t send_some(int descriptor, const void *bytes, size_t count);

#endif
