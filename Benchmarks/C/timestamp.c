#include "timestamp.h"

static const char layout[] = "0000-00-00T00:00:00.000000Z";

/// Days from 1970-01-01 to a date of the Gregorian calendar, with years counted from March so that the leap
/// day is last.
static int64_t days_from(int64_t year, int64_t month, int64_t day) {
    if (month <= 2) year--, month += 12;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day - 719469;
}

static void write_number(char *text, int digits, int64_t value) {
    for (int i = digits - 1; i >= 0; i--, value /= 10) text[i] = (char)('0' + value % 10);
}

void write_timestamp(char *text, int64_t realtime) {
    int64_t seconds = realtime / 1000000000;
    int64_t days = seconds / 86400;
    int64_t rest = seconds % 86400;
    int64_t year = 1970 + days / 366;
    while (days_from(year + 1, 1, 1) <= days) year++;
    int64_t month = 12;
    while (days_from(year, month, 1) > days) month--;
    for (int i = 0; i < TIMESTAMP_LENGTH; i++) text[i] = layout[i];
    write_number(text, 4, year);
    write_number(text + 5, 2, month);
    write_number(text + 8, 2, days - days_from(year, month, 1) + 1);
    write_number(text + 11, 2, rest / 3600);
    write_number(text + 14, 2, rest / 60 % 60);
    write_number(text + 17, 2, rest % 60);
    write_number(text + 20, 6, realtime % 1000000000 / 1000);
}

static int64_t read_number(const char *text, int digits) {
    int64_t value = 0;
    for (int i = 0; i < digits; i++) value = 10 * value + (text[i] - '0');
    return value;
}

int64_t read_timestamp(const char *text) {
    for (int i = 0; i < TIMESTAMP_LENGTH; i++) {
        int wants_digit = layout[i] == '0';
        int is_digit = text[i] >= '0' && text[i] <= '9';
        if (wants_digit ? !is_digit : text[i] != layout[i]) return -1;
    }
    int64_t days = days_from(read_number(text, 4), read_number(text + 5, 2), read_number(text + 8, 2));
    int64_t seconds =
        read_number(text + 11, 2) * 3600 + read_number(text + 14, 2) * 60 + read_number(text + 17, 2);
    return ((days * 86400 + seconds) * 1000000 + read_number(text + 20, 6)) * 1000;
}
