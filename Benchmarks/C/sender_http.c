#include "accept_key.h"
#include "sender_connection.h"
#include "state_answer.h"
#include "websocket.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/// The value of a header field of a request, or 0; `count` is its length without spaces around it.
static const char *field(const char *head, size_t length, const char *name, size_t *count) {
    size_t wanted = strlen(name);
    const char *end = head + length;
    for (const char *line = head; line < end;) {
        const char *stop = memmem(line, (size_t)(end - line), "\r\n", 2);
        if (!stop) stop = end;
        if ((size_t)(stop - line) > wanted && line[wanted] == ':' && strncasecmp(line, name, wanted) == 0) {
            const char *value = line + wanted + 1;
            while (value < stop && *value == ' ') value++;
            while (stop > value && stop[-1] == ' ') stop--;
            *count = (size_t)(stop - value);
            return value;
        }
        line = stop + 2;
    }
    return 0;
}

/// 101, then Engine.IO's open packet as the first frame.
static void upgrade(struct connection *connection, const char *key, size_t count) {
    char accept[ACCEPT_KEY_LENGTH + 1];
    accept_key(key, count, accept);
    char answer[600];
    int head = snprintf(
        answer, sizeof answer,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: %s\r\n\r\n",
        accept);
    char open[200];
    int length = snprintf(
        open, sizeof open,
        "0{\"sid\":\"engine-%u\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":"
        "1000000}",
        connection->number);
    size_t all = (size_t)head + write_server_header((uint8_t *)answer + head, (size_t)length);
    memcpy(answer + all, open, (size_t)length);
    connection_send(connection, answer, all + (size_t)length);
    if (connection->phase != PHASE_GONE) connection->phase = PHASE_WEBSOCKET;
}

static void answer_state(struct connection *connection) {
    static char answer[200 + STATE_LENGTH];
    static int length = 0;
    if (length == 0)
        length = snprintf(
            answer, sizeof answer,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nETag: "
            "\"1\"\r\n\r\n%s",
            STATE_LENGTH, state_json);
    connection_send(connection, answer, (size_t)length);
}

/// What Engine.IO's protocol has a server say that serves no polling, so that who asks knows to come by WebSocket.
static void refuse_polling(struct connection *connection) {
    static const char refused[] =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n"
        "{\"code\":0,\"message\":\"Transport unknown\"}";
    connection_send(connection, refused, sizeof refused - 1);
}

static int starts_with(const char *head, size_t length, const char *start) {
    return length >= strlen(start) && memcmp(head, start, strlen(start)) == 0;
}

static void answer_request(struct connection *connection, const char *head, size_t length) {
    size_t count;
    const char *key = field(head, length, "Sec-WebSocket-Key", &count);
    if (key && starts_with(head, length, "GET /socket.io/")) {
        upgrade(connection, key, count);
    } else if (starts_with(head, length, "GET /socket.io/")) {
        refuse_polling(connection);
    } else if (starts_with(head, length, "GET /api/swarm ")) {
        answer_state(connection);
    } else {
        static const char missing[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        connection_send(connection, missing, sizeof missing - 1);
    }
}

ptrdiff_t take_requests(struct connection *connection, const uint8_t *bytes, size_t count) {
    size_t taken = 0;
    while (connection->phase == PHASE_HTTP) {
        const char *head = (const char *)bytes + taken;
        const char *end = memmem(head, count - taken, "\r\n\r\n", 4);
        if (!end) break;
        size_t length = (size_t)(end - head);
        size_t ignored;
        // Requests with a body are none of its business, and their end would have to be found.
        if (field(head, length, "Transfer-Encoding", &ignored) ||
            field(head, length, "Content-Length", &ignored))
            return -1;
        answer_request(connection, head, length);
        taken += length + 4;
    }
    return (ptrdiff_t)taken;
}
