/* The feeds of an edition as they were let in, kept in a file beside the head: a restart takes
 * them from there, in a fraction of the time, and proves them behind the first slide. The file
 * is of one edition, program, config and deny lists, and of bodies that are the same files as
 * when they were read; of any other, or with a byte of it wrong, it is as good as none. It
 * comes to no more than the head, which lies beside it: an edition of which a source has to be
 * signed is never taken from it. */
#pragma once

#include "base/digest.h"
#include "edition/edition.h"

#define RECALL_FILE "play-feeds" /* in the store's folder */

struct recall {
    const char *path;     /* of the file; outlives the edition */
    struct digest ground; /* of the program, and of what it reads and judges by */
    bool may_take;        /* or what is loaded is only kept */
};

/* Once the manifest is known, and before anything else is read. */
void edition_recall_begin(
    struct store *store, struct edition *edition, const struct recall *recall);

/* Fills the feeds and the pictures that may be shown. False where they are to be read, and
 * nothing is changed then. */
bool edition_recall(struct store *store, struct edition *edition);

/* Of fewer items nobody waits for the reader. */
enum { RECALL_ITEMS_LEAST = 100 };

/* Writes the file, once, where the edition was begun so and has so many items that it is of
 * use, and the file is another one. Any one thread, for whose time the edition stays. */
void edition_keep(struct edition *edition);

/* Whether the file is there, whole, of that edition. */
bool edition_is_kept(struct store *store, const struct edition *edition);

/* Keeps what the head names, unless that was done: for who named it, so that the first `play`
 * that shows it need not read it first. Of feeds that are `known` as they were let in, by the
 * store's guard, it is enough that the disk has their bytes; the others are read. */
struct let_in;
void edition_keep_current(struct store *store, const struct recall *recall,
    const struct let_in *known, size_t known_count);

/* Whether an edition that was read comes to what one was recalled as, whose kept.as that is. */
bool edition_is_as_recalled(const struct edition *edition, const struct kept_as *recalled);
