#ifndef ACCEPT_KEY_H
#define ACCEPT_KEY_H

#include <stddef.h>

enum { ACCEPT_KEY_LENGTH = 28 };

/// The Sec-WebSocket-Accept value of a Sec-WebSocket-Key (RFC 6455, section 4.2.2): base64 of SHA-1 of the
/// key and a fixed GUID. Writes 28 characters and a zero. Keys over 64 characters are cut.
void accept_key(const char *key, size_t count, char answer[ACCEPT_KEY_LENGTH + 1]);

#endif
