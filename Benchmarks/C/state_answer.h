#ifndef STATE_ANSWER_H
#define STATE_ANSWER_H

#include <stddef.h>

enum { STATE_LENGTH = 674 };

/// The JSON of the fixed answer to `GET /api/swarm`: a swarm's state of 674 bytes, `seq` 1. Zero-terminated.
extern const char state_json[STATE_LENGTH + 1];

#endif
