/* The rules that hold back what is poisoned, one thing at a time (docs/guard.md). A guard is
 * made once from the config; it belongs to one thread at a time. */
#pragma once

#include "content/feed.h"

/* Lists of the config, borrowed while guard_create runs. An empty one rules nothing. */
struct guard_setup {
    const char *const *identity; /* the names that are this campus */
    size_t identity_count;
    const char *const *hosts; /* exact, or .suffix */
    size_t host_count;
    const char *const *hotlines; /* numbers or their beginnings */
    size_t hotline_count;
    const char *const *deny; /* paths of deny lists */
    size_t deny_count;
};

struct guard;

/* NULL with an error: a deny list that cannot be read or has a bad rule (FILE:LINE), a host
 * that is none, or no memory. */
struct guard *guard_create(const struct guard_setup *setup, struct error *error);
void guard_destroy(struct guard *guard);

/* Takes out of the feed what the rules hold back and lists it under `held` and in the findings.
 * False with an error when the feed is refused whole (its site.name is not this campus, or is
 * denied), or memory is out: it must not be shown then. guard may be NULL: no rules. Links to
 * the host of url, where the feed comes from, are always allowed ("" for none). */
bool guard_apply(
    const struct guard *guard, struct feed *feed, const char *url, struct error *error);
