#include "slide/kinds/list_way.h"

enum { STEP_PCT = 5 };

int list_less_px(int px, int step)
{
    return grid_scaled(px, 100 - step * STEP_PCT);
}

struct list_way list_way_at(int px, int way)
{
    return (struct list_way) { list_less_px(px, way / 2), way % 2 };
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
