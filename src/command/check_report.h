/* What `check` found, kept until all is looked at, then printed for a person or a script. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "content/finding.h"

struct checked_finding {
    const char *file;             /* as the person named it */
    const struct finding *detail; /* pointer "" and item NULL where it is about all of it */
    const char *size;             /* "1920x1080" of a layout warning, or NULL */
};

struct check_report {
    struct arena arena;
    struct checked_finding *list;
    size_t count, capacity;
    size_t errors, warnings;
    bool no_memory; /* a finding was lost: what is there is not the whole truth */
};

void check_report_init(struct check_report *report);
void check_report_finish(struct check_report *report);

/* Copies everything; what does not fit into memory sets no_memory. */
void check_report_add(
    struct check_report *report, const char *file, const struct finding *finding);

/* A layout warning. The header and the footer stand on every slide: what was said of the same
 * size of the same file is not said again. */
void check_report_add_layout(struct check_report *report, const char *file, const char *size,
    const char *item, const char *message);

/* One a line: "FILE: /items/3/show/until: error: not a date". False when memory is out. */
bool check_report_print_text(const struct check_report *report, struct bytes *out);
bool check_report_print_json(const struct check_report *report, struct bytes *out);
