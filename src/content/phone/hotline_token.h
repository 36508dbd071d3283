/* A hotline's raw string in pieces, full-width forms folded; for hotline*.c only. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { HOTLINE_DIGITS = 15 }; /* ITU-T E.164: no number in the world has more */

enum token_kind {
    TOKEN_NUMBER,    /* a run of digits */
    TOKEN_DASH,      /* any hyphen, dash or wave; a dot between digits */
    TOKEN_SPACE,     /* a run of white space */
    TOKEN_PLUS,      /* before a country code */
    TOKEN_OPEN,      /* any opening bracket */
    TOKEN_CLOSE,     /* any closing bracket */
    TOKEN_COLON,     /* after a label */
    TOKEN_SLASH,     /* between numbers, also ones that are abbreviated */
    TOKEN_COMMA,     /* whatever else stands between numbers, a line break or an "or" too */
    TOKEN_EXTENSION, /* "转" between a number and its extension */
    TOKEN_TEXT,      /* the rest; words with digits in them, such as mail addresses */
    TOKEN_END,
};

struct hotline_token {
    enum token_kind kind;
    size_t start, end; /* bytes of the raw string */
    bool is_counter;   /* text: begins with what is counted, as 室 in "110室" */
    int digit_count;
    char digits[HOTLINE_DIGITS + 1];
};

/* NULL when memory is out. The last token is TOKEN_END. Reads no more than the first 8 KiB. */
const struct hotline_token *hotline_tokens(struct arena *arena, const char *raw);
