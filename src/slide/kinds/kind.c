#include "slide/kinds/kind.h"

#include "slide/page/figure/gallery.h"

#include <stdio.h>

/* Somebody needs a moment to notice that the slide is another one. */
enum { NOTICING_MS = 2000 };

/* Of the white around what stands on the optical centre, so much is above. */
enum { ABOVE_PART = 4, WHITE_PARTS = 9 };

const struct view *kind_any_view(const struct layout *layout)
{
    static const struct feed nothing = {
        .lang = "", .site_name = "", .welcome = "", .logo = ""
    };
    static const struct view nobody = { .source = "", .feed = &nothing };
    return layout->view_count > 0 ? &layout->views[0] : &nobody;
}

bool article_has_text(const struct item *item)
{
    for (size_t i = 0; i < item->block_count; i++) {
        if (item->blocks[i].kind == BLOCK_TEXT && *item->blocks[i].text) {
            return true;
        }
    }
    return false;
}

bool article_is_gallery(struct pen *pen, const struct item *item)
{
    if (article_has_text(item)) {
        return false;
    }
    const struct gallery gallery = gallery_find(pen, item);
    return gallery_is_small(pen, &gallery);
}

void kind_plan_views(
    struct pen *pen, struct deck *deck, void (*plan_view)(struct pen *pen, struct deck *deck))
{
    for (size_t i = 0; i < pen->layout->view_count; i++) {
        pen_turn_to(pen, &pen->layout->views[i], NULL);
        plan_view(pen, deck);
    }
}

void kind_look_at(const struct pen *pen, const struct slide *slide)
{
    const struct layout *layout = pen->layout->given ? pen->layout->given : pen->layout;
    if (layout->onlooker) {
        layout->onlooker->look(layout->onlooker->context, layout, slide);
    }
}

void kind_look(const struct pen *pen, struct deck *deck)
{
    for (; pen->layout->onlooker && deck->looked_at < deck->count; deck->looked_at++) {
        kind_look_at(pen, &deck->slides[deck->looked_at]);
    }
}

/* What is tried for one item is let go before the next. */
static void plan_one(struct pen *pen, struct deck *deck, const struct item *item,
    void (*plan_item)(struct pen *pen, const struct item *item, struct deck *deck))
{
    struct arena arena, *outside = pen->arena;
    arena_init(&arena);
    pen->arena = &arena;
    plan_item(pen, item, deck);
    pen->failed = pen->failed || arena.has_failed;
    pen->arena = outside;
    arena_finish(&arena);
    kind_look(pen, deck);
}

void kind_plan_items(struct pen *pen, struct deck *deck, enum item_kind kind,
    void (*plan_item)(struct pen *pen, const struct item *item, struct deck *deck))
{
    for (size_t i = 0; i < pen->layout->view_count; i++) {
        const struct view *view = &pen->layout->views[i];
        for (size_t k = 0; k < view->item_count && !pen->failed; k++) {
            const struct item *item = &view->feed->items[view->items[k]];
            if (item->kind == kind) {
                pen_turn_to(pen, view, item);
                plan_one(pen, deck, item, plan_item);
            }
        }
    }
}

void kind_plan_pages(
    struct pen *pen, struct deck *deck, const struct item *item, const struct kind_pages *pages)
{
    struct plan_memory *plans = pen->layout->plans;
    struct planned_pages planned;
    if (plan_memory_is_over(plans)) {
        return;
    }
    const struct digest key = plans ? pages->key(pen, item) : (struct digest) { 0 };
    bool is_known = plan_memory_find(plans, &key, &planned);
    if (!is_known && !plan_memory_may_set(plans)) {
        return;
    }
    if (!is_known) {
        planned = pages->plan(pen, item);
        if (!pen->failed) {
            plan_memory_note(plans, &key, &planned);
        }
    }
    for (size_t i = 0; i < planned.pages; i++) {
        const struct slide slide = { .kind = pages->kind,
            .item = item,
            .count = planned.count,
            .page = (int)i + 1,
            .pages = (int)planned.pages,
            .is_known = is_known };
        deck_add(deck, pen, slide, planned.reading_ms[i]);
    }
}

void deck_add(struct deck *deck, struct pen *pen, struct slide slide, int64_t reading_ms)
{
    const struct config *config = pen->layout->config;
    struct slide *slides = arena_grow(
        &deck->arena, deck->slides, deck->count, &deck->capacity, sizeof *deck->slides);
    if (!slides) {
        pen->failed = true;
        return;
    }
    int64_t most_ms = config->programme.dwell_max_ms, least_ms = config->programme.dwell_min_ms;
    int64_t dwell_ms = reading_ms + NOTICING_MS;
    dwell_ms = dwell_ms > most_ms ? most_ms : dwell_ms;
    slide.dwell_ms = dwell_ms < least_ms ? least_ms : dwell_ms;
    slide.view = slide.view ? slide.view : pen->view;
    slide.weight = slide.item && slide.item->show.weight > 1 ? slide.item->show.weight : 1;
    deck->slides = slides;
    deck->slides[deck->count++] = slide;
}

static size_t most_that_fit(const struct page_fill *fill, size_t first)
{
    size_t left = fill->total - first;
    size_t count = left < fill->most ? left : fill->most;
    while (count > 1 && !fill->fits(fill->context, first, count)) {
        count--;
    }
    return count;
}

/* Whether a page of so many has room, ends before one that begins something, and costs none. */
static bool ends_whole(
    const struct page_fill *fill, const size_t *pages, size_t first, size_t count)
{
    size_t next = first + count;
    return count > 0 && (next == fill->total || fill->begins(fill->context, next)) &&
           pages[next] < pages[first] && fill->fits(fill->context, first, count);
}

/* Of pages that end so the one that is nearest to what is wanted, and half of it at least; 0
 * where there is none. */
static size_t whole_part(
    const struct page_fill *fill, const size_t *pages, size_t first, size_t most, size_t wanted)
{
    for (size_t away = 0; fill->begins && away <= wanted / 2; away++) {
        if (ends_whole(fill, pages, first, wanted - away)) {
            return wanted - away;
        }
        if (wanted + away <= most && ends_whole(fill, pages, first, wanted + away)) {
            return wanted + away;
        }
    }
    return 0;
}

/* Of all ways that take as few pages the one that leaves none of them empty: the squares of
 * what is left have the least sum. Of equal ones the one whose first pages have more. */
static bool fill_by_height(struct arena *arena, const struct page_fill *fill,
    const size_t *most, const size_t *pages, struct page_counts *out)
{
    const size_t total = fill->total;
    int64_t *costs = arena_array(arena, total + 1, sizeof *costs);
    size_t *counts = arena_array(arena, total + 1, sizeof *counts);
    if (!costs || !counts) {
        return false;
    }
    costs[total] = 0;
    for (size_t i = total; i-- > 0;) {
        costs[i] = INT64_MAX;
        for (size_t count = most[i]; count > 0; count--) {
            if (pages[i + count] + 1 != pages[i] ||
                (count > 1 && count < most[i] && !fill->fits(fill->context, i, count))) {
                continue;
            }
            const int64_t white = fill->white(fill->context, i, count);
            const int64_t cost = white * white + costs[i + count];
            counts[i] = cost < costs[i] ? count : counts[i];
            costs[i] = cost < costs[i] ? cost : costs[i];
        }
    }
    for (size_t at = 0; at < total; at += counts[at]) {
        out->of[out->pages++] = counts[at];
    }
    return true;
}

bool page_fill(struct arena *arena, const struct page_fill *fill, struct page_counts *out)
{
    size_t total = fill->total;
    size_t *most = arena_array(arena, total + 1, sizeof *most);
    size_t *pages = arena_array(arena, total + 1, sizeof *pages); /* from each entry on */
    *out = (struct page_counts) { .of = arena_array(arena, total + 1, sizeof *out->of) };
    if (!most || !pages || !out->of) {
        return false;
    }
    pages[total] = 0;
    for (size_t i = total; i-- > 0;) {
        most[i] = most_that_fit(fill, i);
        pages[i] = 1 + pages[i + most[i]];
    }
    if (fill->white) {
        return fill_by_height(arena, fill, most, pages, out);
    }
    for (size_t at = 0; at < total; at += out->of[out->pages++]) {
        size_t even = (total - at + pages[at] - 1) / pages[at];
        size_t count = even < most[at] ? even : most[at];
        /* More may stand in another arrangement that has room where this one has not, here or
         * on the pages behind. */
        while (count < most[at] &&
               (pages[at + count] >= pages[at] || !fill->fits(fill->context, at, count))) {
            count++;
        }
        size_t whole = whole_part(fill, pages, at, most[at], even < most[at] ? even : most[at]);
        out->of[out->pages] = whole > 0 ? whole : count;
    }
    return true;
}

size_t kind_begin(const struct pen *pen)
{
    return pen->scene ? pen->scene->box_count : 0;
}

bool kind_is_few(struct pixel_rect room, int height)
{
    return height * 5 <= room.h * 4;
}

/* Whether what was added from `begin` on would then stand on what was there before. */
static bool would_cover(const struct scene *scene, size_t begin, int by_px)
{
    bool covers = false;
    for (size_t i = begin; i < scene->box_count; i++) {
        const struct pixel_rect a = scene->boxes[i].rect;
        for (size_t k = 0; k < begin; k++) {
            const struct pixel_rect b = scene->boxes[k].rect;
            bool meets = a.x < b.x + b.w && b.x < a.x + a.w && a.y + by_px < b.y + b.h &&
                         b.y < a.y + by_px + a.h;
            covers = covers || (meets && scene->boxes[k].kind != BOX_FILL);
        }
    }
    return covers;
}

/* What was added: its top, and its height; 0 where that is nothing. */
static int height_since(const struct pen *pen, size_t begin, struct pixel_rect room, int *top)
{
    const struct scene *scene = pen->scene;
    int bottom = room.y;
    *top = room.y + room.h;
    for (size_t i = begin; scene && i < scene->box_count; i++) {
        const struct pixel_rect *rect = &scene->boxes[i].rect;
        *top = rect->y < *top ? rect->y : *top;
        bottom = rect->y + rect->h > bottom ? rect->y + rect->h : bottom;
    }
    return bottom > *top ? bottom - *top : 0;
}

int kind_centre_y(struct pixel_rect room, int height)
{
    return room.y + (room.h - height) * ABOVE_PART / WHITE_PARTS;
}

struct pixel_rect kind_settle(struct pen *pen, size_t begin, struct pixel_rect room)
{
    int top, height = height_since(pen, begin, room, &top);
    int y = kind_centre_y(room, height), by_px = y - top;
    if (height > 0 && kind_is_few(room, top + height - room.y) &&
        !would_cover(pen->scene, begin, by_px)) {
        scene_move_down(pen->scene, begin, by_px);
        room.y = y;
        room.h = height;
    }
    return room;
}

void kind_settle_list(struct pen *pen, size_t begin, struct pixel_rect room, size_t rows)
{
    int top, height = height_since(pen, begin, room, &top);
    if (rows <= KIND_FEW_ROWS || (top + height - room.y) * 3 <= room.h * 2) {
        kind_settle(pen, begin, room);
    }
}

void kind_centre(struct pen *pen, size_t begin, struct pixel_rect room)
{
    int top, height = height_since(pen, begin, room, &top);
    if (height > 0 && height < room.h) {
        scene_move_down(pen->scene, begin, kind_centre_y(room, height) - top);
    }
}

struct text_spec kind_title_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "title",
        .px = pen->grid.title,
        .min_px = pen->grid.heading,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = 2 };
}

struct pixel_rect kind_inset_rows(const struct pen *pen, struct pixel_rect room)
{
    const int in = grid_u(&pen->grid, KIND_ROW_INSET);
    return (struct pixel_rect) { room.x + in, room.y, room.w - 2 * in, room.h };
}

void kind_row_line(struct pen *pen, struct pixel_rect row)
{
    const int out = grid_u(&pen->grid, KIND_ROW_INSET);
    pen_hairline(pen, row.x - out, row.y, row.w + 2 * out);
}

void kind_mark_now(struct pen *pen, struct pixel_rect row)
{
    const int out = grid_u(&pen->grid, KIND_ROW_INSET);
    pen->on = theme_tint(pen->theme);
    pen_fill(pen, "current", (struct pixel_rect) { row.x - out, row.y, row.w + 2 * out, row.h },
        pen->on);
    pen_fill(pen, "now", (struct pixel_rect) { row.x - out, row.y, out / 3, row.h },
        pen->theme->accent);
}

void kind_page_mark(struct pen *pen, const struct slide *slide)
{
    if (slide->pages < 2 || !pen->scene) {
        return;
    }
    const struct grid *grid = &pen->grid;
    char text[32];
    snprintf(text, sizeof text, "%d / %d", slide->page, slide->pages);
    int width = grid_u(grid, SPACE_12);
    struct pixel_rect room = { grid->body.x + grid->body.w - width, grid_page_mark_y(grid),
        width, grid->small_line };
    const struct text_spec mark = { .role = "page",
        .px = grid->small,
        .tabular = true,
        .colour = pen->theme->quiet,
        .align = SET_RIGHT,
        .line_pct = 120,
        .max_lines = 1 };
    pen_text(pen, &mark, room, text);
}
