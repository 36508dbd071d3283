/* How a finding is mended: what to put in place of what, so that somebody may paste it. */
#pragma once

#include "base/arena.h"
#include "content/feed/finding.h"
#include "content/json/json_tree.h"
#include "time/zone.h"

struct mend_edit {
    size_t at, size;  /* of the document, in bytes: what goes */
    const char *text; /* what comes in its place */
};

struct mend {
    struct mend_edit *edits; /* by place; none overlaps another */
    size_t count, capacity;
    const char *why;    /* in place of the finding's message: more is known here; or NULL */
    const char *advice; /* in place of its code's; or NULL */
    bool is_example;    /* what comes is to be replaced by what is meant */
    size_t told_at;     /* the place to be named; 0: the first edit, or the fault */
};

/* What is known of a document and of where it is shown. */
struct mend_job {
    struct arena *arena;
    const char *text;
    size_t size;
    const struct json_tree *tree;    /* of strict JSON; else NULL */
    const struct check_lines *lines; /* command/check/check_lines.h; or NULL */
    const struct text_list *tags[2]; /* those that there are; two lists, each may be NULL */
    const char *folder;              /* the document's, or NULL */
    const struct zone *zone;
    int64_t now_ms;
};

/* Adds an edit. What memory did not suffice for leaves the mend without any. */
void mend_add(
    const struct mend_job *job, struct mend *mend, size_t at, size_t size, const char *text);

/* Of a text that is no strict JSON: its faults one behind the other, each mended before the
 * next is looked for, as far as that goes. `tell` is called with each. */
struct mend_fault {
    size_t at;           /* in the document, in bytes */
    const char *pointer; /* reached there */
    const char *why;
    size_t element;    /* of the list that the pointer leads to, from 1; 0: unknown */
    const char *title; /* of that element; or NULL */
    struct mend mend;
};
void mend_text(const struct mend_job *job,
    void (*tell)(void *context, const struct mend_fault *fault), void *context);

/* Of a finding in strict JSON: fills what is known of its mending, perhaps nothing. */
void mend_find(const struct mend_job *job, const struct finding *finding, struct mend *mend);
