#include "slide/frame.h"

#include "slide/date.h"
#include "slide/site.h"

/* Filing lines are set in at most this many rows before they are cut. */
enum { FILING_ROWS = 2 };

static struct text_spec small_spec(
    const struct pen *pen, const char *role, struct colour colour)
{
    return (struct text_spec) { .role = role,
        .px = pen->grid.small,
        .tabular = true,
        .colour = colour,
        .line_pct = 120,
        .max_lines = 1 };
}

static int min_int(int a, int b)
{
    return a < b ? a : b;
}

/* One row when hotline and filing lines stand side by side; otherwise, and always in portrait,
 * the filing lines go below. */
static int footer_rows(struct pen *pen, const char *hotline, const char *filing)
{
    const struct grid *grid = &pen->grid;
    if (hotline[0] == '\0' && filing[0] == '\0') {
        return 1;
    }
    int filing_w = filing[0] != '\0' ? pen_width(pen, grid->small, false, filing) : 0;
    int hotline_w = hotline[0] != '\0' ? pen_width(pen, grid->small, true, hotline) : 0;
    int gap = filing_w > 0 && hotline_w > 0 ? grid_u(grid, SPACE_6) : 0;
    if (!grid->is_portrait && filing_w + gap + hotline_w <= grid->footer.w) {
        return 1;
    }
    int filing_rows = filing_w > 0 ? 1 : 0;
    filing_rows += filing_w > grid->footer.w ? 1 : 0;
    return min_int((hotline_w > 0 ? 1 : 0) + filing_rows, 1 + FILING_ROWS);
}

void frame_grid(struct pen *pen)
{
    const struct layout *layout = pen->layout;
    int overscan = layout->config->screen.overscan_pct;
    grid_init(&pen->grid, pen->theme, layout->width, layout->height, overscan, 1);
    struct arena arena;
    arena_init(&arena);
    const char *hotline = site_hotline_text(layout, &arena);
    const char *filing = site_filing(layout, &arena);
    if (hotline == NULL || filing == NULL) {
        pen->failed = true;
    } else {
        int rows = footer_rows(pen, hotline, filing);
        grid_init(&pen->grid, pen->theme, layout->width, layout->height, overscan, rows);
    }
    arena_finish(&arena);
}

/* Date and clock at the right. Returns how far in from the right they reach. */
static int header_time(struct pen *pen, struct rect row, struct rect date_row)
{
    const struct grid *grid = &pen->grid;
    const struct config *config = pen->layout->config;
    int taken = 0;
    if (config->theme.show_clock) {
        int width = pen_width(pen, grid->text, true, "00:00");
        const struct text_spec clock = { .role = "clock",
            .px = grid->text,
            .bold = true,
            .tabular = true,
            .colour = pen->theme->ink,
            .align = SET_RIGHT,
            .max_lines = 1,
            .anchor = ANCHOR_MIDDLE,
            .live = LIVE_CLOCK };
        pen_text(pen, &clock, (struct rect) { row.x + row.w - width, row.y, width, row.h }, "");
        taken = width + grid_u(grid, SPACE_3);
    }
    if (config->theme.show_date) {
        struct text_spec date = small_spec(pen, "date", pen->theme->quiet);
        date.live = LIVE_DATE;
        if (grid->is_narrow) {
            pen_text(pen, &date, date_row, "");
        } else {
            int width = pen_width(pen, grid->small, false, date_header_widest());
            date.align = SET_RIGHT;
            date_row.x = row.x + row.w - taken - width;
            date_row.w = width;
            pen_text(pen, &date, date_row, "");
            taken += width + grid_u(grid, SPACE_4);
        }
    }
    return taken;
}

void frame_header(struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    const struct rect header = grid->header;
    /* One row, its middle a little below the band's: the hairline is what it stands on. */
    struct rect row = { header.x, header.y + grid_u(grid, 2), header.w,
        header.h - grid_u(grid, 2) - grid_u(grid, 1) };
    int name_line = grid_scaled(grid->text, pen->theme->title_line_pct);
    struct rect date_row = row;
    if (grid->is_narrow) {
        row.h -= grid->small_line;
        date_row.y = row.y + row.h;
    } else {
        /* On the name's and the clock's baseline. */
        date_row.y = row.y + (row.h - name_line) / 2 + pen_baseline(grid->text, name_line) -
                     pen_baseline(grid->small, grid_scaled(grid->small, 120));
    }
    date_row.h = grid->small_line;
    int taken = header_time(pen, row, date_row);
    const struct text_spec name = { .role = "site",
        .px = grid->text,
        .min_px = grid->small,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = 2,
        .anchor = ANCHOR_MIDDLE };
    pen_text(pen, &name, (struct rect) { row.x, row.y, row.w - taken, row.h },
        site_name(pen->layout));
    pen_hairline(pen, header.x, header.y + header.h - grid->hair_px, header.w);
}

void frame_footer(struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    const char *hotline = site_hotline_text(pen->layout, &pen->scene->arena);
    const char *filing = site_filing(pen->layout, &pen->scene->arena);
    if (hotline == NULL || filing == NULL) {
        pen->failed = true;
        return;
    }
    struct rect row = grid->footer;
    row.y += grid_u(grid, 3) / 2;
    row.h = grid->small_line;
    int rows = (grid->footer.h - grid_u(grid, 3)) / grid->small_line;
    struct text_spec number = small_spec(pen, "hotline", pen->theme->ink);
    struct text_spec lines = small_spec(pen, "filing", pen->theme->quiet);
    number.bold = true;
    int hotline_w = hotline[0] != '\0' ? pen_width(pen, grid->small, true, hotline) : 0;
    struct rect left = row;
    if (rows == 1 && filing[0] != '\0' && hotline_w > 0) {
        left.w = hotline_w;
        row.x += hotline_w + grid_u(grid, SPACE_4);
        row.w -= hotline_w + grid_u(grid, SPACE_4);
        lines.align = grid->is_portrait ? SET_LEFT : SET_RIGHT;
    } else if (hotline_w > 0) {
        row.y += grid->small_line;
        row.h *= rows - 1;
        lines.max_lines = FILING_ROWS;
    } else {
        row.h *= rows;
        lines.max_lines = FILING_ROWS;
    }
    pen_text(pen, &number, left, hotline);
    pen_text(pen, &lines, row, filing);
}
