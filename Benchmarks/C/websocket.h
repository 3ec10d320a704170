#ifndef WEBSOCKET_H
#define WEBSOCKET_H

#include <stddef.h>
#include <stdint.h>

/// WebSocket frames (RFC 6455, section 5.2), whole and unfragmented: all that these programs send or expect.

enum opcode { OPCODE_TEXT = 1, OPCODE_CLOSE = 8, OPCODE_PING = 9 };

/// The header of a frame that has been received.
struct frame {
    int opcode;
    int masked;
    uint8_t mask[4];
    size_t header;
    size_t payload;
};

/// Reads the header at the start of `bytes`. 1: it is whole (its payload need not be), 0: more bytes are due,
/// -1: a fragment, a reserved bit or a length over 1 MiB.
int read_frame(const uint8_t *bytes, size_t count, struct frame *frame);

/// Takes the mask off a payload.
void unmask(uint8_t *payload, const struct frame *frame);

/// Writes the header of an unmasked text frame into `bytes` (10 have room for any); its length.
size_t write_server_header(uint8_t *bytes, size_t payload);

/// Writes a whole masked text frame of at most 125 payload bytes (6 more than the payload); its length. The
/// mask is 0: bytes on the wire are the same in number, and nothing here stands between the two ends.
size_t write_client_frame(uint8_t *bytes, const char *payload, size_t count);

#endif
