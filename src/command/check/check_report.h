/* What `check` found, kept until all is looked at, then printed for a person or a script. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "content/feed/finding.h"

#include <stdint.h>

/* What to put in place of what, so that it is mended. */
struct checked_edit {
    size_t line, column;    /* of `was`, from 1 */
    const char *was, *text; /* as they stand in the document */
};

struct mend;

struct checked_finding {
    const char *file;      /* as the person named it */
    struct finding detail; /* pointer "" and item NULL where it is about all of it */
    size_t line, column;   /* of the document, from 1; 0 where they are not known */
    const char *sizes;     /* "1920x1080, 1080x1920": where a layout shows it; or NULL */
    uint64_t hash;         /* of a layout's */
    const char *place;     /* the pointer in words, or NULL */
    const char *advice;    /* in place of its code's, or NULL */
    const char *shown;     /* the edits for a person, line by line, or NULL */
    struct mend *mend;     /* what is shown of them; NULL: nothing */
    struct checked_edit *edits;
    size_t edit_count;
    bool is_example; /* the edits put something there for what only the editor knows */
    size_t order;    /* in which it was found, within its file */
};

struct check_report {
    struct arena arena;
    struct checked_finding *list;
    size_t count, capacity;
    size_t errors, warnings, notes;
    size_t *slots; /* index + 1 of a layout's findings, by their hash; a power of two */
    size_t slot_count, layout_count;
    size_t slots_first; /* of the findings that the slots hold: those of this file */
    bool no_memory;     /* a finding was lost: what is there is not the whole truth */
};

void check_report_init(struct check_report *report);
void check_report_finish(struct check_report *report);

/* Copies everything; what does not fit into memory sets no_memory. */
void check_report_add(
    struct check_report *report, const char *file, const struct finding *finding);

/* The same, with a place in the text. What comes back is the report's, until the next is added;
 * NULL when memory is out. */
struct checked_finding *check_report_add_at(struct check_report *report, const char *file,
    size_t line, size_t column, const struct finding *finding);

/* What a layout at that size shows. The header and the footer stand on every slide, and most is
 * the same at every size: what was said of the file is not said again, but gets the size. */
void check_report_add_layout(struct check_report *report, const char *file, const char *size,
    const struct finding *finding);

/* The list was sorted: what a layout shows from here on is of another file. */
void check_report_forget_places(struct check_report *report);

/* One a line, what to do in the lines below: "FILE:LINE:COLUMN: /items/3/show/until: error: not
 * a date". In the reader's language. False when memory is out. */
bool check_report_print_text(const struct check_report *report, struct bytes *out);
bool check_report_print_json(const struct check_report *report, struct bytes *out);
