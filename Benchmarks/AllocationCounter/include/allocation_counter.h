#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdint.h>

/// Calls of malloc, calloc, realloc, aligned_alloc, posix_memalign and memalign since the process
/// started, by any thread; 0 under a sanitizer, which brings its own allocator.
///
/// Linking this target replaces those functions for the whole program by ones that count and go on
/// to glibc's, so that "no allocation per message" is a number and not a claim.
uint64_t allocation_count(void);

/// As `allocation_count`, of the calling thread alone.
uint64_t allocation_count_of_thread(void);

/// Whether calls are counted at all.
int allocation_counting(void);

#endif
