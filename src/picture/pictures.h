/* Pictures from the decoder, which is a program of its own: a hostile one kills only that.
 * Preparer thread only. */
#pragma once

#include "base/digest.h"
#include "base/error.h"
#include "content/feed/picture_ref.h"
#include "picture/picture.h"

struct picture_wish {
    const char *path;
    bool is_cover; /* fills width x height and is cropped around the focus, in thousandths */
    int width, height;
    int focus_x, focus_y;
    const char *object; /* that `path` holds, or "" */
    bool is_logo;       /* every slide has it: kept whatever other small ones come */
    int64_t max_ms;     /* its decoder is waited for as long; 0: as DECODER_MAX_MS */
};

/* Those that could not be decoded, by their objects: not tried again until forgotten, or until
 * a few minutes have passed where it was not their fault. And the sizes of others: objects do
 * not change. Zeroed is empty. */
enum { PHOTOS_FAILED_MAX = 64, PICTURES_SPOILT_MAX = 16 };

/* Of a picture that is kept; of the name of an object. */
enum { PICTURES_KEPT_MAX_BYTES = 512 * 1024, PICTURES_OBJECT_ROOM = 65 };

struct picture_size;

/* The objects whose bytes the disk spoiled, as far as they were met; "": none. */
struct pictures_spoilt {
    char objects[PICTURES_SPOILT_MAX][PICTURES_OBJECT_ROOM];
};

/* One that is decoded while something else is done. */
struct picture_ahead {
    struct helper *decoder; /* NULL: none is */
    struct picture_wish wish;
    char object[PICTURES_OBJECT_ROOM];
};

/* A small picture and what it was made for. */
struct picture_kept {
    struct picture *picture; /* straight-alpha 0xAARRGGBB when has_alpha; NULL: none */
    bool has_alpha;
    struct picture_wish wish;
    char object[PICTURES_OBJECT_ROOM];
};

struct picture_failed {
    char object[PICTURES_OBJECT_ROOM];
    int64_t again_us; /* when it is tried again, on the monotonic clock; INT64_MAX: never */
    char why[160];
    bool is_anew; /* since slides were planned */
};

struct pictures {
    int64_t max_ms; /* set once; see struct picture_wish */
    bool (*is_sound)(const char *path, const char *object); /* see struct supply; or NULL */
    struct picture_failed failed[PHOTOS_FAILED_MAX];
    size_t next;
    struct pictures_spoilt spoilt; /* as the log was told */
    struct picture_size *sizes;
    size_t size_count, size_capacity;
    struct picture_kept logo, other; /* the last small ones */
    struct digest noted;             /* what the file of pictures_note has */
    struct picture_ahead ahead;
    bool is_held_up; /* until pictures_end: one was late, and others are not waited for too */
    bool is_planning;
    int64_t measuring_us; /* what is left of planning to find more sizes in */
};

void pictures_finish(struct pictures *pictures);
void pictures_forget(struct pictures *pictures); /* the failures */
bool pictures_has_failed(const struct pictures *pictures, const char *object);

/* Why it is not painted now, or NULL: it is. */
const char *pictures_why_not(const struct pictures *pictures, const char *object);

/* is_late: it was no fault of the picture's, see decoder_give_up. */
void pictures_note_failure(
    struct pictures *pictures, const char *object, const char *why, bool is_late);

/* Whether the sizes that planning was given hold no more: a picture failed since that has one,
 * or one is to be tried again. */
bool pictures_contradict(const struct pictures *pictures);

/* What was found of an object's bytes: the log has a line when the disk has spoiled them and
 * one when they are sound again, and none in between. */
void pictures_tell_spoilt(
    struct pictures *pictures, const char *object, const char *url, bool is_spoilt);

/* From pictures_measure until it is called with 0, while slides are planned, sizes that are not
 * known are found by decoding, for so long in all: a feed full of slow pictures must not keep
 * the screen waiting. */
void pictures_measure(struct pictures *pictures, int64_t most_us);

/* As struct gauge in slide/slide.h wants it. */
bool pictures_size(
    struct pictures *pictures, const struct picture_ref *picture, int *width, int *height);

/* Upright and whole. */
struct picture_whole {
    int width, height;
    /* why it failed: too large for the decoder; of a kind that is not shown; its own fault */
    bool is_too_large, is_unfit, is_damaged;
    bool is_late; /* or it was no fault of its own, and nothing is known of it */
};

/* All of it as wished, for who keeps it: straight-alpha 0xAARRGGBB where *has_alpha. NULL with
 * an error. The wish's object is not looked at. */
struct picture *picture_load(
    const struct picture_wish *wish, bool *has_alpha, struct error *error);

/* Looks how large it is, and whether it can be decoded at all. False with an error. */
bool picture_measure(const char *path, struct picture_whole *whole, struct error *error);
bool picture_measure_within(
    const char *path, int64_t max_ms, struct picture_whole *whole, struct error *error);

/* A place in a picture. */
struct picture_spot {
    struct picture *picture;
    int x, y;
};

/* Has a picture decoded that will be painted soon, by another process meanwhile; one at a time.
 * pictures_end when nothing more is to be painted: what was not asked for after all is let go.
 */
void pictures_begin(struct pictures *pictures, const struct picture_wish *wish);
void pictures_end(struct pictures *pictures);

/* Whether one that fits into so much is decoded once and kept, until another such one comes:
 * another logo, or another of the others. */
bool pictures_keep_size(int width, int height);

/* The logo that is kept, over a restart: read from a file before anything is painted, and
 * written there where it is another by now. Of use or not: a file that is damaged, or was
 * written on another `ground` (program and decoder), is none. */
void pictures_recall(struct pictures *pictures, const char *path, const struct digest *ground);
void pictures_note(struct pictures *pictures, const char *path, const struct digest *ground);

/* Paints the picture into the middle of a rectangle as large as wished, its left top at the
 * spot. Takes no longer than the wish's max_ms, which is 10 s where a screen waits; behind one
 * that took as long, others up to pictures_end are not begun, and count as late. False with an
 * error when it cannot be decoded, which is noted: when its decoder is stopped half-way, some
 * rows are there, and the caller paints over them. False with an empty error when the disk
 * spoiled it: `fetch` finds that too and gets it again, so the next try may do. */
bool pictures_paint(struct pictures *pictures, const struct picture_wish *wish,
    const struct picture_spot *spot, struct error *error);
