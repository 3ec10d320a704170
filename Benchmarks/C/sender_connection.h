#ifndef SENDER_CONNECTION_H
#define SENDER_CONNECTION_H

#include <stddef.h>
#include <stdint.h>

enum phase { PHASE_HTTP, PHASE_WEBSOCKET, PHASE_JOINED, PHASE_GONE };

/// One client of the bare sender. What is left over of its input and what did not fit into its socket is
/// allocated only while there is any, so that an idle client costs these bytes alone.
struct connection {
    int descriptor;
    uint32_t number;
    enum phase phase;
    /// The start of a request or a frame whose rest is due.
    uint8_t *input;
    uint32_t input_count;
    /// What did not fit into the socket, in order.
    uint8_t *output;
    uint32_t output_start, output_count, output_capacity;
    /// Its place among the joined ones.
    uint32_t place;
};

/// Sends after what is still waiting; keeps what does not fit. Marks the connection gone when it is.
/// 1: all of it is out, 0: some waits for the socket.
int connection_send(struct connection *connection, const void *bytes, size_t count);

/// Sends what waited. 1: nothing waits any more.
int connection_flush(struct connection *connection);

/// Reads what the client sent and answers it: the upgrade, the handshakes, plain requests. Marks it gone at
/// its end.
void connection_read(struct connection *connection);

/// Closes and frees.
void connection_end(struct connection *connection);

/// Takes the requests that are whole from the input of a connection that has not been upgraded, and answers
/// them. The bytes taken; -1 when the connection has to be closed.
ptrdiff_t take_requests(struct connection *connection, const uint8_t *bytes, size_t count);

#endif
