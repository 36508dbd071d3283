/* All of a flow as text: to see two alike. */
#pragma once

#include "base/bytes.h"
#include "typeset/typeset.h"

static inline bool flow_print_line(const struct flow_line *line, struct bytes *out)
{
    const struct set_line *set = &line->line;
    bool done =
        bytes_print(out, "%d %zu %d at %d,%d: %s %d %zu-%zu %d%d%d", line->kind, line->block,
            line->heading_run, line->column, line->y_px, set->text ? set->text : "", set->width,
            set->start, set->end, set->paragraph_end, set->hyphenated, set->right_to_left);
    for (size_t i = 0; done && i < set->piece_count; i++) {
        const struct piece *piece = &set->pieces[i];
        done = bytes_print(out, " [%s %d %d]", piece->text, piece->x, piece->advance);
    }
    return done && bytes_print(out, "\n");
}

/* False when memory is out. */
static inline bool flow_print(const struct flow *flow, struct bytes *out)
{
    bool done = bytes_print(out, "%zu pages, %d %% over, forced %d, missing %s\n",
        flow->page_count, flow->over_pct, flow->forced, flow->missing);
    for (size_t page = 0; done && page < flow->page_count; page++) {
        done = bytes_print(out, "page %zu\n", page);
        for (size_t i = 0; done && i < flow->pages[page].line_count; i++) {
            done = flow_print_line(&flow->pages[page].lines[i], out);
        }
    }
    return done;
}
