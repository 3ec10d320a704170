#include "client_connection.h"

#include "accept_key.h"
#include "arguments.h"
#include "network.h"
#include "update_scan.h"
#include "websocket.h"

#include <errno.h>
#include <linux/errqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_CAPACITY = 1 << 16, MOST_REST = 1 << 20 };
static const char key[] = "AQIDBAUGBwgJCgsMDQ4PEA==";

/// What is sent fits into the empty socket of a client that waits for an answer; anything else ends the
/// client.
static void say(struct client *client, const void *bytes, size_t count) {
    if (send_some(client->descriptor, bytes, count) != (ssize_t)count) client->phase = CLIENT_GONE;
}

static void say_text(struct client *client, const char *text) {
    uint8_t frame[16];
    say(client, frame, write_client_frame(frame, text, strlen(text)));
}

void client_connected(struct client *client, const char *host, uint16_t port) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(client->descriptor, SOL_SOCKET, SO_ERROR, &error, &length) != 0 || error != 0) {
        client->phase = CLIENT_GONE;
        return;
    }
    char request[400];
    int count = snprintf(
        request, sizeof request,
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: %s:%u\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n",
        host, port, key);
    client->phase = CLIENT_UPGRADING;
    say(client, request, (size_t)count);
}

static void
record(struct client *client, struct tally *tally, const char *text, size_t count, int64_t arrival) {
    struct update update;
    scan_update(text, count, &update);
    if (update.seqs == 0) return;
    for (uint32_t i = 0; i < update.stamps; i++) histogram_record(&tally->latency, arrival - update.stamp[i]);
    if (client->received == 0) client->first_seq = update.seq;
    if (client->received != 0 && update.seq <= client->last_seq) tally->disordered++;
    if (update.seq > client->last_seq) client->last_seq = update.seq;
    client->received += update.seqs;
    tally->messages++;
    tally->updates += update.seqs;
    if (tally->first_seq == 0 || update.seq < tally->first_seq) tally->first_seq = update.seq;
    if (update.seq > tally->last_seq) tally->last_seq = update.seq;
}

/// One Engine.IO packet: open and Socket.IO's CONNECT answer step the handshake, pings are answered, events
/// recorded.
static void
handle_packet(struct client *client, struct tally *tally, const char *packet, size_t count, int64_t arrival) {
    if (count >= 2 && packet[0] == '4' && packet[1] == '2') {
        record(client, tally, packet + 2, count - 2, arrival);
    } else if (count == 1 && packet[0] == '2') {
        say_text(client, "3");
    } else if (count >= 1 && packet[0] == '0' && client->phase == CLIENT_OPENING) {
        client->phase = CLIENT_JOINING;
        say_text(client, "40");
    } else if (count >= 2 && packet[0] == '4' && packet[1] == '0' && client->phase == CLIENT_JOINING) {
        client->phase = CLIENT_JOINED;
    } else if (count >= 1 && (packet[0] == '1' || (count >= 2 && packet[0] == '4' && packet[1] == '4'))) {
        client->phase = CLIENT_GONE;
    }
}

/// The length of the head of the server's answer to the upgrade; 0: not whole; -1: it refuses, or computed
/// another key.
static ptrdiff_t take_answer(const uint8_t *bytes, size_t count) {
    const char *end = memmem(bytes, count, "\r\n\r\n", 4);
    if (!end) return 0;
    char accept[ACCEPT_KEY_LENGTH + 1];
    accept_key(key, sizeof key - 1, accept);
    size_t length = (size_t)(end - (const char *)bytes) + 4;
    int agreed = count >= 12 && memcmp(bytes, "HTTP/1.1 101", 12) == 0 &&
                 memmem(bytes, length, accept, ACCEPT_KEY_LENGTH);
    return agreed ? (ptrdiff_t)length : -1;
}

static ptrdiff_t
take(struct client *client, struct tally *tally, uint8_t *bytes, size_t count, int64_t arrival) {
    size_t taken = 0;
    if (client->phase == CLIENT_UPGRADING) {
        ptrdiff_t head = take_answer(bytes, count);
        if (head <= 0) return head;
        client->phase = CLIENT_OPENING;
        taken = (size_t)head;
    }
    while (client->phase != CLIENT_GONE) {
        struct frame frame;
        int found = read_frame(bytes + taken, count - taken, &frame);
        if (found < 0) return -1;
        if (found == 0 || count - taken - frame.header < frame.payload) break;
        uint8_t *payload = bytes + taken + frame.header;
        unmask(payload, &frame);
        if (frame.opcode == OPCODE_TEXT)
            handle_packet(client, tally, (const char *)payload, frame.payload, arrival);
        if (frame.opcode == OPCODE_CLOSE) client->phase = CLIENT_GONE;
        taken += frame.header + frame.payload;
    }
    return (ptrdiff_t)taken;
}

/// Reads what is there with the kernel's receive stamp (CLOCK_REALTIME nanoseconds of the last byte).
static ssize_t receive(int descriptor, void *buffer, size_t capacity, int64_t *arrival) {
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(struct scm_timestamping)) + 64];
    } control;
    struct iovec vector = {.iov_base = buffer, .iov_len = capacity};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t count;
    do { count = recvmsg(descriptor, &message, MSG_DONTWAIT); } while (count < 0 && errno == EINTR);
    if (count < 0) return count;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPING) continue;
        struct scm_timestamping stamps;
        memcpy(&stamps, CMSG_DATA(part), sizeof stamps);
        *arrival = (int64_t)stamps.ts[0].tv_sec * 1000000000 + stamps.ts[0].tv_nsec;
    }
    return count;
}

void client_read(struct client *client, struct tally *tally) {
    static uint8_t buffer[MOST_REST + READ_CAPACITY];
    size_t kept = client->rest_count;
    if (kept != 0) memcpy(buffer, client->rest, kept);
    int64_t arrival = 0;
    ssize_t count = receive(client->descriptor, buffer + kept, READ_CAPACITY, &arrival);
    if (count < 0 && errno == EAGAIN) return;
    tally->reads++;
    if (count <= 0) {
        client->phase = CLIENT_GONE;
        return;
    }
    if (kept != 0) {
        free(client->rest);
        client->rest = 0;
        client->rest_count = 0;
    }
    size_t all = kept + (size_t)count;
    ptrdiff_t taken = take(client, tally, buffer, all, arrival);
    size_t rest = taken < 0 ? 0 : all - (size_t)taken;
    if (taken < 0 || rest > MOST_REST) {
        client->phase = CLIENT_GONE;
    } else if (rest != 0) {
        client->rest = malloc(rest);
        if (!client->rest) fail("malloc");
        memcpy(client->rest, buffer + taken, rest);
        client->rest_count = (uint32_t)rest;
    }
}

void client_close(struct client *client) {
    if (client->descriptor < 0) return;
    close(client->descriptor);
    free(client->rest);
    client->rest = 0;
    client->descriptor = -1;
    client->phase = CLIENT_GONE;
}
