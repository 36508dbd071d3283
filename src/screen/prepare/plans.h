/* What planning found, kept from one plan to the next and over a restart, in a file beside what
 * `status` is told. It is of use or it is not: nobody misses it. Preparer thread only. */
#pragma once

#include "slide/page/plan_memory.h"

struct plans {
    const char *path; /* or NULL: nothing is kept */
    struct plan_memory *memory;
    struct digest ground; /* of this program, its decoder and its fonts */
};

void plans_finish(struct plans *plans);

/* Reads what is kept there, once. The path outlives the plans. */
void plans_open(struct plans *plans, const char *data_dir, const char *path);

/* Before the layout plans a deck: it is given the memory. */
void plans_begin(struct plans *plans, struct layout *layout);

/* Writes down what the last plan used, if it found anything new. */
void plans_keep(struct plans *plans);

/* What is known is wrong, whatever it was told by. */
void plans_forget(struct plans *plans);
