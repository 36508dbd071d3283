/* How wide texts are. */
#include "slide/page/pen.h"

#include "base/hash.h"

#include <string.h>

int pen_widest_px(const struct set_text *set)
{
    int widest = 0;
    for (size_t i = 0; i < set->line_count; i++) {
        widest = set->lines[i].width > widest ? set->lines[i].width : widest;
    }
    return (widest + MEASURE_UNIT - 1) / MEASURE_UNIT;
}

/* Over text and style; never 0, which marks an empty place. */
static uint64_t hash_of(const char *text, const struct text_style *style)
{
    uint64_t hash = hash_text(text);
    uint64_t looks = (uint64_t)style->px * 4 + (style->is_title ? 2 : 0) + style->bold;
    hash = hash_add(hash, &looks, sizeof looks);
    hash = hash_add(hash, style->lang, strlen(style->lang));
    return hash ? hash : 1;
}

static int width_of(struct pen *pen, const struct text_style *style, const char *text)
{
    uint64_t hash = hash_of(text, style);
    struct pen_measured *measured = &pen->widths[hash % PEN_WIDTHS];
    if (measured->hash == hash) {
        return measured->width;
    }
    struct arena arena;
    arena_init(&arena);
    struct set_options options = pen_set_options(pen, SET_LEFT);
    options.width_px = 1 << 20;
    struct set_text set = { .line_count = 0 };
    const struct set_source source = { pen->layout->measure, style, text };
    if (!typeset_text(&arena, &source, &options, &set)) {
        pen->failed = true;
    }
    int width = pen_widest_px(&set);
    arena_finish(&arena);
    if (!pen->failed) {
        *measured = (struct pen_measured) { hash, width };
    }
    return width;
}

int pen_width(struct pen *pen, int px, bool bold, const char *text)
{
    const struct text_style style = { .px = px, .bold = bold, .lang = pen->lang };
    return width_of(pen, &style, text);
}

int pen_spec_width(struct pen *pen, const struct text_spec *spec, const char *text)
{
    const struct text_style style = pen_style(pen, spec);
    return width_of(pen, &style, text);
}
