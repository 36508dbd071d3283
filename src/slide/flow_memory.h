/* The flow that was set last, kept from one slide to the next: a text of fifty pages is set
 * once and not once a page. It belongs to one deck: config, theme, fonts and feeds stay the
 * same. One thread at a time. */
#pragma once

#include "slide/slide.h"
#include "typeset/typeset.h"

struct flow_memory {
    struct arena arena; /* blocks and flow */
    const struct flow_block *blocks;
    size_t block_count;
    struct flow_options options;
    struct flow flow;
    bool is_set;
};

void flow_memory_init(struct flow_memory *memory);
void flow_memory_finish(struct flow_memory *memory);

/* typeset_flow, or what it gave the last time. The flow is in the layout's memory, and good
 * until the next one is set, or in the arena when the layout has none. False when memory is
 * out. */
bool flow_set(const struct layout *layout, struct arena *arena, const struct flow_block *blocks,
    size_t count, const struct flow_options *options, struct flow *out);

/* The line with all that it points to in the arena. False when memory is out. */
bool flow_copy_line(struct arena *arena, const struct line *line, struct line *out);
