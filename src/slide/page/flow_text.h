/* A body of text on a slide: what an article and a notice share. */
#pragma once

#include "slide/page/pen.h"

struct flow_spec {
    const char *role; /* of the paragraphs; sub-headings are "subheading" */
    struct colour colour, heading_colour;
    struct text_style text_style, heading_style;
    int text_line_px, heading_line_px;
    int columns, column_w, column_gap;
    struct pixel_rect room;
};

/* How far apart lines of that size stand: large type needs less white between them. */
int flow_leading_px(const struct pen *pen, int px);
int flow_large_line_pct(const struct pen *pen);

/* As many columns of 20 to 30 Han characters as the width holds, each a whole number of em wide
 * so that both edges are straight. Moves the room up by half a line's lead: em boxes hang from
 * its top. */
void flow_columns(const struct pen *pen, struct flow_spec *spec);

/* Tells which lines of the text sign it (content/text/closing.h); an issuer in bold type, which
 * came as a heading, is one of them. */
void flow_mark_closing(struct flow_block *blocks, size_t count);

/* Adds one page's lines: a box for every run of text and every run of headings in a column.
 * A closing's lines are centred upon each other, at the right of the text. Figures are left to
 * the slide. */
void flow_add(struct pen *pen, const struct flow_spec *spec, const struct flow_page *page);

/* People look at a figure for a while. */
enum { FIGURE_MS = 3000 };

/* Reading time of one page's lines, and a while for each figure. */
int64_t flow_reading_ms(const struct flow_page *page);

/* So many pages are shown: nobody stands in a lobby for all of a very long text, and everything
 * else would wait for it. */
enum { FLOW_PAGES_MOST = 12 };

/* How many of so many. */
int flow_pages_shown(size_t pages);

/* What is less than a body's size by that, in percent, nobody tells from it. */
enum { FLOW_SMALLER_PCT = 93 };

/* Whether some of so many pages is not shown, though they are full; and whether all of it may
 * be in type that is smaller by no more than that. */
bool flow_is_cut(size_t pages);
bool flow_may_be_whole(size_t pages);

/* On the last page that is shown, from 0, says beside its mark that there is more, and where;
 * a warning too. Adds nothing on other pages. */
struct flow_rest {
    const char *role; /* of the text, for the warning */
    enum word where;  /* takes the host */
    const char *host; /* "": nowhere */
    size_t pages;     /* of all of it */
};
void flow_add_rest(struct pen *pen, size_t page, const struct flow_rest *rest);
