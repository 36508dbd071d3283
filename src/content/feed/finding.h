/* What a reader of content noticed, with its place: `check` prints them, `fetch` logs them. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum finding_severity {
    FINDING_NOTE,    /* works, but was perhaps not meant: an unknown member */
    FINDING_WARNING, /* shown, but not as well as it could be: a title shrunk below its minimum
                      */
    FINDING_ERROR,   /* held back or refused */
};

/* What kind of finding it is: scripts rely on its name, and `check` gives advice by it. */
enum finding_code {
    FINDING_UNREADABLE, /* a file or an address that cannot be read */
    FINDING_NOT_JSON,   /* not strict JSON */
    FINDING_NOT_FEED,   /* JSON, but no feed of this format */
    FINDING_TYPE,
    FINDING_VALUE,
    FINDING_DATE,
    FINDING_URL,
    FINDING_MISSING,
    FINDING_UNKNOWN,
    FINDING_FOREIGN, /* another kind of item has it */
    FINDING_BESIDE,  /* it belongs inside `show` */
    FINDING_KIND,
    FINDING_EMPTY,
    FINDING_BLOCK,
    FINDING_TWICE,
    FINDING_LENGTH, /* a text or body that is cut */
    FINDING_COUNT,
    FINDING_NUMBER,  /* no telephone number in it */
    FINDING_DIGITS,  /* digits that are no part of one */
    FINDING_READING, /* it may be read in two ways */
    FINDING_READ,    /* how it was read */
    FINDING_HOURS,
    FINDING_ROWS,
    FINDING_ALERT,
    FINDING_IDENTITY, /* the guard's */
    FINDING_DENIED,
    FINDING_LINK,
    FINDING_HOTLINE,
    FINDING_RULE,   /* a show rule that cannot be read */
    FINDING_OVER,   /* its time is past */
    FINDING_NEVER,  /* its rules never hold */
    FINDING_SCREEN, /* no screen has the tags */
    FINDING_TAG,    /* one of the tags is nowhere among those that there are */
    FINDING_ORDER,
    FINDING_UNVERIFIED,
    FINDING_VERIFY,
    FINDING_CUT, /* laid out */
    FINDING_SHRUNK,
    FINDING_GLYPH,
    FINDING_PAGES,
    FINDING_QR,
    FINDING_CONTRAST,
    FINDING_PICTURE,
    FINDING_PICTURE_TYPE,
    FINDING_PICTURE_BUSY, /* the machine was too busy to look at it */
    FINDING_PICTURE_SMALL,
    FINDING_PICTURE_LARGE,
    FINDING_PICTURE_SHAPE,
    FINDING_HTTP,
    FINDING_EXPIRED,
    FINDING_ISSUED,
    FINDING_THEME,
    FINDING_WAITS,    /* the breaker would hold it back */
    FINDING_AHEAD,    /* dated in the future */
    FINDING_LOST,     /* what the form of a text says is not shown: tables, pictures, breaks */
    FINDING_BLANK,    /* a member of a rule that is empty, and so says nothing */
    FINDING_GARBLED,  /* saved in one encoding and opened in another */
    FINDING_MARKDOWN, /* marks of Markdown, shown as they are typed */
    FINDING_SWAPPED,  /* title and text change places, perhaps */
    FINDING_ADAPTED,  /* what became of a foreign feed */
    FINDING_ENCODING, /* in another one than UTF-8 */
    FINDING_LEFT_OUT, /* notes and warnings that are not listed */
    FINDING_CODE_COUNT,
};

struct finding {
    enum finding_severity severity;
    enum finding_code code;
    const char *pointer; /* RFC 6901 JSON pointer into the document, "" for all of it */
    const char *item;    /* id of the item that it is about, or NULL */
    const char *message; /* one line, no full stop; English unless language_load */
};

struct findings {
    struct arena *arena; /* set once; owns every text */
    struct finding *list;
    size_t count, capacity;
    size_t left_out; /* notes and warnings behind the first 2000 */
};

void findings_init(struct findings *findings, struct arena *arena);

/* Whether notes and warnings are only counted from here on; errors are always kept. */
bool findings_full(const struct findings *findings);

/* Copies the finding, whose message is the rest. One that cannot be kept for want of memory is
 * dropped. */
void findings_add(struct findings *findings, const struct finding *finding, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/* "wrong-type", "bad-date", ...: never changes, whatever the language. */
const char *finding_code_name(enum finding_code code);
