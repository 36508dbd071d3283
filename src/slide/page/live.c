#include "slide/page/live.h"

#include "slide/page/header_date.h"
#include "slide/page/pen.h"
#include "time/date.h"

static const char *live_text(
    const struct layout *layout, struct arena *arena, enum box_live live)
{
    const char *zone = layout->config->screen.timezone;
    return live == LIVE_CLOCK ? date_clock_text(arena, zone, layout->now_ms)
                              : header_date_text(arena, layout->config, layout->now_ms);
}

bool slide_refresh_live(const struct layout *layout, struct box *box)
{
    /* LIVE_SLIDE follows from its slide, not from the time alone. */
    if (box->live == LIVE_NONE || box->live == LIVE_SLIDE) {
        return true;
    }
    struct arena fresh;
    arena_init(&fresh);
    const struct set_options options = { .width_px = box->rect.w, .tabular = true };
    struct set_text set = { .line_count = 0 };
    const char *text = live_text(layout, &fresh, box->live);
    struct placed_line *placed = arena_alloc(&fresh, sizeof *placed);
    bool good =
        text && placed &&
        typeset_text(&fresh, &(struct set_source) { layout->measure, &box->style, text },
            &options, &set);
    if (good) {
        /* The rect was made for the widest text: there is one line, or none on a day that has
         * nothing to be said of it. */
        static const struct set_line nothing = { .text = "" };
        const struct set_line *line = set.line_count > 0 ? &set.lines[0] : &nothing;
        int slack = box->rect.w - (line->width + MEASURE_UNIT - 1) / MEASURE_UNIT;
        int x = box->align == SET_RIGHT ? slack : box->align == SET_CENTRE ? slack / 2 : 0;
        *placed = (struct placed_line) { .line = *line,
            .x_px = box->rect.x + x,
            .baseline_px = box->rect.y + pen_baseline(box->style.px, box->rect.h) };
        arena_finish(&box->live_arena);
        box->live_arena = fresh;
        box->lines = placed;
        box->line_count = set.line_count > 0 ? 1 : 0;
    } else {
        arena_finish(&fresh);
    }
    return good;
}
