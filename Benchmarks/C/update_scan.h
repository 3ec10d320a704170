#ifndef UPDATE_SCAN_H
#define UPDATE_SCAN_H

#include <stddef.h>
#include <stdint.h>

enum { MOST_STAMPS = 128 };

/// What an event's JSON says: the largest `seq` in it (-1: none), how many there are, and every `timestamp`.
struct update {
    int64_t seq;
    uint32_t seqs;
    uint32_t stamps;
    int64_t stamp[MOST_STAMPS];
};

/// Finds every `"seq":` and `"timestamp":` of `["name",{...}]` in one pass: those of the argument, and of the
/// objects in its `batch`; what other objects and strings hold does not count.
void scan_update(const char *text, size_t count, struct update *update);

#endif
