/* Options of a command line as rows of a table: how each is read, and where its value goes in a
 * command's own struct. */
#pragma once

#include "base/error.h"
#include "base/translated.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OPTION_TEXTS_MAX = 64, OPTION_SIZES_MAX = 8 };

struct pixel_size {
    int width, height;
};

struct option_texts {
    const char *at[OPTION_TEXTS_MAX];
    size_t count;
};

struct option_sizes {
    struct pixel_size at[OPTION_SIZES_MAX];
    size_t count;
};

/* Wall time; has_it is false where none was given. */
struct option_time {
    bool has_it;
    int64_t ms;
    int offset_minutes;
};

/* The value's type; OPTION_FLAG alone has no value on the command line. */
enum option_type {
    OPTION_FLAG,     /* bool */
    OPTION_TEXT,     /* const char *, not empty; of several the last one counts */
    OPTION_TAGS,     /* const char *, tags that a screen can have; one alone, as OPTION_SIZE */
    OPTION_SCREENS,  /* struct option_texts of such */
    OPTION_TEXTS,    /* struct option_texts: may be given again and again */
    OPTION_SIZE,     /* struct pixel_size, from WxH */
    OPTION_SIZES,    /* struct option_sizes */
    OPTION_TIME,     /* struct option_time, from RFC 3339 with an offset */
    OPTION_DURATION, /* int64_t, ms, from seconds or a duration such as 24h */
    OPTION_WINDOW,   /* struct option_window, from nothing or =WxH */
};

struct option_window {
    bool is_wanted;
    struct pixel_size size; /* 0 and 0 where none was given */
};

#define OPTION_SIZE_WANTED N_("WxH, 160x160 to 16384x16384")
#define OPTION_DURATION_WANTED N_("SECONDS, or a duration such as 24h; more than 0")
#define OPTION_LANGUAGE_WANTED N_("LANGUAGE, zh or en")
#define OPTION_TAGS_WANTED                                                                     \
    N_("TAGS, comma-separated; a tag is of letters, digits, - and _, 40 at most")
#define OPTION_TIME_WANTED N_("a time such as 2026-11-23T10:00:00+08:00")

struct option {
    const char *name; /* NULL ends a table */
    enum option_type type;
    size_t offset;      /* of the value in the command's struct */
    const char *wanted; /* what a value has to be, for usage and errors; NULL for a flag */
};

/* Reads the option at **at by the table, if it is there; *at is moved to its value where that
 * stands alone. It is in argv, which NULL ends. False with an error where the table has it not
 * or the value is not as wanted. Texts point into argv. */
bool option_read(
    const struct option *table, void *values, char *const **at, struct error *error);

/* The next tag of an OPTION_TAGS' text, and its size; the text's end where there is none.
 * Commas, Chinese ones too, and blanks stand between them. */
const char *option_next_tag(const char *text, size_t *size);

/* Whether the table has the option at the beginning of this argument. */
bool option_is_in(const struct option *table, const char *argument);
