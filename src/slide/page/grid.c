#include "slide/page/grid.h"

/* The footer leaves the body so much of the height, and never less than a number needs with
 * what belongs to it. */
enum { LEAST_BODY_PCT = 30, LEAST_BODY_U = 27 };

/* Rounded to the nearest: spacing that is cut down drifts at odd sizes such as 1366x768. */
static int scaled(int value, int by, int of)
{
    return (int)(((int64_t)value * by * 2 + of) / (2 * (int64_t)of));
}

int grid_u(const struct grid *grid, int count)
{
    return scaled(grid->short_side, count, 90);
}

int grid_scaled(int px, int percent)
{
    return scaled(px, percent, 100);
}

/* Below its rows 3u are white, as much as above the header's text. They are as high as their
 * type needs: where that is more than u, half a u less is white. */
static int footer_height(const struct grid *grid, int rows)
{
    int least = grid_u(grid, 3) / 2 + rows * grid->small_line + grid_u(grid, SPACE_1);
    int height = grid_u(grid, 3 + 3 * rows);
    return height > least ? height : least;
}

int grid_page_mark_y(const struct grid *grid)
{
    return grid->footer.y - grid_u(grid, 3) / 2 - grid->small_line;
}

int grid_most_footer_rows(const struct grid *grid)
{
    int least = grid_scaled(grid->area.h, LEAST_BODY_PCT), rows = 1;
    least = least < grid_u(grid, LEAST_BODY_U) ? grid_u(grid, LEAST_BODY_U) : least;
    int room = grid->footer.h + grid->body.h - least;
    while (footer_height(grid, rows + 1) <= room) {
        rows++;
    }
    return rows;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Margins and the white above and below may lie outside of what is calm, for there is no text
 * in them: 2u above the header's row, 1u below the footer's. */
static void keep_calm(struct grid *grid, struct pixel_rect calm, int margin)
{
    struct pixel_rect *area = &grid->area;
    int left = larger(area->x, calm.x - margin);
    int top = larger(area->y, calm.y - grid_u(grid, 2));
    int right = smaller(area->x + area->w, calm.x + calm.w + margin);
    int bottom = smaller(area->y + area->h, calm.y + calm.h + grid_u(grid, 1));
    *area = (struct pixel_rect) { left, top, right - left, bottom - top };
}

/* In the row that the header's logo has, or in the middle of the footer's last one, as far as
 * it stays below the page mark. */
static void place_mark(struct grid *grid, const struct grid_needs *needs, int header_h)
{
    bool is_top = needs->mark_corner == TOP_LEFT || needs->mark_corner == TOP_RIGHT;
    bool is_left = needs->mark_corner == TOP_LEFT || needs->mark_corner == BOTTOM_LEFT;
    struct pixel_rect *band = is_top ? &grid->header : &grid->footer;
    int taken = needs->mark_w + grid_u(grid, SPACE_3);
    int last = grid->footer.y + needs->footer_rows * grid->small_line - grid->small_line / 2;
    if (needs->mark_w <= 0 || taken >= band->w / 2) {
        return;
    }
    grid->mark = (struct pixel_rect) { is_left ? band->x : band->x + band->w - needs->mark_w,
        larger(grid->footer.y, last - needs->mark_h / 2), needs->mark_w, needs->mark_h };
    if (is_top) {
        grid->mark.y =
            band->y + grid_u(grid, 2) + (header_h - grid_u(grid, 2 + 1) - needs->mark_h) / 2;
    }
    band->x += is_left ? taken : 0;
    band->w -= taken;
}

void grid_init(struct grid *grid, const struct theme *theme, int width, int height,
    const struct grid_needs *needs)
{
    *grid = (struct grid) { .is_portrait = height > width };
    int inset_x = scaled(width, needs->overscan_pct, 100);
    int inset_y = scaled(height, needs->overscan_pct, 100);
    struct pixel_rect area = { inset_x, inset_y, width - 2 * inset_x, height - 2 * inset_y };
    grid->short_side = area.w < area.h ? area.w : area.h;
    area.y += grid_u(grid, BANNER_ROW_U * needs->banner_rows);
    area.h -= grid_u(grid, BANNER_ROW_U * needs->banner_rows);
    grid->area = area;
    grid->banners_y = area.y;
    int margin = grid_u(grid, grid->is_portrait ? SPACE_6 : SPACE_8);
    if (needs->calm.w > 0) {
        keep_calm(grid, needs->calm, margin);
        area = grid->area;
    }
    grid->is_narrow = area.w < grid_u(grid, 140);
    grid->hair_px = scaled(grid->short_side, 1, 540);
    grid->hair_px = grid->hair_px < 1 ? 1 : grid->hair_px;

    grid->display = scaled(theme->display_1080, grid->short_side, 1080);
    grid->title = scaled(theme->title_1080, grid->short_side, 1080);
    grid->heading = scaled(theme->heading_1080, grid->short_side, 1080);
    grid->text = scaled(theme->body_1080, grid->short_side, 1080);
    /* Rounded up: nothing is smaller than 1/36 of the short side. */
    grid->small = (theme->small_1080 * grid->short_side + 1079) / 1080;
    int least_line = grid_scaled(grid->small, 120);
    grid->small_line = grid_u(grid, SPACE_3);
    grid->small_line = grid->small_line < least_line ? least_line : grid->small_line;

    int header_h = grid_u(grid, grid->is_narrow ? 12 : 9);
    int footer_h = footer_height(grid, needs->footer_rows);
    grid->name_h = header_h - grid_u(grid, 2) - grid_u(grid, 1);
    grid->name_h -= grid->is_narrow ? grid->small_line : 0;
    if (needs->name_px > grid->name_h) {
        header_h += needs->name_px - grid->name_h;
        grid->name_h = needs->name_px;
    }
    int inner_w = area.w - 2 * margin;
    grid->header = (struct pixel_rect) { area.x + margin, area.y, inner_w, header_h };
    grid->footer =
        (struct pixel_rect) { area.x + margin, area.y + area.h - footer_h, inner_w, footer_h };
    int top = area.y + header_h + grid_u(grid, SPACE_6);
    /* Below the body: the page mark's row and the white above and below it. */
    int bottom = grid->footer.y - grid_u(grid, 1 + 3 + 1);
    grid->body = (struct pixel_rect) { area.x + margin, top, inner_w, bottom - top };
    place_mark(grid, needs, header_h);
}
