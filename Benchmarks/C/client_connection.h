#ifndef CLIENT_CONNECTION_H
#define CLIENT_CONNECTION_H

#include "histogram.h"

#include <stdint.h>
#include <sys/types.h>

enum client_phase {
    CLIENT_CONNECTING,
    CLIENT_UPGRADING,
    CLIENT_OPENING,
    CLIENT_JOINING,
    CLIENT_JOINED,
    CLIENT_GONE
};

/// One receiving client.
struct client {
    int descriptor;
    enum client_phase phase;
    /// The start of an answer or a frame whose rest is due; allocated only while there is one.
    uint8_t *rest;
    uint32_t rest_count;
    uint32_t received;
    int64_t first_seq, last_seq;
};

/// What all clients have received together.
struct tally {
    struct histogram latency;
    uint64_t messages, updates, reads, disordered;
    int64_t first_seq, last_seq;
};

/// Sends the upgrade request once the connection stands. Marks the client gone when it does not.
void client_connected(struct client *client, const char *host, uint16_t port);

/// One recvmsg, and all whole messages in it: each is unframed and parsed and its latencies, from every
/// timestamp in it to the kernel's receive stamp, are recorded. Marks the client gone at the connection's end
/// or when it is not understood.
void client_read(struct client *client, struct tally *tally);

void client_close(struct client *client);

#endif
