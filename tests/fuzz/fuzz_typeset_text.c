/* Any bytes as text, at a width and with options taken from the first three bytes: nothing
 * crashes, lines keep the order of the source and stay within their width. */
#include "../fakes/fixed_measure.h"
#include "base/arena.h"
#include "typeset/flow_print.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct set_text *set, size_t length, int width)
{
    size_t end = 0;
    for (size_t i = 0; i < set->line_count; i++) {
        const struct set_line *line = &set->lines[i];
        bool in_order = line->start >= end && line->end > line->start && line->end <= length;
        bool fits = line->width <= width || line->piece_count == 1;
        if (!in_order || !fits || line->piece_count == 0) {
            abort();
        }
        end = line->end;
    }
}

/* Read once for several sizes and widths, a flow is what it is when it is read for each. */
static void check_readings(const struct measure *measure, const struct flow_block *blocks,
    size_t count, const struct flow_options *options)
{
    struct flow_readings readings;
    flow_readings_init(&readings);
    for (int step = 0; step < 3; step++) {
        struct flow_options other = *options;
        struct arena arena;
        struct flow once, each;
        struct bytes one, two;
        other.text_style.px += step;
        other.heading_style.px += step;
        other.first.width_px += 7 * step;
        arena_init(&arena);
        bytes_init(&one);
        bytes_init(&two);
        struct flow_text text = { measure, blocks, count, &readings };
        bool done = typeset_flow(&arena, &text, &other, &once);
        text.readings = NULL;
        if (done && typeset_flow(&arena, &text, &other, &each) && flow_print(&once, &one) &&
            flow_print(&each, &two) &&
            (one.size != two.size || memcmp(one.data, two.data, one.size) != 0)) {
            abort();
        }
        bytes_finish(&two);
        bytes_finish(&one);
        arena_finish(&arena);
    }
    flow_readings_finish(&readings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3) {
        return 0;
    }
    char *text = malloc(size - 2);
    if (!text) {
        return 0;
    }
    memcpy(text, data + 3, size - 3);
    text[size - 3] = '\0';
    static const char *const langs[] = { NULL, "en", "ja", "ko", "zh-Hant", "ar", "he", "bo" };
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = 10, .lang = langs[data[0] >> 5] };
    struct set_options options = {
        .width_px = 1 + data[1] * 2,
        .indent_em = data[0] & 1 ? 2 : 0,
        .align = data[0] & 2 ? SET_JUSTIFY : SET_LEFT,
        .balance = data[0] & 4,
        .hyphenates = data[0] & 16,
        .keep_half_width = data[0] & 8,
    };
    struct arena arena;
    arena_init(&arena);
    struct set_text set;
    if (typeset_text(&arena, &(struct set_source) { &measure, &style, text }, &options, &set)) {
        check(&set, strlen(text), options.width_px * MEASURE_UNIT);
    }
    struct fit_options fit = {
        .set = options,
        .max_px = 10 + data[2] % 40,
        .min_px = 10,
        .max_height_px = data[2],
        .line_height_pct = 125,
    };
    struct fitted fitted;
    (void)typeset_fit(&arena, &(struct set_source) { &measure, &style, text }, &fit, &fitted);
    const struct flow_block blocks[] = { { .kind = FLOW_HEADING, .text = "标题" },
        { .kind = FLOW_TEXT, .text = text },
        { .kind = FLOW_FIGURE, .text = "", .first_px = data[1], .later_px = data[2] },
        { .kind = FLOW_TEXT, .text = text, .closing_from = data[1], .closing_to = size } };
    struct flow_options flow = {
        .text_style = style,
        .heading_style = style,
        .text_line_px = 16,
        .heading_line_px = 20,
        .block_gap_px = 10,
        .set = options,
        .first = { options.width_px, data[2], 1 },
        .later = { 1 + data[1] * 2, data[2] * 2, 1 + data[0] % 3 },
        .first_is_for_text = data[0] & 1,
    };
    check_readings(&measure, blocks, 4, &flow);
    (void)typeset_reading_ms(text);
    arena_finish(&arena);
    free(text);
    return 0;
}
