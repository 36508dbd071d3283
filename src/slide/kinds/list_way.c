#include "slide/kinds/list_way.h"

/* Each size as it is and then growing. */
enum { STEP_PCT = 5, STEPS = 4, WAYS = 2 * STEPS + 2 };

static bool is_same(struct list_way left, struct list_way right)
{
    return left.px == right.px && left.grows == right.grows;
}

struct list_way list_way_mend(
    const struct list_trial *trial, struct list_way usual, struct list_tried tried)
{
    const size_t pages = tried.pages;
    struct list_way best = usual, way = usual;
    const int by = usual.grows ? 2 : 1;
    for (int i = usual.grows + by; i < WAYS && tried.torn > 0; i += by) {
        way = (struct list_way) { grid_scaled(usual.px, 100 - i / 2 * STEP_PCT), i % 2 };
        const struct list_tried other = trial->set(trial->context, way);
        if (other.torn < tried.torn && other.pages <= pages) {
            tried = other;
            best = way;
        }
    }
    if (!is_same(way, best)) {
        trial->set(trial->context, best);
    }
    return best;
}

bool list_way_tears(const struct fitted *fitted)
{
    return fitted->parted || fitted->forced;
}

struct fitted list_way_fit(struct pen *pen, struct list_way way, struct text_spec *spec,
    struct pixel_rect room, const char *text)
{
    const struct fitted fitted = pen_fit(pen, spec, room, text);
    if (!way.grows || (!fitted.parted && !fitted.clipped)) {
        return fitted;
    }
    struct text_spec longer = *spec;
    longer.max_lines++;
    longer.min_px = 0;
    longer.is_row = false;
    const struct fitted whole = pen_fit(pen, &longer, room, text);
    if (whole.clipped || whole.forced || (whole.parted && !fitted.clipped)) {
        return fitted;
    }
    *spec = longer;
    return whole;
}
