/* What is planned of a part, for whoever looks at it or changes it. */
#pragma once

#include "command/desk/content/drafts.h"
#include "command/desk/content/kit.h"

struct plans {
    struct planned *items; /* with their texts in the request's arena */
    size_t count, capacity;
};

/* Of one part, or of all where it is NULL. */
bool plans_read(
    struct visit *visit, const char *part, struct plans *plans, struct error *error);

/* NULL where nothing is planned of it. */
const struct planned *plans_of(const struct plans *plans, const char *part);

/* What stands there of a plan. */
struct plan_told {
    bool is_late;    /* its time came, and it was not published */
    bool goes_out;   /* the draft is what was planned, and approved */
    const char *why; /* why it did not go out, or will not; or NULL */
};
/* draft: that of the part now, or NULL. planned may be NULL. False with an error. */
bool plans_judge(struct visit *visit, const struct planned *planned, const struct draft *draft,
    struct plan_told *told, struct error *error);

/* "planned": {id, at, by, waits_for_key, goes_out, why}, or null. */
void plans_put(struct visit *visit, struct writer *writer, const struct planned *planned,
    const struct plan_told *told);

/* Whoever makes another of what is planned is told: the sentence, or NULL. */
const char *plans_warning(struct visit *visit, const char *part, const char *hash);
