/* Drafts of parts, every version of them that was kept, approvals and what reviewers wrote: the
 * tables, and what may be done to them. Each call is within a transaction of the caller's where
 * it writes. Texts live in the arena. Any thread, with its own database. */
#pragma once

#include "base/arena.h"
#include "command/desk/core/database.h"
#include "command/desk/document/canonical.h"

extern const struct database_unit drafts_tables;

/* What a version is of: why it was kept. */
extern const char drafts_why_draft[], drafts_why_conflict[], drafts_why_dropped[],
    drafts_why_removal[];

struct draft {
    const char *part, *kind, *title;
    const char *content; /* its JSON; NULL: the part is to be taken out */
    int64_t revision;    /* of the version that it is; grows through all parts */
    char hash[CANONICAL_HASH_BYTES];
    const char *by;
    int64_t at_ms;
    bool is_submitted;
};

/* NULL without an error where there is none. */
struct draft *drafts_find(
    struct database *database, struct arena *arena, const char *part, struct error *error);

/* The newest that happened to the part: a draft, its end, or a publication; 0 for nothing. What
 * a draft that is begun now is based on. */
bool drafts_revision(
    struct database *database, const char *part, int64_t *revision, struct error *error);

/* Keeps the version and makes it the draft: approvals are void, and it is not submitted.
 * draft->revision is set. */
bool drafts_save(struct database *database, struct draft *draft, struct error *error);

/* Keeps a version that is not the draft, with why; NULL content: there is none. *revision is
 * set. */
struct version {
    const char *part, *content, *hash, *by, *why;
    int64_t at_ms, revision;
};
bool drafts_keep(struct database *database, struct version *version, struct error *error);

/* Takes the draft away with its approvals; its versions stay. */
bool drafts_end(struct database *database, const char *part, struct error *error);

bool drafts_submit(
    struct database *database, const char *part, bool is_submitted, struct error *error);

typedef void drafts_each_fn(void *context, const struct draft *draft);
bool drafts_each(struct database *database, struct arena *arena, drafts_each_fn *each,
    void *context, struct error *error);

/* The newest first. A content that was kept under that revision is the base of a later one. */
typedef void versions_each_fn(void *context, const struct version *version);
bool drafts_versions(struct database *database, const char *part, versions_each_fn *each,
    void *context, struct error *error);
const char *drafts_content_of(
    struct database *database, struct arena *arena, const char *part, int64_t revision);

/* Who wrote what each part is now, its draft or else what is published, and when: not who put
 * it out. Who put it out where nobody here wrote it. The texts live for the call. */
typedef void touched_each_fn(void *context, const char *part, const char *by, int64_t at_ms);
bool drafts_touched(
    struct database *database, touched_each_fn *each, void *context, struct error *error);

/* Whether it was sent back, and nobody changed it since. */
bool drafts_is_returned(struct database *database, const struct draft *draft, bool *is_returned,
    struct error *error);

/* Whether they wrote any of what the draft has become since the one before it was published or
 * dropped. */
bool drafts_wrote(struct database *database, const char *part, const char *name, bool *wrote,
    struct error *error);

/* Over the draft's revision and hash; of others than who wrote it. */
struct approval {
    const char *by, *hash;
    int64_t at_ms;
};
bool drafts_approve(struct database *database, const struct draft *draft,
    const struct approval *approval, struct error *error);
typedef void approvals_each_fn(void *context, const struct approval *approval);
bool drafts_approvals(struct database *database, const struct draft *draft,
    approvals_each_fn *each, void *context, struct error *error);
/* -1 with an error. */
int drafts_approval_count(
    struct database *database, const struct draft *draft, struct error *error);

struct remark {
    const char *part, *by, *text;
    int64_t at_ms;
};
bool drafts_remark(struct database *database, const struct remark *remark, struct error *error);
typedef void remarks_each_fn(void *context, const struct remark *remark);
/* Since it was last published; the oldest first. */
bool drafts_remarks(struct database *database, const char *part, remarks_each_fn *each,
    void *context, struct error *error);
