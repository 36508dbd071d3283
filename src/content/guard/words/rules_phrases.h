/* The phrases of a list's lines. Of content/guard only. */
#pragma once

#include "content/guard/words/rules.h"

/* While lists are read. */
struct rules_reading {
    struct arena arena;
    const char **files; /* each once */
    size_t count, capacity;
};

/* A list while it is read. */
struct rules_file {
    struct rules *rules;
    struct rules_reading *reading;
    const char *path;
    int line, depth;
    uint16_t list;
    struct error *error;
};

/* Without the white space around it: within the line. */
char *rules_trim(char *line);

/* Each adds to the rules what stands there: an expression, a phrase, or "a, b, c". False with
 * what is wrong. */
bool rules_read_regular(struct rules_file *file, const char *text);
bool rules_read_phrase(
    struct rules_file *file, enum rule_kind kind, int weight, const char *text);
bool rules_read_phrases(struct rules_file *file, enum rule_kind kind, int weight, char *text);
