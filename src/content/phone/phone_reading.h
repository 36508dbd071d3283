/* What was read in a string of telephone numbers: plain data, and how it is printed. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* An extension behind a number. */
struct phone_extension {
    const char *digits;
    const char *name; /* who answers there, or empty */
};

struct phone_entry {
    const char *number; /* as printed: "023-65763111", "138-0000-1234", "+852-2345-6789" */
    const char *dial; /* "tel:+862365763111" (RFC 3966), or empty: no mobile phone gets there */
    const char *label; /* what stood in front, or empty; maybe the one of a number before */
    const char *note;  /* what stood behind, or empty */
    const struct phone_extension *extensions;
    size_t extension_count;
    bool is_internal; /* a short number inside the house */
    bool is_range;    /* the end of a range that began with the entry before */
};

/* Digits that are no part of an entry, and whatever else an editor should look at. */
enum phone_doubt_kind {
    PHONE_DOUBT_OTHER,  /* the text says that it is something else: QQ, 邮编; no fault */
    PHONE_DOUBT_TEXT,   /* digits of a text that is not shown; no fault */
    PHONE_DOUBT_RANGE,  /* only the ends of a range are listed; no fault */
    PHONE_DOUBT_LENGTH, /* nearly a number: too few digits, or too many */
    PHONE_DOUBT_UNSURE, /* might be a number, or several */
    PHONE_DOUBT_LEFT,   /* nobody can tell what it is */
    PHONE_DOUBT_CUT,    /* more than is read: 8 KiB, 400 groups of digits */
};

struct phone_doubt {
    enum phone_doubt_kind kind;
    const char *text; /* as written, on one line */
    int found, due;   /* of LENGTH: digits */
};

/* What became of each digit of the string. */
enum phone_use {
    PHONE_USE_NUMBER,
    PHONE_USE_EXTENSION,
    PHONE_USE_AREA, /* an area's code that numbers elsewhere in the string have */
    PHONE_USE_NOTE, /* stands in a label, a note or a name */
    PHONE_USE_LEFT,
};

struct phone_digit {
    size_t at; /* byte of the raw string */
    enum phone_use use;
    size_t entry, extension; /* of a number or an extension */
};

/* In the arena of who read it (content/phone/phone_read.h). */
struct phone_reading {
    const struct phone_entry *entries;
    size_t entry_count;
    const struct phone_doubt *doubts;
    size_t doubt_count;
    const char *other; /* another reading that is as good, on one line; NULL: there is none */
    const struct phone_digit *digits;
    size_t digit_count;
};

/* The text of one entry, with its extensions:
 * "023-65763111 (招办) 转 8001 (王老师), 8002 (李老师)". NULL when memory is out. */
const char *phone_entry_print(struct arena *arena, const struct phone_entry *entry);

/* All entries on one line, with " | " between; "" of none. NULL when memory is out. */
const char *phone_reading_print(struct arena *arena, const struct phone_reading *reading);
