#include "arguments.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_table(const char *program, const struct argument *table, size_t length) {
    printf("usage: %s [options]\n", program);
    for (size_t i = 0; i < length; i++) {
        const char *kind = table[i].number ? "NUMBER" : table[i].text ? "TEXT" : "";
        printf("  --%-10s %-6s  %s\n", table[i].name, kind, table[i].meaning);
    }
}

static _Noreturn void refuse(const char *program, const char *word, const char *reason) {
    fprintf(stderr, "%s: %s: %s (see --help)\n", program, word, reason);
    exit(64);
}

static const struct argument *find(const char *word, const struct argument *table, size_t length) {
    if (strncmp(word, "--", 2) != 0) return 0;
    for (size_t i = 0; i < length; i++)
        if (strcmp(word + 2, table[i].name) == 0) return &table[i];
    return 0;
}

void read_arguments(int count, char **words, const struct argument *table, size_t length) {
    const char *program = words[0];
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--help") == 0) {
            print_table(program, table, length);
            exit(0);
        }
        const struct argument *argument = find(words[i], table, length);
        if (!argument) refuse(program, words[i], "no such option");
        if (argument->flag) {
            *argument->flag = 1;
            continue;
        }
        if (i + 1 == count) refuse(program, words[i], "a value is missing");
        const char *value = words[++i];
        if (argument->text) {
            *argument->text = value;
            continue;
        }
        char *end;
        double number = strtod(value, &end);
        if (end == value || *end || !isfinite(number)) refuse(program, value, "not a number");
        if (number < argument->least || number > argument->most) refuse(program, value, "out of range");
        *argument->number = number;
    }
}

void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(70);
}
