#include "websocket.h"

#include <string.h>

enum { LONGEST_PAYLOAD = 1 << 20 };

int read_frame(const uint8_t *bytes, size_t count, struct frame *frame) {
    if (count < 2) return 0;
    if ((bytes[0] & 0xf0) != 0x80) return -1;
    frame->opcode = bytes[0] & 0x0f;
    frame->masked = bytes[1] >> 7;
    uint64_t payload = bytes[1] & 0x7f;
    size_t header = 2;
    size_t extended = payload == 126 ? 2 : payload == 127 ? 8 : 0;
    if (extended != 0) {
        if (count < header + extended) return 0;
        payload = 0;
        for (size_t i = 0; i < extended; i++) payload = payload << 8 | bytes[header + i];
        header += extended;
    }
    if (payload > LONGEST_PAYLOAD) return -1;
    if (frame->masked) {
        if (count < header + 4) return 0;
        memcpy(frame->mask, bytes + header, 4);
        header += 4;
    }
    frame->header = header;
    frame->payload = (size_t)payload;
    return 1;
}

void unmask(uint8_t *payload, const struct frame *frame) {
    if (!frame->masked) return;
    for (size_t i = 0; i < frame->payload; i++) payload[i] ^= frame->mask[i & 3];
}

size_t write_server_header(uint8_t *bytes, size_t payload) {
    bytes[0] = 0x80 | OPCODE_TEXT;
    if (payload < 126) {
        bytes[1] = (uint8_t)payload;
        return 2;
    }
    size_t extended = payload < 65536 ? 2 : 8;
    bytes[1] = extended == 2 ? 126 : 127;
    for (size_t i = 0; i < extended; i++)
        bytes[2 + i] = (uint8_t)((uint64_t)payload >> (8 * (extended - 1 - i)));
    return 2 + extended;
}

size_t write_client_frame(uint8_t *bytes, const char *payload, size_t count) {
    bytes[0] = 0x80 | OPCODE_TEXT;
    bytes[1] = 0x80 | (uint8_t)count;
    memset(bytes + 2, 0, 4);
    memcpy(bytes + 6, payload, count);
    return 6 + count;
}
