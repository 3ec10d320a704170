#include "update_scan.h"

#include "timestamp.h"

#include <string.h>

/// The quote that ends a string that starts at `text`, or `end`.
static const char *end_of_string(const char *text, const char *end) {
    const char *from = text;
    for (;;) {
        const char *quote = memchr(from, '"', (size_t)(end - from));
        if (!quote) return end;
        const char *slash = quote;
        while (slash > text && slash[-1] == '\\') slash--;
        if ((quote - slash) % 2 == 0) return quote;
        from = quote + 1;
    }
}

static const char *read_seq(const char *at, const char *end, struct update *update) {
    int64_t value = 0;
    const char *start = at;
    for (; at < end && *at >= '0' && *at <= '9'; at++) value = 10 * value + (*at - '0');
    if (at == start) return at;
    update->seqs++;
    if (value > update->seq) update->seq = value;
    return at;
}

static const char *read_stamp(const char *at, const char *end, struct update *update) {
    if (end - at < TIMESTAMP_LENGTH + 2 || *at != '"' || update->stamps == MOST_STAMPS) return at;
    int64_t stamp = read_timestamp(at + 1);
    if (stamp < 0) return at;
    update->stamp[update->stamps++] = stamp;
    return at + TIMESTAMP_LENGTH + 2;
}

/// Members count at the top of the event's argument, and of the objects of its "batch".
static int counts(int depth, int in_batch) { return depth == 2 || (depth == 4 && in_batch); }

void scan_update(const char *text, size_t count, struct update *update) {
    const char *at = text, *end = text + count;
    int depth = 0, in_batch = 0;
    update->seq = -1;
    update->seqs = update->stamps = 0;
    while (at < end) {
        char byte = *at++;
        if (byte == '{' || byte == '[') depth++;
        if (byte == '}' || byte == ']') in_batch = --depth > 2 && in_batch;
        if (byte != '"') continue;
        const char *name = at;
        at = end_of_string(name, end);
        if (at == end) return;
        size_t length = (size_t)(at - name);
        at++;
        if (at == end || *at != ':' || !counts(depth, in_batch)) continue;
        at++;
        if (length == 3 && memcmp(name, "seq", 3) == 0)
            at = read_seq(at, end, update);
        else if (length == 9 && memcmp(name, "timestamp", 9) == 0)
            at = read_stamp(at, end, update);
        else if (length == 5 && depth == 2 && memcmp(name, "batch", 5) == 0)
            in_batch = 1;
    }
}
