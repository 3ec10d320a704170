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

void scan_update(const char *text, size_t count, struct update *update) {
    const char *at = text, *end = text + count;
    update->seq = -1;
    update->seqs = update->stamps = 0;
    while (at < end) {
        at = memchr(at, '"', (size_t)(end - at));
        if (!at) return;
        const char *name = at + 1;
        at = end_of_string(name, end);
        if (at == end) return;
        size_t length = (size_t)(at - name);
        at++;
        if (at == end || *at != ':') continue;
        at++;
        if (length == 3 && memcmp(name, "seq", 3) == 0)
            at = read_seq(at, end, update);
        else if (length == 9 && memcmp(name, "timestamp", 9) == 0)
            at = read_stamp(at, end, update);
    }
}
