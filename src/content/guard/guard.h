/* The rules that hold back what is poisoned, one thing at a time (docs/guard.md). A guard is
 * made once from the config; it belongs to one thread at a time, which may have the help of
 * another for the length of a call. */
#pragma once

#include "base/digest.h"
#include "content/feed/feed.h"
#include "content/phone/phone_plan.h"

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
    const enum phone_plan *phones; /* how numbers are read; NULL: by the feed's language */
};

struct guard;
struct picture_ref;

/* NULL with an error: a deny list that cannot be read or has a bad rule (FILE:LINE), a host
 * that is none, or no memory. */
struct guard *guard_create(const struct guard_setup *setup, struct error *error);
void guard_destroy(struct guard *guard);

/* Of what is not in the config but in its deny lists, as they were read: with others the guard
 * may judge otherwise. guard may be NULL. */
void guard_digest(const struct guard *guard, struct digest *digest);

/* The plan by which telephone numbers are read. guard may be NULL. */
enum phone_plan guard_phones(const struct guard *guard);

/* Takes out of the feed what the rules hold back and lists it under `held` and in the findings.
 * False with an error when the feed is refused whole (its site.name is not this campus, or is
 * denied), or memory is out: it must not be shown then. guard may be NULL: no rules. Links to
 * the host of url, where the feed comes from, are always allowed ("" for none). */
bool guard_apply(
    const struct guard *guard, struct feed *feed, const char *url, struct error *error);

/* Takes out of the pictures those in which a QR code leads to a host that is not allowed, and
 * lists under `held` every item that has one; an item that is that picture goes as well. False
 * when memory is out. */
bool guard_apply_to_pictures(const struct guard *guard, struct feed *feed, const char *url,
    struct picture_ref *pictures, size_t *count);

/* Whether the picture may be shown; false with why not. */
bool guard_allows_picture(const struct guard *guard, const struct picture_ref *picture,
    const char *feed_url, struct error *why);

/* Whether links of the feed at `feed_url` may lead to that address; false with why not. */
bool guard_allows(const struct guard *guard, struct arena *scratch, const char *address,
    const char *feed_url, struct error *why);

/* Whether people may be told to call that number; false with why not. */
bool guard_allows_number(
    const struct guard *guard, struct arena *scratch, const char *number, struct error *why);
