#ifndef SHIM_SOCKET_H
#define SHIM_SOCKET_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A non-blocking, close-on-exec TCP socket (IPv4), or -errno.
int shim_tcp_socket(void);

/// The same in another network namespace, given by its file (`/run/netns/NAME`); needs root. The calling thread is back in
/// its own afterwards. The socket, or -errno.
int shim_tcp_socket_in(const char *namespace_file);

/// Asks for software receive stamps (SO_TIMESTAMPING). 0 or -errno.
int shim_enable_receive_stamps(int descriptor);

/// TCP_MAXSEG; takes effect when set before connecting. 0 or -errno.
int shim_set_segment_size(int descriptor, int bytes);

/// TCP_NODELAY. 0 or -errno.
int shim_set_no_delay(int descriptor);

/// SO_RCVLOWAT: the socket counts as readable only with so many bytes (or at its end). 0 or -errno.
int shim_set_receive_low_water(int descriptor, int bytes);

/// SO_RCVBUF, which the kernel doubles and bounds; it no longer grows by itself. 0 or -errno.
int shim_set_receive_buffer(int descriptor, int bytes);

/// SO_LINGER of 0 s: closing sends a reset and keeps no TIME_WAIT. 0 or -errno.
int shim_set_reset_on_close(int descriptor);

/// Starts connecting to an IPv4 literal: 0 when connected at once, else -errno; -EINPROGRESS is the usual answer.
int shim_connect(int descriptor, const char *host, uint16_t port);

/// Binds to an IPv4 literal (port 0: a free one) with SO_REUSEADDR and listens. 0 or -errno.
int shim_listen(int descriptor, const char *host, uint16_t port, int backlog);

/// Accepts a non-blocking, close-on-exec connection, or -errno.
int shim_accept(int listener);

/// The local or the peer's port, or -errno.
int shim_local_port(int descriptor);
int shim_peer_port(int descriptor);

/// SO_ERROR as -errno, 0 when there is none.
int shim_socket_error(int descriptor);

/// Reads what is there, up to `capacity`, without waiting. Bytes (0: the peer has closed), or -errno (-EAGAIN).
/// `stamp`: CLOCK_REALTIME nanoseconds at which the kernel received the last of them; 0 when it gave none.
ssize_t shim_receive(int descriptor, void *buffer, size_t capacity, int64_t *stamp);

/// How many bytes wait, up to `most`, and the stamp of the last of them, without taking or copying any (MSG_PEEK with
/// MSG_TRUNC). Bytes (0: the peer has closed), or -errno (-EAGAIN).
ssize_t shim_peek(int descriptor, size_t most, int64_t *stamp);

/// Binds to a local address (host byte order) whose port the kernel chooses when the socket connects, so that
/// each address has its own ports. 0 or -errno.
int shim_bind_address(int descriptor, uint32_t address);

/// Sends what fits, without waiting and without SIGPIPE. Bytes, or -errno.
ssize_t shim_send(int descriptor, const void *bytes, size_t count);

/// Bytes received that nobody has read yet (SIOCINQ), or -errno.
int shim_unread(int descriptor);

/// shutdown(SHUT_WR). 0 or -errno.
int shim_shutdown_write(int descriptor);

int shim_close(int descriptor);

/// What TCP_INFO counts over a connection's life.
struct shim_tcp_counters {
    /// Payload bytes handed to IP, retransmits included.
    uint64_t bytes_sent;
    /// Payload bytes of ours that the peer acknowledged (and one for the SYN).
    uint64_t bytes_acked;
    /// Payload bytes received in order.
    uint64_t bytes_received;
    uint64_t bytes_retransmitted;
    /// Segments both with and without payload (RFC 4898 tcpEStatsPerfSegsOut and SegsIn).
    uint32_t segments_out;
    uint32_t segments_in;
    uint32_t retransmits;
    /// Segments sent and not yet acknowledged.
    uint32_t unacknowledged;
};

/// 0 or -errno.
int shim_tcp_counters(int descriptor, struct shim_tcp_counters *counters);

#endif
