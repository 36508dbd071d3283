/* The night: a black picture, behind which the display may be switched off. */
#include "slide/kinds/kind.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static void plan_off(struct pen *pen, struct deck *deck)
{
    const struct slide slide = {
        .kind = &slide_kind_off, .view = kind_any_view(pen->layout), .page = 1, .pages = 1
    };
    deck_add(deck, pen, slide, 0);
    if (deck->count > 0) { /* one turn a night: there is nothing to turn to */
        deck->slides[deck->count - 1].dwell_ms = DAY_MS;
    }
}

static void lay_out_off(struct pen *pen, const struct slide *slide)
{
    (void)slide;
    pen->scene->background = (struct colour) { 0, 0, 0 };
}

const struct slide_kind slide_kind_off = { .name = "off",
    .without_header = true,
    .without_footer = true,
    .is_dark = true,
    .plan = plan_off,
    .lay_out = lay_out_off };
