/* STORE/play-trials: which editions `play` has died of. Before it loads an edition `play` opens
 * a trial of it; after a minute on the glass, or when it leaves in order, it closes it; when
 * every slide has been shown, what was counted is forgiven. So a trial that is found open
 * belongs to a `play` that died of it, and nothing need be written in the moment of dying; one
 * that leaves because a slide hangs opens it again.
 * A trial is early until a slide stands: who dies before that may have died of the display, and
 * no death is counted. The next `play` begins with the built-in slide, and then with that
 * edition, so that it is known which of the two it was.
 * Where the store cannot be written, the file is in $RUNTIME_DIRECTORY or $XDG_RUNTIME_DIR. It
 * is not fsynced: a power cut is not the edition's fault, and trials left open by another boot
 * do not count. */
#pragma once

#include "store/store.h"

#include <sys/types.h>

enum { TRIAL_DEATHS_MAX = 3, TRIALS_MAX = 2 };

struct trial {
    struct object_id edition;
    int deaths;
    pid_t pid;     /* of the `play` that has it open; 0 when none has */
    bool is_early; /* it had it open before a slide stood */
};

struct trials {
    struct trial list[TRIALS_MAX]; /* of the editions that the head names, at most */
    size_t count;
};

/* None when the file is missing or damaged. Any process. */
void trials_read(const struct store *store, struct trials *trials);
bool trials_write(const struct store *store, const struct trials *trials, struct error *error);

/* Counts what dead players left open: once, when `play` starts. Says whether there were any, so
 * that they have to be written. */
bool trials_take_up(struct trials *trials);

/* Whether earlier players may have died of that edition: early, or not often enough for it to
 * be set aside. */
bool trials_doubt(const struct trials *trials, const struct object_id *edition);

/* Forgets all but the editions that `head` names, so that one more has room. */
void trials_keep(struct trials *trials, const struct head *head);

/* Adds it where it is new. NULL when there is no room, see trials_keep. */
struct trial *trials_find(struct trials *trials, const struct object_id *edition, bool may_add);

/* What edition_load_allowed asks, of trials: whoever tells what is shown looks at what `play`
 * would show. */
bool trials_allow(void *trials, const struct object_id *edition);

bool trials_has_set_aside(const struct trials *trials, const struct object_id *edition);
