/* The blocks of a flow set to lines of one width: of src/typeset only. */
#pragma once

#include "base/bytes.h"
#include "typeset/typeset.h"

/* A whole block that was set: pages are tried at many heights, and it is the same at all. */
struct flow_kept {
    int width_px; /* 0: not set yet */
    struct set_text text;
};

/* What all widths of a flow share. */
struct flow_source {
    struct arena *arena;
    const struct flow_text *text;
    const struct flow_options *options;
    struct flow_kept *kept; /* one a block */
    struct bytes missing;   /* each character once */
    bool forced;            /* see struct flow */
};

/* A figure and the line that it stands before in the text. */
struct flow_figure {
    size_t block, before;
};

struct flow_run {
    struct flow_line *lines;
    size_t count, capacity;
    struct flow_figure *figures;
    size_t figure_count, figure_capacity;
    bool is_cut; /* there is more text than was set */
};

/* Where a run begins: at a byte of a block's text, `is_inside` when that is not the beginning
 * of a paragraph. Figures before the block that were placed already, `figures` of them, stay
 * out; others come before the first line. */
struct flow_start {
    size_t block, byte;
    bool is_inside;
    size_t figures;
};

/* Sets what follows from `start`, and stops behind the block in which `height_px` is passed: 0
 * sets all of it. False when memory is out. */
bool flow_run_set(struct flow_source *source, const struct flow_start *start, int width_px,
    int height_px, struct flow_run *run);

/* Height of a line, and of the white space before it when it does not stand at a column's head.
 */
int flow_line_px(const struct flow_options *options, const struct flow_line *line);
int flow_gap_px(const struct flow_options *options, const struct flow_line *lines, size_t line);

/* What a turn has to keep to: a heading never ends a column, nor does a line of text that is
 * one (item_head.h), and a closing has two lines of the text above it. */
enum flow_rules {
    FLOW_RULES_ALL,
    FLOW_RULES_HEADINGS, /* a paragraph's single line may stand on either side */
    FLOW_RULES_FEW,      /* and one line below a heading */
};

struct flow_column {
    const struct flow_block *blocks;
    size_t from, until;
    int height;
    enum flow_rules rules;
};

/* The end of the column that begins at line `from`: as many lines as `height` holds, before
 * `until`, and then back to a turn that is allowed. At least one line, or nothing would ever
 * end. */
size_t flow_column_end(const struct flow_options *options, const struct flow_run *run,
    const struct flow_column *column);
