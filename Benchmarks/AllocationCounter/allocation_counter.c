#define _GNU_SOURCE
#include "allocation_counter.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define ALLOCATION_COUNTER_OFF 1
#endif
#endif

#if defined(__GLIBC__) && !defined(ALLOCATION_COUNTER_OFF)

// glibc's own, under the names it exports for replacements like these.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static _Atomic uint64_t all;
static __thread uint64_t own __attribute__((tls_model("initial-exec")));

static inline void count_one(void) {
    own++;
    atomic_fetch_add_explicit(&all, 1, memory_order_relaxed);
}

void *malloc(size_t size) {
    count_one();
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    count_one();
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    count_one();
    return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
    count_one();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count_one();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
    count_one();
    void *memory = __libc_memalign(alignment, size);
    if (memory == 0) return ENOMEM;
    *result = memory;
    return 0;
}

uint64_t allocation_count(void) { return atomic_load_explicit(&all, memory_order_relaxed); }
uint64_t allocation_count_of_thread(void) { return own; }
int allocation_counting(void) { return 1; }

#else

uint64_t allocation_count(void) { return 0; }
uint64_t allocation_count_of_thread(void) { return 0; }
int allocation_counting(void) { return 0; }

#endif
