/* Pictures over the whole slide: items of their own, and those of articles without a text. The
 * caption stands in the lower left corner on a strip of ink, so that it can be read whatever
 * the picture shows. A picture that is not there has no slide. */
#include "content/feed/feed_pictures.h"
#include "content/text/address.h"
#include "slide/kinds/kind.h"
#include "slide/page/alerts.h"

#include <string.h>

/* Somebody looks at a picture for a while even when nothing is written on it. */
enum { LOOKING_MS = 5000 };

/* One slide's picture: of an item, or of its block. */
struct shown {
    const struct item *item;
    const struct picture_ref *picture;
    const char *caption;
};

/* block is an item's block, or its count for the item's own picture. False when there is none.
 */
static bool find(struct arena *arena, const struct view *view, const struct item *item,
    size_t block, struct shown *shown)
{
    bool is_own = block == item->block_count;
    const char *reference = is_own ? item->picture : item->blocks[block].url;
    const char *url = NULL;
    *shown = (struct shown) { .item = item };
    if (*reference) {
        url = address_resolve(arena, view->url, reference);
    }
    if (url) {
        shown->picture = picture_ref_find(view->pictures, view->picture_count, url);
    }
    const char *caption = is_own ? item->title : item->blocks[block].text;
    shown->caption = *caption ? caption : item->title;
    return shown->picture;
}

static bool plan_item(
    const struct layout *layout, const struct view *view, size_t index, struct deck *deck)
{
    const struct item *item = &view->feed->items[index];
    struct arena arena;
    struct slide slides[16];
    const int most = sizeof slides / sizeof slides[0];
    int64_t reading_ms[16];
    int count = 0;
    arena_init(&arena);
    for (size_t block = 0; block <= item->block_count && count < most; block++) {
        struct shown shown;
        if (find(&arena, view, item, block, &shown)) {
            reading_ms[count] = LOOKING_MS + typeset_reading_ms(shown.caption);
            slides[count++] = (struct slide) { .kind = &slide_kind_picture,
                .view = view,
                .item = item->id,
                .first = index,
                .count = block,
                .weight = 1 };
        }
    }
    bool good = true;
    for (int i = 0; good && i < count; i++) {
        slides[i].page = i + 1;
        slides[i].pages = count;
        good = deck_add(deck, layout->config, slides[i], reading_ms[i]);
    }
    arena_finish(&arena);
    return good;
}

static bool plan_picture(const struct layout *layout, struct deck *deck)
{
    bool good = true;
    for (size_t i = 0; i < layout->view_count; i++) {
        const struct view *view = &layout->views[i];
        for (size_t k = 0; good && k < view->item_count; k++) {
            const struct item *item = &view->feed->items[view->items[k]];
            if (item->kind == ITEM_PICTURE ||
                (item->kind == ITEM_ARTICLE && !article_has_text(item))) {
                good = plan_item(layout, view, view->items[k], deck);
            }
        }
    }
    return good;
}

static void add_caption(struct pen *pen, const char *text)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec caption = { .role = "caption",
        .px = grid->text,
        .min_px = grid->small,
        .balance = true,
        .colour = pen->theme->paper,
        .line_pct = 140,
        .max_lines = 2 };
    struct pixel_rect room = { grid->body.x, grid->area.y, grid->body.w, grid->area.h };
    struct fitted fitted = pen_fit(pen, &pen->scene->arena, &caption, room, text);
    int height = (int)fitted.set.line_count * pen_line_px(pen, &caption, fitted.px);
    int widest = 0;
    for (size_t i = 0; i < fitted.set.line_count; i++) {
        int width = (fitted.set.lines[i].width + MEASURE_UNIT - 1) / MEASURE_UNIT;
        widest = width > widest ? width : widest;
    }
    if (height == 0 || pen->failed) {
        return;
    }
    int inset = grid_u(grid, SPACE_2);
    struct pixel_rect strip = { 0,
        grid->area.y + grid->area.h - grid_u(grid, SPACE_6) - height - 2 * inset,
        room.x + widest + grid_u(grid, SPACE_4), height + 2 * inset };
    pen_fill(pen, "scrim", strip, pen->theme->ink);
    pen->on = pen->theme->ink;
    room.y = strip.y + inset;
    room.h = height;
    pen_text(pen, &caption, room, text);
    /* Its box reaches no further than the strip, beyond which it could not be read. */
    pen->scene->boxes[pen->scene->box_count - 1].rect.w = widest;
}

static bool lay_out_picture(
    const struct layout *layout, const struct slide *slide, struct scene *scene)
{
    struct pen pen;
    struct shown shown;
    const struct item *item = &slide->view->feed->items[slide->first];
    pen_init(&pen, layout, slide->view, scene);
    if (!find(&scene->arena, slide->view, item, slide->count, &shown)) {
        return true; /* it was there when this was planned: the ground alone */
    }
    /* Banners stand above it. */
    int top = banner_rows(layout) > 0 ? pen.grid.area.y : 0;
    struct pixel_rect all = { 0, top, layout->width, layout->height - top };
    pen_fill(&pen, "ground", all, pen.theme->ink);
    struct box *box = scene_add(scene, BOX_PICTURE, "photo", all);
    if (!box) {
        return false;
    }
    box->url = shown.picture->url;
    box->object = shown.picture->object;
    box->path = shown.picture->path;
    box->is_cover = item->kind == ITEM_PICTURE && !item->is_contained;
    box->focus_x = item->focus_x;
    box->focus_y = item->focus_y;
    box->grows = box->is_cover && layout->config->theme.picture_zoom &&
                 layout->config->theme.transition != TRANSITION_NONE;
    add_caption(&pen, shown.caption);
    return !pen.failed;
}

const struct slide_kind slide_kind_picture = { .name = "picture",
    .without_header = true,
    .without_footer = true,
    .plan = plan_picture,
    .lay_out = lay_out_picture };
