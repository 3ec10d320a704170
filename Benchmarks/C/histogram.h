#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>

enum { SUB_BITS = 10, HALF = 1 << SUB_BITS, LEVELS = 32 };

/// A log-linear histogram of nanoseconds: exact below 2,048, then 1,024 steps for each doubling (0.1 %), up
/// to 2^41 (36 minutes). With the exact sum beside it, since steps quantise a mean.
struct histogram {
    uint64_t counts[(LEVELS + 1) * HALF];
    uint64_t count, out_of_range;
    double sum;
};

void histogram_record(struct histogram *histogram, int64_t nanoseconds);

/// The value at or below which `share` (0 to 1) of all recorded ones lie: the upper end of its step; 0 when
/// empty.
int64_t histogram_percentile(const struct histogram *histogram, double share);

#endif
