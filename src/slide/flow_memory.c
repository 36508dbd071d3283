#include "slide/flow_memory.h"

#include <string.h>

void flow_memory_init(struct flow_memory *memory)
{
    *memory = (struct flow_memory) { 0 };
    arena_init(&memory->arena);
}

void flow_memory_finish(struct flow_memory *memory)
{
    arena_finish(&memory->arena);
    *memory = (struct flow_memory) { 0 };
}

static bool is_same_shape(const struct flow_shape *a, const struct flow_shape *b)
{
    return a->width_px == b->width_px && a->height_px == b->height_px &&
           a->columns == b->columns;
}

/* Of one deck's flows, only sizes and rooms differ between settings of the same text. Texts are
 * the feed's own, which stay where they are. */
static bool remembers(const struct flow_memory *memory, const struct flow_block *blocks,
    size_t count, const struct flow_options *options)
{
    const struct flow_options *kept = &memory->options;
    bool same = memory->is_set && memory->block_count == count &&
                kept->text_style.px == options->text_style.px &&
                kept->text_line_px == options->text_line_px &&
                kept->set.indent_em == options->set.indent_em &&
                kept->first_is_for_text == options->first_is_for_text &&
                is_same_shape(&kept->first, &options->first) &&
                is_same_shape(&kept->later, &options->later);
    for (size_t i = 0; same && i < count; i++) {
        const struct flow_block *a = &memory->blocks[i], *b = &blocks[i];
        same = a->kind == b->kind && a->text == b->text && a->first_px == b->first_px &&
               a->later_px == b->later_px;
    }
    return same;
}

bool flow_set(const struct layout *layout, struct arena *arena, const struct flow_block *blocks,
    size_t count, const struct flow_options *options, struct flow *out)
{
    struct flow_memory *memory = layout->flows;
    if (memory == NULL) {
        return typeset_flow(arena, layout->measure, blocks, count, options, out);
    }
    if (!remembers(memory, blocks, count, options)) {
        flow_memory_finish(memory);
        flow_memory_init(memory);
        struct flow_block *kept = arena_array(&memory->arena, count, sizeof(*kept));
        if (kept == NULL || !typeset_flow(&memory->arena, layout->measure, blocks, count,
                                options, &memory->flow)) {
            return false;
        }
        for (size_t i = 0; i < count; i++) {
            kept[i] = blocks[i];
        }
        memory->blocks = kept;
        memory->block_count = count;
        memory->options = *options;
        memory->is_set = true;
    }
    *out = memory->flow;
    return true;
}

bool flow_copy_line(struct arena *arena, const struct line *line, struct line *out)
{
    struct piece *pieces = arena_array(arena, line->piece_count, sizeof(*pieces));
    *out = *line;
    out->text = arena_strdup(arena, line->text);
    bool good = pieces != NULL && out->text != NULL;
    for (size_t i = 0; good && i < line->piece_count; i++) {
        pieces[i] = line->pieces[i];
        pieces[i].text = arena_strdup(arena, line->pieces[i].text);
        good = pieces[i].text != NULL;
    }
    out->pieces = pieces;
    return good;
}
