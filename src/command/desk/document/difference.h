/* What an edit changes, for a reviewer to read: a row for each value that came, went or is
 * another, in the order of the text, and within a text which words. Blocks, rows and numbers
 * that only moved down because one was put before them are not told. Any thread. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

struct difference_wish {
    const char *before, *after; /* JSON each, or NULL: there is none */
    bool is_chinese;            /* the labels' language */
};

/* Appends a JSON list of {"pointer","label","before","after","spans"}: before or after is null
 * where there was, or is, nothing; texts are as they are, other values as JSON. spans, where
 * both are texts: a list of {"kind": "same", "before" or "after", "text"} that spells both. */
bool difference_print(
    const struct difference_wish *wish, struct bytes *out, struct error *error);
