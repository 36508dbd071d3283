/* The pages of a flow filled one after the other: of src/typeset/flow*.c only. */
#pragma once

#include "typeset/flow/flow_run.h"

struct flowing {
    struct flow_source source;
    const struct flow_options *options;
    struct flow_run first; /* for page 1, as much as it may need */
    /* What follows page 1 when that ends with line tail_line, set at the later width. */
    struct flow_run tail;
    size_t tail_line, tail_figures;
    bool has_tail, failed;
    /* Pages from that one on keep to these rules, those before to all of them. */
    enum flow_rules rules;
    size_t rules_from;
    /* What a turn from one column to the next on a page has to keep to, where that is less. */
    enum flow_rules inner_rules;
    bool has_level_feet; /* no column of a page ends below its first one */
    /* The line that a page ends before, however high it is, where it was set so before: what
     * follows page 1 stays as it is. 0: there is none. */
    size_t stop;
    /* On that page a figure behind the text has the last of several columns; 0: on none. */
    size_t shared_page;
};

enum {
    FLOW_WHOLE = 1024
}; /* a page filled to its height, in parts of which less is measured */

/* How far it is set. On page 1 line and figure are of the first run, behind it of the tail. */
struct flow_cursor {
    size_t page, line, figure;
    int column;
    bool has_figure;       /* this page, already */
    int filled_px;         /* of it */
    int first_px, last_px; /* of its first column and its last */
    size_t end, figures;   /* how far the page before is set */
    int least;             /* how full the least full page before is, as a part of FLOW_WHOLE */
};

/* Lines go where their page is made of them; NULL only counts. */
struct flow_placing {
    struct flow_line *lines;
    size_t count;
};

/* Pages from that one on are filled to a part of their height, those before to all of it. */
struct flow_filling {
    int part; /* of FLOW_WHOLE */
    size_t from;
};

const struct flow_run *flow_run_at(const struct flowing *flowing, size_t page);
const struct flow_shape *flow_shape_at(const struct flowing *flowing, size_t page);
int flow_columns_of(const struct flow_shape *shape); /* at least one */

/* Of the next figure on the cursor's page. */
int flow_figure_px(const struct flowing *flowing, const struct flow_cursor *at);

bool flow_is_done(const struct flowing *flowing, const struct flow_cursor *at);

int flow_page_height(const struct flowing *flowing, size_t page, struct flow_filling filling);

/* Fills the cursor's page with columns of the given height and goes to the next. */
void flow_fill_page(
    struct flowing *flowing, struct flow_cursor *at, int height, struct flow_placing *placing);

/* How many pages it takes when they are filled so; the last that has text begins at *last. */
size_t flow_count_pages(
    struct flowing *flowing, struct flow_filling filling, struct flow_cursor *last);
