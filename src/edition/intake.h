/* The one way in: bytes become what may be shown, or are refused. `fetch` takes in what a
 * server sent, `play` what the store has, `check` and `render` what somebody names. */
#pragma once

#include "base/bytes.h"
#include "edition/edition.h"

/* Why nothing of it may be shown. */
enum intake_refusal {
    INTAKE_GOOD,
    INTAKE_DISTRUSTED, /* not signed as the config asks, or something old */
    INTAKE_NOT_READ,   /* nothing that an adapter makes a feed of */
    INTAKE_NO_FEED,    /* not what its format reads */
    INTAKE_FOREIGN,    /* the guard refuses it whole */
    INTAKE_FAILED,     /* no memory, or the pictures could not be looked for */
};

struct intake {
    /* What comes, and by which rules; borrowed. */
    const struct bytes *body, *signature;
    /* The native feed that was made of a foreign body; NULL: the body is one, or `adapt` makes
     * one. */
    const struct bytes *native;
    /* Sets `native` where the body is foreign. False with an error where nothing can be made of
     * it. NULL: no foreign feed is let in. */
    bool (*adapt)(struct intake *intake, struct error *error);
    void *adapt_context;
    struct store *store; /* whose config says who has to sign; NULL: nobody has to */
    const struct guard *guard;
    bool is_new; /* it must not fall behind what the store's head knows: at now_ms */
    int64_t now_ms;
    bool tells; /* all that is wrong in it: its warnings, and what else is where it is FOREIGN,
                   so that it is kept all the same */
    /* Finds the pictures of the source's feed that are there; NULL where they are known, or
     * none is yet. */
    bool (*find_pictures)(struct intake *intake, struct error *error);
    void *context;
    /* What comes of it: of the source name, url, format, part and the pictures that are known
     * are set; feed, proof and the pictures that may be shown are filled. */
    struct edition_source *source;
    enum intake_refusal refusal;
};

/* Signature, format (a foreign one is adapted), age, guard, pictures, in this order. False with
 * an error when it is refused: source->feed is NULL then, but see `tells`. The source owns the
 * feed. */
bool intake_take(struct intake *intake, struct error *error);

/* The last step by itself, for a feed that was let in when no picture of it was known: leaves
 * of both what may be shown now, of its part of the edition. False when memory is out. */
bool intake_show(const struct guard *guard, struct edition_source *source, struct error *error);
