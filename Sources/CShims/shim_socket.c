#define _GNU_SOURCE
#include "shim_socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int shim_tcp_socket(void) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return descriptor >= 0 ? descriptor : -errno;
}

int shim_tcp_socket_in(const char *namespace_file) {
    int own = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    if (own < 0) return -errno;
    int other = open(namespace_file, O_RDONLY | O_CLOEXEC);
    int result = other < 0 || setns(other, CLONE_NEWNET) != 0 ? -errno : 0;
    if (result == 0) {
        result = shim_tcp_socket();
        if (setns(own, CLONE_NEWNET) != 0) {
            int code = errno;
            if (result >= 0) close(result);
            result = -code;
        }
    }
    if (other >= 0) close(other);
    close(own);
    return result;
}

static int shim_set_option(int descriptor, int level, int option, int value) {
    return setsockopt(descriptor, level, option, &value, sizeof value) == 0 ? 0 : -errno;
}

int shim_enable_receive_stamps(int descriptor) {
    return shim_set_option(
        descriptor, SOL_SOCKET, SO_TIMESTAMPING, SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE);
}

int shim_set_segment_size(int descriptor, int bytes) {
    return shim_set_option(descriptor, IPPROTO_TCP, TCP_MAXSEG, bytes);
}

int shim_set_no_delay(int descriptor) { return shim_set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1); }

int shim_set_receive_low_water(int descriptor, int bytes) {
    return shim_set_option(descriptor, SOL_SOCKET, SO_RCVLOWAT, bytes);
}

int shim_set_receive_buffer(int descriptor, int bytes) {
    return shim_set_option(descriptor, SOL_SOCKET, SO_RCVBUF, bytes);
}

int shim_set_reset_on_close(int descriptor) {
    struct linger linger = {.l_onoff = 1, .l_linger = 0};
    return setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) == 0 ? 0 : -errno;
}

static int shim_address(const char *host, uint16_t port, struct sockaddr_in *address) {
    memset(address, 0, sizeof *address);
    address->sin_family = AF_INET;
    address->sin_port = htons(port);
    return inet_pton(AF_INET, host, &address->sin_addr) == 1 ? 0 : -EINVAL;
}

int shim_bind_address(int descriptor, uint32_t source) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(source)};
    int result = shim_set_option(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    if (result != 0) return result;
    return bind(descriptor, (struct sockaddr *)&address, sizeof address) == 0 ? 0 : -errno;
}

int shim_connect(int descriptor, const char *host, uint16_t port) {
    struct sockaddr_in address;
    int result = shim_address(host, port, &address);
    if (result != 0) return result;
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) return 0;
    // An interrupted connect goes on by itself.
    return errno == EINTR ? -EINPROGRESS : -errno;
}

int shim_listen(int descriptor, const char *host, uint16_t port, int backlog) {
    struct sockaddr_in address;
    int result = shim_address(host, port, &address);
    if (result != 0) return result;
    result = shim_set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    if (result != 0) return result;
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0) return -errno;
    return listen(descriptor, backlog) == 0 ? 0 : -errno;
}

int shim_accept(int listener) {
    int descriptor;
    do {
        descriptor = accept4(listener, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
    } while (descriptor < 0 && (errno == EINTR || errno == ECONNABORTED));
    return descriptor >= 0 ? descriptor : -errno;
}

int shim_local_port(int descriptor) {
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    return getsockname(descriptor, (struct sockaddr *)&address, &length) == 0 ? ntohs(address.sin_port) : -errno;
}

int shim_peer_port(int descriptor) {
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    return getpeername(descriptor, (struct sockaddr *)&address, &length) == 0 ? ntohs(address.sin_port) : -errno;
}

int shim_socket_error(int descriptor) {
    int error = 0;
    socklen_t length = sizeof error;
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? -error : -errno;
}

static ssize_t shim_receive_message(int descriptor, void *buffer, size_t capacity, int flags, int64_t *stamp) {
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(struct scm_timestamping)) + 64];
    } control;
    struct iovec vector = {.iov_base = buffer, .iov_len = capacity};
    struct msghdr message = {
        .msg_iov = &vector,
        .msg_iovlen = 1,
        .msg_control = &control,
        .msg_controllen = sizeof control,
    };
    *stamp = 0;
    ssize_t count;
    // Not by recvmsg(3), a cancellation point like epoll_wait(3).
    do {
        count = syscall(SYS_recvmsg, descriptor, &message, flags | MSG_DONTWAIT);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part != 0; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPING) continue;
        struct scm_timestamping stamps;
        memcpy(&stamps, CMSG_DATA(part), sizeof stamps);
        // The first of the three is the software stamp.
        *stamp = (int64_t)stamps.ts[0].tv_sec * 1000000000 + stamps.ts[0].tv_nsec;
    }
    return count;
}

ssize_t shim_receive(int descriptor, void *buffer, size_t capacity, int64_t *stamp) {
    return shim_receive_message(descriptor, buffer, capacity, 0, stamp);
}

ssize_t shim_peek(int descriptor, size_t most, int64_t *stamp) {
    // With MSG_TRUNC the kernel counts and stamps TCP bytes without copying them, so the buffer is never written.
    static char never_written[1 << 20];
    if (most > sizeof never_written) most = sizeof never_written;
    return shim_receive_message(descriptor, never_written, most, MSG_PEEK | MSG_TRUNC, stamp);
}

ssize_t shim_send(int descriptor, const void *bytes, size_t count) {
    ssize_t sent;
    do { sent = send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT); } while (sent < 0 && errno == EINTR);
    return sent >= 0 ? sent : -errno;
}

int shim_shutdown_write(int descriptor) { return shutdown(descriptor, SHUT_WR) == 0 ? 0 : -errno; }

int shim_unread(int descriptor) {
    int bytes = 0;
    return ioctl(descriptor, SIOCINQ, &bytes) == 0 ? bytes : -errno;
}

int shim_close(int descriptor) { return close(descriptor) == 0 ? 0 : -errno; }

int shim_tcp_counters(int descriptor, struct shim_tcp_counters *counters) {
    struct tcp_info info;
    memset(&info, 0, sizeof info);
    socklen_t length = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) return -errno;
    counters->bytes_sent = info.tcpi_bytes_sent;
    counters->bytes_acked = info.tcpi_bytes_acked;
    counters->bytes_received = info.tcpi_bytes_received;
    counters->bytes_retransmitted = info.tcpi_bytes_retrans;
    counters->segments_out = info.tcpi_segs_out;
    counters->segments_in = info.tcpi_segs_in;
    counters->retransmits = info.tcpi_total_retrans;
    counters->unacknowledged = info.tcpi_unacked;
    return 0;
}
