#include "slide/page/flow_memory.h"

#include <stdlib.h>
#include <string.h>

struct kept_flow {
    int users;          /* the memory is one of them */
    struct arena arena; /* blocks and flow */
    const struct flow_block *blocks;
    size_t block_count;
    struct flow_options options;
    struct flow flow;
    bool has_turned; /* see flow_shown */
};

/* Stays where it is: what was read has its arena's address. */
struct kept_read {
    struct arena arena; /* all of it */
    const char *text, *lang;
    bool is_bold, is_title, keep_half_width, even_times;
    struct read_text *read; /* NULL: none */
};

void flow_memory_init(struct flow_memory *memory)
{
    *memory = (struct flow_memory) { 0 };
}

void flow_memory_finish(struct flow_memory *memory)
{
    for (size_t i = 0; i < FLOWS_KEPT; i++) {
        flow_release(memory->kept[i]);
    }
    for (size_t i = 0; i < READS_KEPT && memory->reads[i]; i++) {
        arena_finish(&memory->reads[i]->arena);
        free(memory->reads[i]);
    }
    *memory = (struct flow_memory) { 0 };
}

void flow_release(struct kept_flow *kept)
{
    if (kept && --kept->users == 0) {
        arena_finish(&kept->arena);
        free(kept);
    }
}

const struct flow *flow_of(const struct kept_flow *kept)
{
    static const struct flow nothing = { .missing = "" };
    return kept ? &kept->flow : &nothing;
}

const struct flow *flow_shown(struct kept_flow *kept, const struct measure *measure)
{
    if (kept && !kept->has_turned) {
        const struct flow_text text = { measure, kept->blocks, kept->block_count, NULL };
        /* Where memory is out words are torn. */
        kept->has_turned = typeset_turn_words(&kept->arena, &text, &kept->options, &kept->flow);
    }
    return flow_of(kept);
}

static bool is_same_shape(const struct flow_shape *a, const struct flow_shape *b)
{
    return a->width_px == b->width_px && a->height_px == b->height_px &&
           a->columns == b->columns;
}

static bool is_same_style(const struct text_style *a, const struct text_style *b)
{
    const char *one = a->lang ? a->lang : "", *other = b->lang ? b->lang : "";
    return a->px == b->px && a->bold == b->bold && a->is_title == b->is_title &&
           strcmp(one, other) == 0;
}

/* Widths are those of the shapes; names are borrowed for one setting, so what has any is set
 * anew. */
static bool is_same_set(const struct set_options *a, const struct set_options *b)
{
    return a->indent_em == b->indent_em && a->align == b->align && a->balance == b->balance &&
           a->is_row == b->is_row && a->whole_words == b->whole_words &&
           a->by_phrases == b->by_phrases && a->hyphenates == b->hyphenates &&
           a->max_lines == b->max_lines && a->keep_half_width == b->keep_half_width &&
           a->even_times == b->even_times && a->tabular == b->tabular && a->name_count == 0 &&
           b->name_count == 0;
}

static bool is_same_options(const struct flow_options *a, const struct flow_options *b)
{
    return is_same_style(&a->text_style, &b->text_style) &&
           is_same_style(&a->heading_style, &b->heading_style) &&
           a->text_line_px == b->text_line_px && a->heading_line_px == b->heading_line_px &&
           a->block_gap_px == b->block_gap_px && a->paragraph_gap_px == b->paragraph_gap_px &&
           is_same_set(&a->set, &b->set) && is_same_shape(&a->first, &b->first) &&
           is_same_shape(&a->later, &b->later) &&
           a->first_is_for_text == b->first_is_for_text && a->most_pages == b->most_pages &&
           a->above_px == b->above_px;
}

/* Texts and languages are the feed's own, which stay where they are. */
static bool is_flow_of(const struct kept_flow *kept, const struct flow_text *text,
    const struct flow_options *options)
{
    bool same =
        kept->block_count == text->block_count && is_same_options(&kept->options, options);
    for (size_t i = 0; same && i < text->block_count; i++) {
        const struct flow_block *a = &kept->blocks[i], *b = &text->blocks[i];
        same = a->kind == b->kind && a->text == b->text && a->first_px == b->first_px &&
               a->later_px == b->later_px && a->closing_from == b->closing_from &&
               a->closing_to == b->closing_to;
    }
    return same;
}

static struct kept_flow *set_flow(
    const struct flow_text *text, const struct flow_options *options)
{
    struct kept_flow *kept = calloc(1, sizeof *kept);
    if (!kept) {
        return NULL;
    }
    kept->users = 1;
    arena_init(&kept->arena);
    struct flow_block *copy = arena_array(&kept->arena, text->block_count, sizeof *copy);
    if (!copy || !typeset_flow(&kept->arena, text, options, &kept->flow)) {
        flow_release(kept);
        return NULL;
    }
    for (size_t i = 0; i < text->block_count; i++) {
        copy[i] = text->blocks[i];
    }
    kept->blocks = copy;
    kept->block_count = text->block_count;
    kept->options = *options;
    return kept;
}

/* The memory becomes a user of it and lets go of what stood at that place; it comes first. */
static void remember(struct flow_memory *memory, struct kept_flow *kept, size_t place)
{
    kept->users++;
    flow_release(memory->kept[place]);
    memmove(&memory->kept[1], &memory->kept[0], place * sizeof memory->kept[0]);
    memory->kept[0] = kept;
}

struct kept_flow *flow_hold(const struct layout *layout, const struct flow_text *text,
    const struct flow_options *options)
{
    struct flow_memory *memory = layout->flows;
    size_t place = 0;
    while (memory && place < FLOWS_KEPT && memory->kept[place] &&
           !is_flow_of(memory->kept[place], text, options)) {
        place++;
    }
    struct kept_flow *kept = memory && place < FLOWS_KEPT ? memory->kept[place] : NULL;
    if (kept) {
        kept->users++;
    } else {
        kept = set_flow(text, options);
    }
    if (kept && memory) {
        remember(memory, kept, place < FLOWS_KEPT ? place : FLOWS_KEPT - 1);
    }
    return kept;
}

/* All that a text is read by; and what was found for its sizes must not grow for ever. */
static bool is_read_of(const struct kept_read *kept, const struct text_style *style,
    const struct set_options *options, const char *text)
{
    enum { MOST_BYTES = 128 * 1024 };
    return kept->read && kept->is_bold == style->bold && kept->is_title == style->is_title &&
           kept->keep_half_width == options->keep_half_width &&
           kept->even_times == options->even_times && strcmp(kept->text, text) == 0 &&
           strcmp(kept->lang, style->lang) == 0 && kept->arena.total_bytes < MOST_BYTES;
}

static void read_anew(struct kept_read *kept, const struct text_style *style,
    const struct set_options *options, const char *text)
{
    arena_clear(&kept->arena);
    kept->is_bold = style->bold;
    kept->is_title = style->is_title;
    kept->keep_half_width = options->keep_half_width;
    kept->even_times = options->even_times;
    kept->text = arena_strdup(&kept->arena, text);
    kept->lang = arena_strdup(&kept->arena, style->lang);
    kept->read =
        kept->text && kept->lang ? typeset_read(&kept->arena, kept->text, options) : NULL;
}

struct read_text *flow_memory_read(struct flow_memory *memory, const struct text_style *style,
    const struct set_options *options, const char *text)
{
    size_t place = 0;
    while (place < READS_KEPT - 1 && memory->reads[place] &&
           !is_read_of(memory->reads[place], style, options, text)) {
        place++;
    }
    struct kept_read *found = memory->reads[place];
    if (!found && !(found = calloc(1, sizeof *found))) {
        return NULL;
    }
    memmove(&memory->reads[1], &memory->reads[0], place * sizeof memory->reads[0]);
    memory->reads[0] = found;
    if (!is_read_of(found, style, options, text)) {
        read_anew(found, style, options, text);
    }
    return found->read;
}

bool flow_copy_line(struct arena *arena, const struct set_line *line, struct set_line *out)
{
    struct piece *pieces = arena_array(arena, line->piece_count, sizeof *pieces);
    *out = *line;
    out->text = arena_strdup(arena, line->text);
    bool good = pieces && out->text;
    for (size_t i = 0; good && i < line->piece_count; i++) {
        pieces[i] = line->pieces[i];
        pieces[i].text = arena_strdup(arena, line->pieces[i].text);
        good = pieces[i].text;
    }
    out->pieces = pieces;
    return good;
}
