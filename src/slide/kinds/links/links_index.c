#include "slide/kinds/links/links.h"

/* Where label and host of all rows stand: the label's column beside the host, or in portrait
 * all of the width. */
struct rows {
    int label_px, host_px;
    int label_w, label_h, host_h; /* of as many lines as the longest takes */
    int height;                   /* of a row, with the white above and below */
};

/* What a page has left goes into its rows, up to so much. */
enum { LANDSCAPE_MORE_U = 4, PORTRAIT_MORE_U = 12 };

static struct text_spec label_of(const struct pen *pen, const struct rows *rows)
{
    struct text_spec spec = links_label_spec(pen);
    spec.px = rows->label_px;
    return spec;
}

static int host_left(const struct pen *pen, const struct rows *rows)
{
    return pen->grid.is_portrait ? 0 : rows->label_w + grid_u(&pen->grid, SPACE_6);
}

static void size_labels(struct pen *pen, const struct slide *all, int width, struct rows *rows)
{
    const struct text_spec label = label_of(pen, rows);
    int widest = 0;
    for (size_t i = 0; i < all->count && !pen->grid.is_portrait; i++) {
        int label_w = pen_spec_width(pen, &label, links_at(pen, i)->label);
        widest = label_w > widest ? label_w : widest;
    }
    rows->label_w = pen->grid.is_portrait ? width : widest < width / 2 ? widest : width / 2;
}

/* False where a label or a host does not stand there well in that size. */
static bool size_rows(
    struct pen *pen, const struct slide *all, struct pixel_rect room, struct rows *rows)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec label = label_of(pen, rows), host = links_host_spec(pen);
    const int line_px = pen_line_px(pen, &label, label.px);
    int label_lines = 1, host_lines = 1;
    bool is_whole = true;
    size_labels(pen, all, room.w, rows);
    const struct pixel_rect label_room = { 0, 0, rows->label_w, 2 * line_px };
    for (size_t i = 0; i < all->count && !pen->failed; i++) {
        const struct link *link = links_at(pen, i);
        const struct fitted fitted = pen_fit(pen, &label, label_room, link->label);
        const char *text = links_host(pen, link->url);
        int lines = 1;
        is_whole = is_whole && fitted.px == label.px && !fitted.parted;
        label_lines = fitted.set.line_count > 1 ? 2 : label_lines;
        if (text) {
            links_part_host(pen, text, rows->host_px, room.w - host_left(pen, rows), &lines);
        }
        host_lines = lines > 1 ? 2 : host_lines;
    }
    rows->label_h = label_lines * line_px;
    rows->host_h = host_lines * pen_line_px(pen, &host, rows->host_px);
    const int high = rows->label_h > rows->host_h ? rows->label_h : rows->host_h;
    rows->height = grid->is_portrait ? rows->label_h + rows->host_h + 2 * grid_u(grid, SPACE_3)
                                     : high + 2 * grid_u(grid, SPACE_2);
    return is_whole && host_lines == 1 && (grid->is_portrait || label_lines == 1);
}

/* The largest size in which all stand well, or what is left of the smallest. */
static struct rows rows_of(struct pen *pen, const struct slide *all, struct pixel_rect room)
{
    const struct grid *grid = &pen->grid;
    const int sizes[][2] = { { grid->title, grid->title }, { grid->title, grid->heading },
        { grid->heading, grid->heading }, { grid->heading, grid->text } };
    const int per_page = ((int)all->count + all->pages - 1) / all->pages;
    struct rows rows = { 0 };
    bool fits = false;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && !fits && !pen->failed; i++) {
        rows = (struct rows) { .label_px = sizes[i][0], .host_px = sizes[i][1] };
        fits = size_rows(pen, all, room, &rows) && per_page * rows.height <= room.h;
    }
    const int more = per_page > 0 ? room.h / per_page - rows.height : 0;
    const int most = grid_u(grid, grid->is_portrait ? PORTRAIT_MORE_U : LANDSCAPE_MORE_U);
    rows.height += more < most ? more : most;
    return rows;
}

/* Both on the base line of their first lines; in portrait the host below the label. */
static void add_row(
    struct pen *pen, const struct link *link, const struct rows *rows, struct pixel_rect row)
{
    const bool stacks = pen->grid.is_portrait;
    const struct text_spec label = label_of(pen, rows), host = links_host_spec(pen);
    const char *text = links_host(pen, link->url);
    const int high = stacks                         ? rows->label_h + rows->host_h
                     : rows->label_h > rows->host_h ? rows->label_h
                                                    : rows->host_h;
    const int spare = row.h - high, bottom = row.y + row.h;
    struct pixel_rect left = row, right = row;
    left.y += spare > 0 ? spare / 2 : 0;
    left.w = rows->label_w;
    left.h = bottom - left.y - (stacks ? rows->host_h : 0);
    right.x += host_left(pen, rows);
    right.w -= host_left(pen, rows);
    right.y = pen_text(pen, &label, left, link->label);
    if (!stacks) {
        right.y = left.y + pen_baseline(label.px, pen_line_px(pen, &label, label.px)) -
                  pen_baseline(rows->host_px, pen_line_px(pen, &host, rows->host_px));
    }
    right.h = bottom - right.y;
    if (text) {
        links_add_host(pen, text, rows->host_px, right);
    }
}

void links_add_index(
    struct pen *pen, const struct slide *slide, const struct slide *all, struct pixel_rect room)
{
    const struct rows rows = rows_of(pen, all, room);
    struct pixel_rect row = room;
    row.h = rows.height;
    for (size_t i = 0; i < slide->count; i++) {
        pen_hairline(pen, row.x, row.y, row.w);
        add_row(pen, links_at(pen, slide->first + i), &rows, row);
        row.y += row.h;
    }
}
