#include "histogram.h"

/// How often a value of at least HALF has to be halved to lie in [HALF, 2 HALF).
static int halvings(uint64_t value) { return value < 2 * HALF ? 0 : 63 - __builtin_clzll(value) - SUB_BITS; }

void histogram_record(struct histogram *histogram, int64_t nanoseconds) {
    // The stamp and the sender's clock are the same one; still, a step of it must not index before the start.
    uint64_t value = nanoseconds < 0 ? 0 : (uint64_t)nanoseconds;
    int level = halvings(value);
    if (nanoseconds < 0 || level >= LEVELS) {
        histogram->out_of_range++;
        return;
    }
    histogram->counts[(uint64_t)level * HALF + (value >> level)]++;
    histogram->count++;
    histogram->sum += (double)value;
}

int64_t histogram_percentile(const struct histogram *histogram, double share) {
    uint64_t wanted = (uint64_t)(share * (double)histogram->count + 0.999999), seen = 0;
    if (wanted == 0) wanted = 1;
    for (int64_t i = 0; i < (LEVELS + 1) * HALF; i++) {
        seen += histogram->counts[i];
        if (seen < wanted) continue;
        int level = i < 2 * HALF ? 0 : (int)(i / HALF) - 1;
        return ((i - (int64_t)level * HALF + 1) << level) - 1;
    }
    return 0;
}
