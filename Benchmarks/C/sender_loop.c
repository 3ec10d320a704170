#include "sender_loop.h"

#include "arguments.h"
#include "network.h"

#include <stdio.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>

void sender_open(struct sender *sender, uint16_t port, uint32_t capacity) {
    *sender = (struct sender){.listener = listen_on(port), .epoll = epoll_create1(EPOLL_CLOEXEC)};
    if (sender->epoll < 0) fail("epoll_create1");
    sender->joined = malloc(capacity * sizeof *sender->joined);
    if (!sender->joined) fail("malloc");
    sender->joined_capacity = capacity;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = 0};
    if (epoll_ctl(sender->epoll, EPOLL_CTL_ADD, sender->listener, &event) != 0) fail("epoll_ctl");
}

static void watch(struct sender *sender, struct connection *connection, int operation, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = connection};
    if (epoll_ctl(sender->epoll, operation, connection->descriptor, &event) != 0) fail("epoll_ctl");
}

static void accept_all(struct sender *sender) {
    for (;;) {
        int descriptor = accept_from(sender->listener);
        if (descriptor < 0) {
            if (errno == EAGAIN) return;
            fail("accept4 (the limit of descriptors, ulimit -n, bounds --clients)");
        }
        struct connection *connection = calloc(1, sizeof *connection);
        if (!connection) fail("calloc");
        connection->descriptor = descriptor;
        connection->number = ++sender->numbers;
        connection->place = UINT32_MAX;
        watch(sender, connection, EPOLL_CTL_ADD, EPOLLIN);
    }
}

static void remove_gone(struct sender *sender, struct connection *connection) {
    if (connection->place != UINT32_MAX) {
        struct connection *last = sender->joined[--sender->joined_count];
        sender->joined[connection->place] = last;
        last->place = connection->place;
        sender->left++;
    }
    connection_end(connection);
}

/// Brings the sender's own books up to what became of a connection.
static void settle(struct sender *sender, struct connection *connection, int was_blocked) {
    int blocked = connection->phase != PHASE_GONE && connection->output_count != 0;
    if (blocked != was_blocked) {
        sender->blocked += blocked ? 1 : -1;
        if (connection->phase != PHASE_GONE)
            watch(sender, connection, EPOLL_CTL_MOD, blocked ? EPOLLIN | EPOLLOUT : EPOLLIN);
    }
    if (connection->phase == PHASE_GONE) {
        remove_gone(sender, connection);
    } else if (connection->phase == PHASE_JOINED && connection->place == UINT32_MAX) {
        if (sender->joined_count == sender->joined_capacity) {
            fprintf(stderr, "more clients than --clients: closing one\n");
            connection_end(connection);
            return;
        }
        connection->place = sender->joined_count;
        sender->joined[sender->joined_count++] = connection;
    }
}

void sender_step(struct sender *sender, int64_t nanoseconds) {
    struct epoll_event events[512];
    struct timespec limit = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    int count = epoll_pwait2(sender->epoll, events, 512, &limit, 0);
    if (count < 0 && errno != EINTR) fail("epoll_pwait2");
    for (int i = 0; i < count; i++) {
        struct connection *connection = events[i].data.ptr;
        if (!connection) {
            accept_all(sender);
            continue;
        }
        int was_blocked = connection->output_count != 0;
        if (events[i].events & EPOLLOUT) connection_flush(connection);
        if (connection->phase != PHASE_GONE && events[i].events & ~(uint32_t)EPOLLOUT)
            connection_read(connection);
        settle(sender, connection, was_blocked);
    }
}

void sender_broadcast(struct sender *sender, const void *frame, size_t count) {
    // A client that turns out to be gone changes places with the last one, which is sent to next.
    for (uint32_t i = 0; i < sender->joined_count;) {
        struct connection *connection = sender->joined[i];
        int was_blocked = connection->output_count != 0;
        if (!connection_send(connection, frame, count)) {
            sender->waited++;
            settle(sender, connection, was_blocked);
        } else if (connection->phase == PHASE_GONE) {
            settle(sender, connection, was_blocked);
            continue;
        }
        i++;
    }
}
