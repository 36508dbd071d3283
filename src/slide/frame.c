#include "slide/frame.h"

#include "slide/alerts.h"
#include "slide/header_date.h"
#include "slide/logo.h"
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

/* The filing lines side by side, as many in a row as the width holds, rows parted by '\n'. NULL
 * when memory is out. */
static const char *filing_text(struct pen *pen, struct arena *arena, int width)
{
    const struct feed *feed = site_filing(pen->layout);
    const char *done = "", *row = "";
    for (size_t i = 0; feed != NULL && i < feed->footer_count; i++) {
        const char *line = feed->footer[i];
        const char *longer = row[0] != '\0' ? arena_printf(arena, "%s　%s", row, line) : line;
        if (longer == NULL) {
            return NULL;
        }
        if (row[0] != '\0' && pen_width(pen, pen->grid.small, false, longer) > width) {
            done = arena_printf(arena, "%s%s\n", done, row);
            row = line;
        } else {
            row = longer;
        }
        if (done == NULL) {
            return NULL;
        }
    }
    return arena_printf(arena, "%s%s", done, row);
}

/* The width of the longest date that a slide's footer may have; 0 when no feed has expired. */
static int as_of_width(struct pen *pen, struct arena *arena)
{
    int widest = 0;
    for (size_t i = 0; i < pen->layout->view_count; i++) {
        const char *text = site_as_of(pen->layout, &pen->layout->views[i], arena);
        if (text == NULL) {
            pen->failed = true;
            return 0;
        }
        int width = text[0] != '\0' ? pen_width(pen, pen->grid.small, false, text) : 0;
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* What stands in the footer and where: the hotline at the left, after it how old the content is
 * when that has to be said, the filing lines at the right. */
struct footer {
    const char *hotline, *filing;
    int hotline_w, as_of_w;
    bool is_stacked; /* the filing lines below the hotline */
    int rows;
};

static bool footer_of(struct pen *pen, struct arena *arena, struct footer *footer)
{
    const struct grid *grid = &pen->grid;
    *footer = (struct footer) { .rows = 1 };
    footer->hotline = site_hotline_text(pen->layout, arena);
    footer->filing = filing_text(pen, arena, grid->footer.w);
    if (footer->hotline == NULL || footer->filing == NULL) {
        return false;
    }
    bool has_filing = footer->filing[0] != '\0', has_hotline = footer->hotline[0] != '\0';
    footer->as_of_w = as_of_width(pen, arena);
    footer->hotline_w = has_hotline ? pen_width(pen, grid->small, true, footer->hotline) : 0;
    int filing_w = has_filing ? pen_width(pen, grid->small, false, footer->filing) : 0;
    int filing_rows = has_filing ? 1 : 0;
    for (const char *at = footer->filing; *at != '\0'; at++) {
        filing_rows += *at == '\n' ? 1 : 0;
    }
    /* One that is longer than a whole row takes two. */
    filing_rows += filing_w > grid->footer.w ? 1 : 0;
    int gap = grid_u(grid, SPACE_4);
    int left_w = footer->hotline_w + footer->as_of_w +
                 (footer->hotline_w > 0 && footer->as_of_w > 0 ? gap : 0);
    int together = filing_w + gap + left_w;
    footer->is_stacked = has_filing && left_w > 0 &&
                         (grid->is_portrait || filing_rows > 1 || together > grid->footer.w);
    filing_rows = filing_rows > FILING_ROWS ? FILING_ROWS : filing_rows;
    footer->rows = filing_rows + (footer->is_stacked ? 1 : 0);
    footer->rows = footer->rows < 1 ? 1 : footer->rows;
    return true;
}

void frame_grid(struct pen *pen)
{
    const struct layout *layout = pen->layout;
    int overscan = layout->config->screen.overscan_pct;
    struct arena arena;
    struct footer footer;
    arena_init(&arena);
    int banners = banner_rows(layout);
    grid_init(&pen->grid, pen->theme, layout->width, layout->height, overscan, 1, banners);
    if (footer_of(pen, &arena, &footer)) {
        grid_init(&pen->grid, pen->theme, layout->width, layout->height, overscan, footer.rows,
            banners);
    } else {
        pen->failed = true;
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
            .line_pct = 120,
            .max_lines = 1,
            .anchor = ANCHOR_MIDDLE,
            .live = LIVE_CLOCK };
        pen_text(pen, &clock, (struct rect) { row.x + row.w - width, row.y, width, row.h }, "");
        taken = width + grid_u(grid, SPACE_3);
    }
    const char *widest = header_date_widest(&pen->scene->arena, config);
    if (widest == NULL) {
        pen->failed = true;
    } else if (widest[0] != '\0') {
        struct text_spec date = small_spec(pen, "date", pen->theme->quiet);
        date.live = LIVE_DATE;
        if (grid->is_narrow) {
            pen_text(pen, &date, date_row, "");
        } else {
            int width = pen_width(pen, grid->small, false, widest);
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
    int name_line = grid->text * 120 / 100;
    int logo_w = logo_add(pen, row);
    row.x += logo_w;
    row.w -= logo_w;
    struct rect date_row = row;
    if (grid->is_narrow) {
        row.h -= grid->small_line;
        date_row.y = row.y + row.h;
    } else {
        /* On the name's and the clock's baseline. */
        date_row.y = row.y + (row.h - name_line) / 2 + pen_baseline(grid->text, name_line) -
                     pen_baseline(grid->small, grid->small * 120 / 100);
    }
    date_row.h = grid->small_line;
    int taken = header_time(pen, row, date_row);
    const struct text_spec name = { .role = "site",
        .px = grid->text,
        .min_px = grid->small,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .line_pct = 120,
        .max_lines = 2,
        .anchor = ANCHOR_MIDDLE };
    pen_text(pen, &name, (struct rect) { row.x, row.y, row.w - taken, row.h },
        site_name(pen->layout));
    pen_hairline(pen, header.x, header.y + header.h - grid->hair_px, header.w);
}

void frame_footer(struct pen *pen, const struct view *view)
{
    const struct grid *grid = &pen->grid;
    struct footer footer;
    if (!footer_of(pen, &pen->scene->arena, &footer)) {
        pen->failed = true;
        return;
    }
    struct rect row = grid->footer;
    row.y += grid_u(grid, 3) / 2;
    row.h = grid->small_line;
    struct text_spec hotline = small_spec(pen, "hotline", pen->theme->ink);
    struct text_spec filing = small_spec(pen, "filing", pen->theme->quiet);
    struct rect left = row;
    hotline.bold = true;
    filing.max_lines = FILING_ROWS;
    struct text_spec as_of = small_spec(pen, "as-of", pen->theme->quiet);
    struct rect middle = row;
    int taken = footer.hotline_w;
    if (footer.as_of_w > 0) {
        int indent = taken > 0 ? taken + grid_u(grid, SPACE_4) : 0;
        middle.x += indent;
        middle.w = footer.is_stacked ? row.w - indent : footer.as_of_w;
        as_of.align = footer.is_stacked && indent > 0 ? SET_RIGHT : SET_LEFT;
        taken = indent + footer.as_of_w;
    }
    left.w = footer.is_stacked && footer.as_of_w == 0 ? row.w : footer.hotline_w;
    if (footer.is_stacked) {
        row.y += grid->small_line;
        row.h *= footer.rows - 1;
    } else {
        row.x += taken;
        row.w -= taken;
        row.h *= footer.rows;
        filing.align = SET_RIGHT;
    }
    if (left.w > 0) {
        pen_text(pen, &hotline, left, footer.hotline);
    }
    const char *text = site_as_of(pen->layout, view, &pen->scene->arena);
    if (text == NULL) {
        pen->failed = true;
    } else if (text[0] != '\0') {
        pen_text(pen, &as_of, middle, text);
    }
    pen_text(pen, &filing, row, footer.filing);
}
