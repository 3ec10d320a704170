#include "client_loop.h"

#include "arguments.h"
#include "machine.h"
#include "network.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

void fleet_open(struct fleet *fleet, const char *host, uint16_t port, uint32_t count) {
    memset(fleet, 0, sizeof *fleet);
    fleet->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (fleet->epoll < 0) fail("epoll_create1");
    fleet->host = host;
    fleet->port = port;
    fleet->count = count;
    fleet->clients = calloc(count, sizeof *fleet->clients);
    if (!fleet->clients) fail("calloc");
}

static void start(struct fleet *fleet) {
    struct client *client = &fleet->clients[fleet->started];
    client->descriptor = start_connecting(fleet->host, fleet->port);
    if (client->descriptor < 0)
        fail("cannot connect (the limit of descriptors, ulimit -n, bounds --clients)");
    fleet->started++;
    struct epoll_event event = {.events = EPOLLOUT, .data.ptr = client};
    if (epoll_ctl(fleet->epoll, EPOLL_CTL_ADD, client->descriptor, &event) != 0) fail("epoll_ctl");
}

static void handle(struct fleet *fleet, struct client *client) {
    enum client_phase before = client->phase;
    if (before == CLIENT_CONNECTING) {
        client_connected(client, fleet->host, fleet->port);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
        if (epoll_ctl(fleet->epoll, EPOLL_CTL_MOD, client->descriptor, &event) != 0) fail("epoll_ctl");
    } else {
        client_read(client, &fleet->tally);
    }
    if (client->phase == before) return;
    if (client->phase == CLIENT_JOINED) fleet->joined++;
    if (client->phase == CLIENT_GONE) {
        fleet->gone++;
        client_close(client);
    }
}

int fleet_step(struct fleet *fleet, int64_t nanoseconds) {
    struct epoll_event events[512];
    int milliseconds = (int)((nanoseconds + 999999) / 1000000);
    int count = epoll_wait(fleet->epoll, events, 512, milliseconds);
    if (count < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < count; i++) handle(fleet, events[i].data.ptr);
    return count > 0 ? count : 0;
}

int fleet_join(struct fleet *fleet, uint32_t at_once, int64_t limit) {
    int64_t end = nanoseconds(CLOCK_MONOTONIC) + limit;
    while (fleet->joined < fleet->count && fleet->gone == 0) {
        while (fleet->started < fleet->count && fleet->started - fleet->joined < at_once) start(fleet);
        if (nanoseconds(CLOCK_MONOTONIC) > end) return 0;
        fleet_step(fleet, 100000000);
    }
    return fleet->joined == fleet->count;
}
