#ifndef CLIENT_LOOP_H
#define CLIENT_LOOP_H

#include "client_connection.h"

/// All clients on one epoll instance.
struct fleet {
    int epoll;
    const char *host;
    uint16_t port;
    struct client *clients;
    uint32_t count, started, joined, gone;
    struct tally tally;
};

void fleet_open(struct fleet *fleet, const char *host, uint16_t port, uint32_t count);

/// Connects every client and shakes hands, with at most `at_once` under way. 1: all have joined; 0: some did
/// not within `limit` nanoseconds, or were refused.
int fleet_join(struct fleet *fleet, uint32_t at_once, int64_t limit);

/// Handles what is ready; waits for at most `nanoseconds` for something to be. How many sockets were ready.
int fleet_step(struct fleet *fleet, int64_t nanoseconds);

#endif
