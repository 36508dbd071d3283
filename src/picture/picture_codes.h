/* What `fetch` finds out about a picture that came, with the sandboxed decoder: the codes in
 * it, and its size. Of src/net, and for `check`. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "content/feed/picture_ref.h"

#include <stdatomic.h>

enum picture_search {
    PICTURE_SEARCHED, /* or damaged: then it is not shown, and has no codes; or hides_codes */
    PICTURE_FAILED,   /* or was stopped, or the machine was too busy: to be tried again */
};

/* Fills the picture's codes (in the arena), hides_codes, is_searched, was_tried and size from
 * the file that `input` is, which it reads from its beginning. `why` says what went wrong, ""
 * for nothing. Any thread, and one at a time: a decoder may take hundreds of megabytes. Takes
 * seconds, on a busy machine a minute at worst; ends early (PICTURE_FAILED) once *stop, which
 * may be NULL, is set. */
enum picture_search picture_codes_read(int input, const atomic_bool *stop, struct arena *arena,
    struct picture_ref *picture, struct error *why);

/* The same of bytes that are in no file yet. */
enum picture_search picture_codes_read_bytes(const struct bytes *body, const atomic_bool *stop,
    struct arena *arena, struct picture_ref *picture, struct error *why);

/* The texts of codes, each with a NUL, as lines of what can stand in a manifest: one or more
 * for each text, in the arena. texts[size] is NUL too. NULL when memory is out. */
const char *picture_codes_lines(struct arena *arena, const char *texts, size_t size);
