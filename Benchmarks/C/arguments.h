#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include <stddef.h>

/// One `--name VALUE` of a program. Exactly one of `number` and `text` is set; a flag has neither and sets
/// `flag`.
struct argument {
    const char *name;
    double *number;
    double least, most;
    const char **text;
    int *flag;
    const char *meaning;
};

/// Reads the command line into the variables the table points at; they keep their defaults when not named.
/// Prints the table and exits with 0 on --help; says what is wrong and exits with 64 on anything it cannot
/// take.
void read_arguments(int count, char **words, const struct argument *table, size_t length);

/// Says on standard error what failed with which errno, and exits with 70.
_Noreturn void fail(const char *what);

#endif
