#include "slide/page/band/band.h"

#include "slide/page/band/alerts.h"
#include "slide/page/band/logo.h"
#include "slide/page/header_date.h"
#include "slide/page/site.h"

#include <limits.h>

/* No name that a campus has takes more rows; what is longer is cut. */
enum { NAME_ROWS = 6 };

static struct text_spec name_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "site",
        .px = pen->grid.text,
        .min_px = pen->grid.small,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .line_pct = pen_lines_pct(pen, 120),
        .max_lines = NAME_ROWS,
        .anchor = ANCHOR_MIDDLE };
}

/* How far in from the right clock and date reach. */
static int time_width(struct pen *pen, const char *widest_date)
{
    const struct grid *grid = &pen->grid;
    int taken = 0;
    if (pen->layout->config->theme.show_clock) {
        taken = pen_width(pen, grid->text, true, "00:00") + grid_u(grid, SPACE_3);
    }
    if (*widest_date && !grid->is_narrow) {
        taken += pen_width(pen, grid->small, false, widest_date) + grid_u(grid, SPACE_4);
    }
    return taken;
}

/* The header's one row, its middle a little below the band's: the hairline is what it stands
 * on. The logo does not grow with a long name. */
static struct pixel_rect header_row(const struct grid *grid)
{
    const struct pixel_rect header = grid->header;
    return (struct pixel_rect) { header.x, header.y + grid_u(grid, 2), header.w,
        header.h - grid_u(grid, 2) - grid_u(grid, 1) };
}

static struct pixel_rect logo_row(const struct grid *grid)
{
    struct pixel_rect row = header_row(grid);
    int most = grid_u(grid, grid->is_narrow ? 12 : 9) - grid_u(grid, 2) - grid_u(grid, 1);
    row.y += row.h > most ? (row.h - most) / 2 : 0;
    row.h = row.h > most ? most : row.h;
    return row;
}

/* How high the name's rows are, in small type where it is long. */
static int name_height(struct pen *pen)
{
    const struct text_spec spec = name_spec(pen);
    const char *widest = header_date_widest(pen->arena, pen->layout->config, pen->words);
    if (!widest) {
        pen->failed = true;
        return 0;
    }
    int logo_w = logo_width(pen, logo_row(&pen->grid));
    struct pixel_rect room = { 0, 0, pen->grid.header.w - logo_w - time_width(pen, widest),
        pen->grid.name_h };
    struct fitted fitted = pen_fit(pen, &spec, room, site_name(pen->layout));
    if (fitted.clipped) {
        room.h = INT_MAX / 2;
        struct text_spec small = spec;
        small.px = spec.min_px;
        fitted = pen_fit(pen, &small, room, site_name(pen->layout));
    }
    return (int)fitted.set.line_count * pen_line_px(pen, &spec, fitted.px);
}

void band_grid(struct pen *pen)
{
    const struct layout *layout = pen->layout;
    struct grid_needs needs = { .overscan_pct = layout->config->screen.overscan_pct,
        .footer_rows = 1,
        .banner_rows = banner_rows(layout) };
    if (layout->dress) {
        needs.calm = layout->dress->calm;
        if (pen->is_mirrored &&
            needs.calm.w > 0) { /* the ground is not mirrored with the rest */
            needs.calm.x = layout->width - needs.calm.x - needs.calm.w;
        }
        needs.mark_w = layout->dress->mark_w;
        needs.mark_h = layout->dress->mark_h;
        needs.mark_corner = layout->config->theme.mark_corner;
    }
    grid_init(&pen->grid, pen->theme, layout->width, layout->height, &needs);
    needs.name_px = name_height(pen);
    grid_init(&pen->grid, pen->theme, layout->width, layout->height, &needs);
    needs.footer_rows = band_footer_rows(pen);
    grid_init(&pen->grid, pen->theme, layout->width, layout->height, &needs);
}

/* Date and clock at the right. */
static void add_time(
    struct pen *pen, struct pixel_rect row, struct pixel_rect date_row, const char *widest_date)
{
    const struct grid *grid = &pen->grid;
    int taken = 0;
    if (pen->layout->config->theme.show_clock) {
        int width = pen_width(pen, grid->text, true, "00:00");
        const struct text_spec clock = { .role = "clock",
            .px = grid->text,
            .bold = true,
            .tabular = true,
            .colour = pen->theme->ink,
            .align = SET_RIGHT,
            .line_pct = 120,
            .max_lines = 1,
            .anchor = ANCHOR_MIDDLE,
            .live = LIVE_CLOCK };
        pen_text(pen, &clock,
            (struct pixel_rect) { row.x + row.w - width, row.y, width, row.h }, "");
        taken = width + grid_u(grid, SPACE_3);
    }
    if (*widest_date) {
        struct text_spec date = pen_small_spec(pen, "date", pen->theme->quiet);
        date.live = LIVE_DATE;
        if (!grid->is_narrow) {
            date_row.w = pen_width(pen, grid->small, false, widest_date);
            date_row.x = row.x + row.w - taken - date_row.w;
            date.align = SET_RIGHT;
        }
        pen_text(pen, &date, date_row, "");
    }
}

void band_header(struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect header = grid->header;
    const char *widest = header_date_widest(pen->arena, pen->layout->config, pen->words);
    if (!widest) {
        pen->failed = true;
        return;
    }
    struct pixel_rect row = header_row(grid);
    int name_line = grid->text * 120 / 100;
    int logo_w = logo_add(pen, logo_row(grid));
    row.x += logo_w;
    row.w -= logo_w;
    struct pixel_rect date_row = row;
    if (grid->is_narrow) {
        row.h -= grid->small_line;
        date_row.y = row.y + row.h;
    } else {
        /* On the name's and the clock's baseline. */
        date_row.y = row.y + (row.h - name_line) / 2 + pen_baseline(grid->text, name_line) -
                     pen_baseline(grid->small, grid->small * 120 / 100);
    }
    date_row.h = grid->small_line;
    add_time(pen, row, date_row, widest);
    const struct text_spec name = name_spec(pen);
    pen_text(pen, &name,
        (struct pixel_rect) { row.x, row.y, row.w - time_width(pen, widest), row.h },
        site_name(pen->layout));
    pen_hairline(pen, grid->body.x, header.y + header.h - grid->hair_px, grid->body.w);
}

/* With the band that it stands in. */
void band_mark(struct pen *pen, bool has_header, bool has_footer)
{
    enum corner corner = pen->layout->config->theme.mark_corner;
    bool is_top = corner == TOP_LEFT || corner == TOP_RIGHT;
    if (pen->grid.mark.w > 0 && (is_top ? has_header : has_footer)) {
        struct box *box = pen_box(pen, BOX_PICTURE, "mark", pen->grid.mark);
        if (box) {
            box->made = pen->layout->dress->mark;
        }
    }
}
