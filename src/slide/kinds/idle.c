/* Nothing to say: the name, the time, whom to call. Built in, and meant to look it. */
#include "slide/kinds/kind.h"
#include "slide/page/band/alerts.h"
#include "slide/page/header_date.h"
#include "slide/page/site.h"

#include <limits.h>

static void plan_idle(struct pen *pen, struct deck *deck)
{
    const struct slide slide = {
        .kind = &slide_kind_idle, .view = kind_any_view(pen->layout), .page = 1, .pages = 1
    };
    deck_add(deck, pen, slide, 0);
}

/* The largest step at which the longest date of the year has room; beside banners theirs, for a
 * slide has few sizes. */
static int date_px(struct pen *pen, const char *widest, int width)
{
    const struct grid *grid = &pen->grid;
    if (banner_rows(pen->layout) == 0 &&
        pen_width(pen, grid->heading, false, widest) <= width) {
        return grid->heading;
    }
    return pen_width(pen, grid->text, false, widest) <= width ? grid->text : grid->small;
}

/* A long name is set in smaller type on more lines before it is cut. */
static struct text_spec name_spec(struct pen *pen, struct pixel_rect room, const char *name)
{
    const struct grid *grid = &pen->grid;
    struct text_spec spec = { .role = "name",
        .px = grid->title,
        .min_px = grid->heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = 3 };
    if (pen_fit(pen, &spec, room, name).clipped) {
        spec.px = grid->heading;
        spec.min_px = grid->small;
        spec.max_lines = 0;
    }
    return spec;
}

/* What a name takes at the least: a line of a heading, or all of it in small type. */
static int least_name(struct pen *pen, struct pixel_rect room, const char *name)
{
    struct text_spec spec = name_spec(pen, room, name);
    int heading = pen_line_px(pen, &spec, pen->grid.heading);
    spec.px = spec.min_px = pen->grid.small;
    spec.max_lines = 0;
    room.h = INT_MAX / 2;
    int height =
        (int)pen_fit(pen, &spec, room, name).set.line_count * pen_line_px(pen, &spec, spec.px);
    return height > heading ? height : heading;
}

static void lay_out_idle(struct pen *pen, const struct slide *slide)
{
    (void)slide;
    const struct grid *grid = &pen->grid;
    struct pixel_rect room = grid->body;
    /* There is no header: the name hangs where the margin ends. */
    int top = grid->area.y + grid_u(grid, SPACE_12);
    int bottom = room.y + room.h;
    room.y = top;
    struct text_spec clock = { .role = "clock",
        .px = 2 * grid->display,
        .bold = true,
        .tabular = true,
        .colour = pen->theme->ink,
        .line_pct = 110,
        .live = LIVE_CLOCK };
    const char *widest = header_date_widest(pen->arena, pen->layout->config, pen->words);
    if (!widest) {
        pen->failed = true;
        return;
    }
    const struct text_spec date = { .role = "date",
        .px = date_px(pen, widest, room.w),
        .colour = pen->theme->quiet,
        .live = LIVE_DATE };
    int date_h = pen_line_px(pen, &date, date.px);
    int seal = grid_u(grid, SPACE_1), seal_gap = grid_u(grid, SPACE_3);
    const char *name = site_name(pen->layout);
    int below = date_h + grid_u(grid, SPACE_2);
    int most_h = bottom - top - below - 2 * seal_gap - seal - least_name(pen, room, name);
    while (clock.px > grid->heading && pen_line_px(pen, &clock, clock.px) > most_h) {
        clock.px--;
    }
    int clock_h = pen_line_px(pen, &clock, clock.px);
    int clock_y = bottom - below - clock_h;
    int middle = grid->area.y + (grid->area.h - clock_h) / 2;
    if (grid->is_portrait && middle < clock_y) {
        clock_y = middle;
    }
    room.h = clock_y - 2 * seal_gap - seal - top;
    struct text_spec title = name_spec(pen, room, name);
    name = site_name_fit(pen, &title, room, name);
    int name_bottom = pen_text(pen, &title, room, name);
    if (name_bottom > room.y) {
        pen_fill(pen, "seal",
            (struct pixel_rect) {
                room.x, name_bottom + seal_gap, grid_u(grid, SPACE_12), seal },
            pen->theme->accent);
    }
    pen_text(pen, &clock, (struct pixel_rect) { room.x, clock_y, room.w, clock_h }, "");
    if (*widest) {
        int date_y = clock_y + clock_h + grid_u(grid, SPACE_2);
        pen_text(pen, &date, (struct pixel_rect) { room.x, date_y, room.w, date_h }, "");
    }
}

const struct slide_kind slide_kind_idle = { .name = "idle",
    .pointer = "/site",
    .without_header = true,
    .plan = plan_idle,
    .lay_out = lay_out_idle };
