#ifndef SENDER_LOOP_H
#define SENDER_LOOP_H

#include "sender_connection.h"

/// The sender's listening socket, its connections and the epoll instance that watches them.
struct sender {
    int epoll, listener;
    uint32_t numbers;
    /// The clients that joined, in the order of joining.
    struct connection **joined;
    uint32_t joined_count, joined_capacity;
    /// Connections with bytes that wait for their sockets, how many frames had to wait, how many clients
    /// left.
    uint32_t blocked;
    uint64_t waited, left;
};

void sender_open(struct sender *sender, uint16_t port, uint32_t capacity);

/// Handles what is ready; waits for at most `nanoseconds` for something to be.
void sender_step(struct sender *sender, int64_t nanoseconds);

/// One send() to every joined client; what does not fit waits for its socket.
void sender_broadcast(struct sender *sender, const void *frame, size_t count);

#endif
