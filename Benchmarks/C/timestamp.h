#ifndef TIMESTAMP_H
#define TIMESTAMP_H

#include <stdint.h>

enum { TIMESTAMP_LENGTH = 27 };

/// Writes CLOCK_REALTIME nanoseconds as `YYYY-MM-DDTHH:MM:SS.ffffffZ`: 27 characters, no zero behind them.
void write_timestamp(char *text, int64_t realtime);

/// Nanoseconds of such a text, or -1 when it is none.
int64_t read_timestamp(const char *text);

#endif
