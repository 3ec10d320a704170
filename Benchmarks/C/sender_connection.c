#include "sender_connection.h"

#include "arguments.h"
#include "machine.h"
#include "network.h"
#include "timestamp.h"
#include "websocket.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_CAPACITY = 1 << 16, MOST_INPUT = 1 << 14 };

static void keep_output(struct connection *connection, const uint8_t *bytes, size_t count) {
    uint32_t end = connection->output_start + connection->output_count;
    if (end + count > connection->output_capacity) {
        memmove(connection->output, connection->output + connection->output_start, connection->output_count);
        connection->output_start = 0;
        uint32_t needed = connection->output_count + (uint32_t)count;
        if (needed > connection->output_capacity) {
            uint32_t capacity = 2 * needed;
            connection->output = realloc(connection->output, capacity);
            if (!connection->output) fail("realloc");
            connection->output_capacity = capacity;
        }
        end = connection->output_count;
    }
    memcpy(connection->output + end, bytes, count);
    connection->output_count += (uint32_t)count;
}

int connection_send(struct connection *connection, const void *bytes, size_t count) {
    if (connection->phase == PHASE_GONE) return 1;
    ssize_t sent = connection->output_count == 0 ? send_some(connection->descriptor, bytes, count) : 0;
    if (sent == (ssize_t)count) return 1;
    if (sent < 0) {
        connection->phase = PHASE_GONE;
        return 1;
    }
    keep_output(connection, (const uint8_t *)bytes + sent, count - (size_t)sent);
    return 0;
}

int connection_flush(struct connection *connection) {
    if (connection->output_count == 0) return 1;
    ssize_t sent = send_some(
        connection->descriptor, connection->output + connection->output_start, connection->output_count);
    if (sent < 0) {
        connection->phase = PHASE_GONE;
        return 1;
    }
    connection->output_start += (uint32_t)sent;
    connection->output_count -= (uint32_t)sent;
    if (connection->output_count != 0) return 0;
    free(connection->output);
    connection->output = 0;
    connection->output_start = connection->output_capacity = 0;
    return 1;
}

static void send_text(struct connection *connection, const char *text) {
    uint8_t frame[600];
    size_t count = strlen(text);
    size_t header = write_server_header(frame, count);
    memcpy(frame + header, text, count);
    connection_send(connection, frame, header + count);
}

/// Answers a Socket.IO CONNECT to the default namespace with a socket id, and greets as a SwarmBot server
/// does.
static void join(struct connection *connection) {
    char text[400], time[TIMESTAMP_LENGTH + 1] = {0};
    snprintf(text, sizeof text, "40{\"sid\":\"socket-%u\"}", connection->number);
    send_text(connection, text);
    write_timestamp(time, nanoseconds(CLOCK_REALTIME));
    snprintf(
        text, sizeof text,
        "42[\"connection_established\",{\"client_id\":\"socket-%u\",\"server_id\":\"bare-sender\","
        "\"timestamp\":\"%s\","
        "\"rooms\":[\"dashboard\"]}]",
        connection->number, time);
    send_text(connection, text);
    if (connection->phase != PHASE_GONE) connection->phase = PHASE_JOINED;
}

/// Handles one whole frame: CONNECT joins, CLOSE ends; heartbeats and events of the client need no answer.
static void handle_frame(struct connection *connection, const struct frame *frame, const uint8_t *payload) {
    if (frame->opcode == OPCODE_CLOSE ||
        (frame->payload >= 1 && payload[0] == '1' && frame->opcode == OPCODE_TEXT))
        connection->phase = PHASE_GONE;
    else if (connection->phase == PHASE_WEBSOCKET && frame->payload >= 2 && memcmp(payload, "40", 2) == 0)
        join(connection);
}

static ptrdiff_t take_frames(struct connection *connection, uint8_t *bytes, size_t count) {
    size_t taken = 0;
    while (connection->phase != PHASE_GONE) {
        struct frame frame;
        int found = read_frame(bytes + taken, count - taken, &frame);
        if (found < 0 || (found > 0 && !frame.masked)) return -1;
        if (found == 0 || count - taken - frame.header < frame.payload) break;
        uint8_t *payload = bytes + taken + frame.header;
        unmask(payload, &frame);
        handle_frame(connection, &frame, payload);
        taken += frame.header + frame.payload;
    }
    return (ptrdiff_t)taken;
}

static ptrdiff_t take(struct connection *connection, uint8_t *bytes, size_t count) {
    ptrdiff_t taken = 0;
    if (connection->phase == PHASE_HTTP) {
        taken = take_requests(connection, bytes, count);
        if (taken < 0) return -1;
    }
    if (connection->phase == PHASE_HTTP || connection->phase == PHASE_GONE) return taken;
    ptrdiff_t frames = take_frames(connection, bytes + taken, count - (size_t)taken);
    return frames < 0 ? -1 : taken + frames;
}

void connection_read(struct connection *connection) {
    static uint8_t buffer[MOST_INPUT + READ_CAPACITY];
    size_t kept = connection->input_count;
    if (kept != 0) memcpy(buffer, connection->input, kept);
    ssize_t count = recv(connection->descriptor, buffer + kept, READ_CAPACITY, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) {
        connection->phase = PHASE_GONE;
        return;
    }
    free(connection->input);
    connection->input = 0;
    connection->input_count = 0;
    size_t all = kept + (size_t)count;
    ptrdiff_t taken = take(connection, buffer, all);
    size_t rest = taken < 0 ? 0 : all - (size_t)taken;
    if (taken < 0 || rest > MOST_INPUT) {
        connection->phase = PHASE_GONE;
    } else if (rest != 0 && connection->phase != PHASE_GONE) {
        connection->input = malloc(rest);
        if (!connection->input) fail("malloc");
        memcpy(connection->input, buffer + taken, rest);
        connection->input_count = (uint32_t)rest;
    }
}

void connection_end(struct connection *connection) {
    close(connection->descriptor);
    free(connection->input);
    free(connection->output);
    free(connection);
}
