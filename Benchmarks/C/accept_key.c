#include "accept_key.h"

#include <stdint.h>
#include <string.h>

static uint32_t rotate(uint32_t word, int bits) { return word << bits | word >> (32 - bits); }

/// One 64-byte block of SHA-1 (FIPS 180-4, section 6.1.2).
static void sha1_block(uint32_t state[5], const uint8_t *block) {
    uint32_t schedule[80];
    for (int t = 0; t < 16; t++)
        schedule[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 |
                      (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
    for (int t = 16; t < 80; t++)
        schedule[t] = rotate(schedule[t - 3] ^ schedule[t - 8] ^ schedule[t - 14] ^ schedule[t - 16], 1);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int t = 0; t < 80; t++) {
        uint32_t mix = t < 20   ? (b & c) | (~b & d)
                       : t < 40 ? b ^ c ^ d
                       : t < 60 ? (b & c) | (b & d) | (c & d)
                                : b ^ c ^ d;
        static const uint32_t constants[4] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
        uint32_t next = rotate(a, 5) + mix + e + constants[t / 20] + schedule[t];
        e = d, d = c, c = rotate(b, 30), b = a, a = next;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
}

/// SHA-1 of at most 119 bytes: one or two blocks.
static void sha1(const char *text, size_t count, uint8_t digest[20]) {
    uint8_t blocks[128] = {0};
    size_t length = count < 56 ? 64 : 128;
    memcpy(blocks, text, count);
    blocks[count] = 0x80;
    blocks[length - 2] = (uint8_t)(count * 8 >> 8);
    blocks[length - 1] = (uint8_t)(count * 8);
    uint32_t state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for (size_t block = 0; block < length; block += 64) sha1_block(state, blocks + block);
    for (int i = 0; i < 20; i++) digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void accept_key(const char *key, size_t count, char answer[ACCEPT_KEY_LENGTH + 1]) {
    static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char text[64 + sizeof guid];
    if (count > 64) count = 64;
    memcpy(text, key, count);
    memcpy(text + count, guid, sizeof guid - 1);
    // Two zero bytes stand behind the 20, so that the last group of three is whole.
    uint8_t digest[24] = {0};
    sha1(text, count + sizeof guid - 1, digest);
    for (int group = 0; group < 7; group++) {
        uint32_t word =
            (uint32_t)digest[3 * group] << 16 | (uint32_t)digest[3 * group + 1] << 8 | digest[3 * group + 2];
        for (int i = 0; i < 4; i++) answer[4 * group + i] = digits[word >> (18 - 6 * i) & 63];
    }
    answer[ACCEPT_KEY_LENGTH - 1] = '=';
    answer[ACCEPT_KEY_LENGTH] = 0;
}
