/* The footer: the hotline at the left, after it how old the content is when that has to be
 * said, the filing lines at the right, or below them. */
#include "slide/page/band.h"
#include "slide/page/site.h"

#include <limits.h>
#include <string.h>

/* The footer takes one part in so many of the height at the most. */
enum { FOOTER_PART = 3 };

struct footer {
    const char *hotline, *filing;
    int hotline_w, as_of_w;
    bool is_stacked; /* the filing lines below the hotline */
    bool is_bare;    /* only the lines that hold a filing number have room */
    int filing_rows;
};

/* "示例ICP备12345678号-1", "示例公网安备 12345678901234号", "备案号：…": such numbers are there
 * by law. */
static bool is_number(const char *line)
{
    return strstr(line, "备");
}

/* The filing lines side by side, as many in a row as the width holds, rows parted by '\n'. NULL
 * when memory is out. */
static const char *filing_text(struct pen *pen, int width, bool is_bare)
{
    const struct feed *feed = site_filing(pen->layout);
    const char *done = "", *row = "";
    for (size_t i = 0; feed && i < feed->footer_count; i++) {
        const char *line = feed->footer[i];
        if (is_bare && !is_number(line)) {
            continue;
        }
        const char *longer = *row ? arena_printf(pen->arena, "%s　%s", row, line) : line;
        if (!longer) {
            return NULL;
        }
        if (*row && pen_width(pen, pen->grid.small, false, longer) > width) {
            done = arena_printf(pen->arena, "%s%s\n", done, row);
            row = line;
        } else {
            row = longer;
        }
        if (!done) {
            return NULL;
        }
    }
    return arena_printf(pen->arena, "%s%s", done, row);
}

/* The width of the longest date that a slide's footer may have; 0 when no feed has expired. */
static int as_of_width(struct pen *pen)
{
    int widest = 0;
    for (size_t i = 0; i < pen->layout->view_count; i++) {
        const char *text = site_as_of(pen, &pen->layout->views[i]);
        if (!text) {
            pen->failed = true;
            return 0;
        }
        int width = *text ? pen_width(pen, pen->grid.small, false, text) : 0;
        widest = width > widest ? width : widest;
    }
    return widest;
}

static struct text_spec hotline_spec(const struct pen *pen)
{
    struct text_spec spec = band_small_spec(pen, "hotline", pen->theme->ink);
    spec.bold = true;
    return spec;
}

static struct text_spec filing_spec(const struct pen *pen, const struct footer *footer)
{
    struct text_spec spec = band_small_spec(pen, "filing", pen->theme->quiet);
    spec.max_lines = footer->filing_rows;
    spec.align = footer->is_stacked ? SET_LEFT : SET_RIGHT;
    return spec;
}

/* Rows of the filing lines in the footer's width: a line that is longer than a row takes two.
 */
static int count_rows(struct pen *pen, const char *filing)
{
    const struct footer any = { .filing_rows = 0 };
    const struct text_spec spec = filing_spec(pen, &any);
    const struct pixel_rect room = { 0, 0, pen->grid.footer.w, INT_MAX / 2 };
    int rows = *filing ? 1 : 0;
    for (const char *at = filing; *at; at++) {
        rows += *at == '\n' ? 1 : 0;
    }
    return rows > 0 && pen_width(pen, pen->grid.small, false, filing) > room.w
               ? (int)pen_fit(pen, &spec, room, filing).set.line_count
               : rows;
}

/* The filing lines and their rows. Where the footer would grow over the slide, lines without a
 * filing number give way. */
static bool place_filing(struct pen *pen, int most, struct footer *footer)
{
    for (int bare = 0; bare < 2; bare++) {
        const char *filing = filing_text(pen, pen->grid.footer.w, bare == 1);
        if (!filing) {
            return false;
        }
        footer->filing_rows = count_rows(pen, filing);
        footer->filing = filing;
        footer->is_bare = bare == 1;
        if (footer->filing_rows <= most) {
            return true;
        }
    }
    footer->filing_rows = most;
    return true;
}

static bool footer_of(struct pen *pen, struct footer *footer)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec hotline = hotline_spec(pen);
    int gap = grid_u(grid, SPACE_4);
    int most = (grid->area.h / FOOTER_PART - grid_u(grid, SPACE_3)) / grid->small_line - 1;
    *footer = (struct footer) { .as_of_w = as_of_width(pen) };
    int after_w = footer->as_of_w > 0 ? gap + footer->as_of_w : 0;
    footer->hotline = site_hotline_fitted(pen, &hotline, grid->footer.w - after_w);
    if (!footer->hotline || !place_filing(pen, most > 1 ? most : 1, footer)) {
        return false;
    }
    bool has_filing = *footer->filing, has_hotline = *footer->hotline;
    footer->hotline_w = has_hotline ? pen_width(pen, grid->small, true, footer->hotline) : 0;
    int filing_w = has_filing ? pen_width(pen, grid->small, false, footer->filing) : 0;
    int left_w = footer->hotline_w > 0 ? footer->hotline_w + after_w : footer->as_of_w;
    int together = filing_w + gap + left_w;
    footer->is_stacked =
        has_filing && left_w > 0 &&
        (grid->is_portrait || footer->filing_rows > 1 || together > grid->footer.w);
    return true;
}

int band_footer_rows(struct pen *pen)
{
    struct footer footer;
    bool good = footer_of(pen, &footer);
    pen->failed = pen->failed || !good;
    int rows = good ? footer.filing_rows + (footer.is_stacked ? 1 : 0) : 1;
    return rows < 1 ? 1 : rows;
}

static void warn_left_out(struct pen *pen)
{
    const struct feed *feed = site_filing(pen->layout);
    for (size_t i = 0; feed && i < feed->footer_count; i++) {
        if (!is_number(feed->footer[i])) {
            pen_warn_cut(pen, "filing", feed->footer[i]);
        }
    }
}

void band_footer(struct pen *pen, const struct view *view)
{
    const struct grid *grid = &pen->grid;
    struct footer footer;
    if (!footer_of(pen, &footer)) {
        pen->failed = true;
        return;
    }
    struct pixel_rect row = grid->footer;
    row.y += grid_u(grid, 3) / 2;
    row.h = grid->small_line;
    struct pixel_rect left = row, middle = row;
    struct text_spec as_of = band_small_spec(pen, "as-of", pen->theme->quiet);
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
    } else {
        row.x += taken;
        row.w -= taken;
    }
    row.h *= footer.filing_rows;
    if (left.w > 0) {
        const struct text_spec hotline = hotline_spec(pen);
        site_add_hotline(pen, &hotline, left, footer.hotline);
    }
    pen_text(pen, &as_of, middle, site_as_of(pen, view));
    const struct text_spec filing = filing_spec(pen, &footer);
    pen_text(pen, &filing, row, footer.filing);
    if (footer.is_bare) {
        warn_left_out(pen);
    }
}
