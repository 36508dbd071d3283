/* The night: a black picture, behind which the display may be switched off. */
#include "slide/kinds/kind.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static bool plan_off(const struct layout *layout, struct deck *deck)
{
    const struct slide slide = {
        .kind = &slide_kind_off, .view = kind_any_view(layout), .page = 1, .pages = 1
    };
    if (!deck_add(deck, layout->config, slide, 0)) {
        return false;
    }
    /* One turn a night: there is nothing to turn to. */
    deck->slides[deck->count - 1].dwell_ms = DAY_MS;
    return true;
}

static bool lay_out_off(
    const struct layout *layout, const struct slide *slide, struct scene *scene)
{
    (void)layout;
    (void)slide;
    scene->background = (struct colour) { 0, 0, 0 };
    return true;
}

const struct slide_kind slide_kind_off = { .name = "off",
    .without_header = true,
    .without_footer = true,
    .plan = plan_off,
    .lay_out = lay_out_off };
