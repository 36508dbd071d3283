/* The footer: the hotline at the left, after it how old the content is when that has to be
 * said, the filing lines at the right, or below them. */
#include "slide/page/band/band.h"
#include "slide/page/band/filing.h"
#include "slide/page/site.h"

struct footer {
    const char *hotline;
    struct filing filing;
    int hotline_w, as_of_w;
    bool is_stacked; /* the filing lines below the hotline */
};

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
    struct text_spec spec = pen_small_spec(pen, "hotline", pen->theme->ink);
    spec.bold = true;
    return spec;
}

static struct text_spec filing_spec(const struct pen *pen, const struct footer *footer)
{
    struct text_spec spec = pen_small_spec(pen, "filing", pen->theme->quiet);
    spec.max_lines = footer->filing.rows;
    spec.align = footer->is_stacked ? SET_LEFT : SET_RIGHT;
    return spec;
}

static bool make_footer(struct pen *pen, struct footer *footer)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec hotline = hotline_spec(pen);
    int gap = grid_u(grid, SPACE_4);
    *footer = (struct footer) { .as_of_w = as_of_width(pen) };
    int after_w = footer->as_of_w > 0 ? gap + footer->as_of_w : 0;
    footer->hotline = site_hotline_fitted(pen, &hotline, grid->footer.w - after_w);
    if (!footer->hotline) {
        return false;
    }
    bool has_hotline = *footer->hotline;
    int above = has_hotline || footer->as_of_w > 0 ? 1 : 0;
    int most = grid_most_footer_rows(grid) - above;
    if (!filing_place(pen, most > 1 ? most : 1, &footer->filing)) {
        return false;
    }
    bool has_filing = *footer->filing.text;
    footer->hotline_w = has_hotline ? pen_width(pen, grid->small, true, footer->hotline) : 0;
    int filing_w = has_filing ? pen_width(pen, grid->small, false, footer->filing.text) : 0;
    int left_w = footer->hotline_w > 0 ? footer->hotline_w + after_w : footer->as_of_w;
    int together = filing_w + gap + left_w;
    footer->is_stacked =
        has_filing && left_w > 0 &&
        (grid->is_portrait || footer->filing.rows > 1 || together > grid->footer.w);
    return true;
}

/* Made once for the grid and the slide: it has the same room in both. NULL when memory is out.
 */
static const struct footer *footer_of(struct pen *pen)
{
    if (!pen->footer) {
        struct footer *footer = arena_alloc(pen->arena, sizeof *footer);
        pen->footer = footer && make_footer(pen, footer) ? footer : NULL;
        pen->failed = pen->failed || !pen->footer;
    }
    return pen->footer;
}

int band_footer_rows(struct pen *pen)
{
    const struct footer *footer = footer_of(pen);
    int rows = footer ? footer->filing.rows + (footer->is_stacked ? 1 : 0) : 1;
    return rows < 1 ? 1 : rows;
}

bool band_footer_is_empty(struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    const struct footer *footer = footer_of(pen);
    bool has_mark = grid->mark.w > 0 && grid->mark.y >= grid->footer.y;
    return footer && !has_mark && !*footer->hotline && footer->as_of_w == 0 &&
           !*footer->filing.text;
}

void band_footer(struct pen *pen, const struct view *view)
{
    const struct grid *grid = &pen->grid;
    const struct footer *footer = footer_of(pen);
    if (!footer) {
        return;
    }
    struct pixel_rect row = grid->footer;
    row.h = grid->small_line;
    struct pixel_rect left = row, middle = row;
    struct text_spec as_of = pen_small_spec(pen, "as-of", pen->theme->quiet);
    int taken = footer->hotline_w;
    if (footer->as_of_w > 0) {
        int indent = taken > 0 ? taken + grid_u(grid, SPACE_4) : 0;
        middle.x += indent;
        middle.w = footer->is_stacked ? row.w - indent : footer->as_of_w;
        as_of.align = footer->is_stacked && indent > 0 ? SET_RIGHT : SET_LEFT;
        taken = indent + footer->as_of_w;
    }
    left.w = footer->is_stacked && footer->as_of_w == 0 ? row.w : footer->hotline_w;
    if (footer->is_stacked) {
        row.y += grid->small_line;
    } else {
        row.x += taken;
        row.w -= taken;
    }
    row.h *= footer->filing.rows;
    if (left.w > 0) {
        const struct text_spec hotline = hotline_spec(pen);
        site_add_hotline(pen, &hotline, left, footer->hotline);
    }
    pen_text(pen, &as_of, middle, site_as_of(pen, view));
    const struct text_spec filing = filing_spec(pen, footer);
    pen_text(pen, &filing, row, footer->filing.text);
    for (size_t i = 0; i < footer->filing.left_out_count; i++) {
        pen_warn_cut(pen, filing.role, footer->filing.left_out[i]);
    }
}
