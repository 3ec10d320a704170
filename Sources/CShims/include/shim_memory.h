#ifndef SHIM_MEMORY_H
#define SHIM_MEMORY_H

#include <stddef.h>

/// Begins to fetch memory into the cache that is about to be read and written; no address traps.
static inline void shim_prefetch(const void *start, size_t count) {
    for (size_t offset = 0; offset < count; offset += 64) __builtin_prefetch((const char *)start + offset, 1);
}

#endif
