/* The tags that leak from a CMS into texts. Of normalise_html.c only. */
#pragma once

#include <stdbool.h>

enum tag_kind {
    TAG_NONE,   /* only a sign */
    TAG_PLAIN,  /* it says nothing */
    TAG_LINE,   /* ends a line */
    TAG_CELL,   /* begins a cell of a table */
    TAG_RAISED, /* sup, sub */
    TAG_LOWERED,
    TAG_QUOTE,   /* q */
    TAG_UNSEEN,  /* what it encloses is not read on a page, where it ends */
    TAG_SWALLOW, /* what it encloses is no text, even where it does not end */
    TAG_OPENING, /* <![CDATA[: what follows is text, up to ]]> */
};

struct tag {
    enum tag_kind kind;
    const char *name; /* static, or NULL: a comment or a declaration */
    bool closes;
    const char *end; /* behind it */
};

/* What begins at text[0] == '<'. */
struct tag tag_read(const char *text);

/* Behind the closing tag of that name; NULL where there is none. */
const char *tag_skip(const struct tag *open);
