/* What a reader of content noticed, with its place: `check` prints them, `fetch` logs them. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum finding_severity {
    FINDING_NOTE,    /* works, but was probably not meant: an unknown member */
    FINDING_WARNING, /* shown, but not as well as it could be: a title shrunk below its minimum
                      */
    FINDING_ERROR,   /* held back or refused */
};

struct finding {
    enum finding_severity severity;
    const char *pointer; /* RFC 6901 JSON pointer into the document, "" for all of it */
    const char *item;    /* id of the item that it is about, or NULL */
    const char *message; /* one line, English, no full stop */
};

struct findings {
    struct arena *arena; /* set once; owns every text */
    struct finding *list;
    size_t count, capacity;
};

void findings_init(struct findings *findings, struct arena *arena);

/* Copies pointer and item. A finding that cannot be kept for want of memory is dropped, and
 * so are notes and warnings behind the first 2000. */
void findings_add(struct findings *findings, enum finding_severity severity,
    const char *pointer, const char *item, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
