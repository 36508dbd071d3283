/* A raw string in pieces, full-width forms folded; for phone*.c only. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PHONE_RUN_MAX = 30 }; /* digits of a run that are kept */

enum phone_token_kind {
    TOKEN_DIGITS, /* a run of digits */
    TOKEN_WORD,   /* text */
    TOKEN_NAME,   /* a word with digits in it: a mail address, "A126" */
    TOKEN_SPACE,  /* white space, and signs that only decorate */
    TOKEN_DASH,   /* any hyphen or dash */
    TOKEN_ODD,    /* what stands for a dash by mistake: _ 一 */
    TOKEN_DOT,
    TOKEN_WAVE,  /* ~ */
    TOKEN_UNTIL, /* 至 到 */
    TOKEN_STAR,  /* * # between digits */
    TOKEN_MASK,  /* digits that are not told: **** */
    TOKEN_PLUS,
    TOKEN_COLON,
    TOKEN_SLASH,
    TOKEN_LIST, /* 、 | 或 和 */
    TOKEN_COMMA,
    TOKEN_STOP, /* ; 。 */
    TOKEN_LINE, /* a line's end */
    TOKEN_ITEM, /* the number of an item: 1、 (2) ③ */
    TOKEN_OPEN, /* brackets of any kind */
    TOKEN_CLOSE,
    TOKEN_EXTENSION, /* 转 分机 ext x */
    TOKEN_END,
};

struct phone_token {
    enum phone_token_kind kind;
    size_t start, end;  /* bytes of the raw string */
    int size;           /* of digits */
    const char *digits; /* ASCII, in the arena */
    bool is_internal;   /* of an extension: the word alone means one too (分机) */
    size_t head;        /* 1 + the first token of its column's head; 0: it is in no table */
};

struct phone_tokens {
    const char *raw;
    struct phone_token *list;      /* the last is TOKEN_END */
    size_t count;                  /* without it */
    bool is_cut;                   /* only the first 8 KiB are read */
    size_t heads_first, heads_end; /* of a table; none where they are the same */
};

/* False when memory is out. */
bool phone_tokens_read(struct arena *arena, const char *raw, struct phone_tokens *out);

/* The next character, folded: half-width, dashes and white space of one form, digits of every
 * script as ASCII. *at must be below size. */
uint32_t phone_fold_next(const char *text, size_t size, size_t *at);
