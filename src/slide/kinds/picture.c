/* Pictures over the whole slide: items of their own, and those of articles without a text. The
 * caption stands in the lower left corner on a dark strip, so that it can be read whatever
 * the picture shows. A picture that is not there has no slide. */
#include "address/address.h"
#include "content/feed/feed_pictures.h"
#include "slide/kinds/kind.h"
#include "slide/page/band/alerts.h"
#include "slide/page/figure/figure.h"

/* Somebody looks at a picture for a while even when nothing is written on it. */
enum { LOOKING_MS = 5000, MOST_PAGES = 16 };

/* One slide's picture: of an item, or of its block. */
struct shown {
    const struct picture_ref *picture;
    const char *caption;
};

/* block is an item's block, or its count for the item's own picture. False when there is none.
 */
static bool find(struct pen *pen, const struct item *item, size_t block, struct shown *shown)
{
    const struct view *view = pen->view;
    bool is_own = block == item->block_count;
    const char *reference = is_own ? item->picture : item->blocks[block].url;
    const char *caption = is_own ? item->title : item->blocks[block].text;
    const char *url = *reference ? address_resolve(pen->arena, view->url, reference) : NULL;
    shown->picture = url ? picture_ref_find(view->pictures, view->picture_count, url) : NULL;
    shown->caption = *caption ? caption : item->title;
    struct figure figure;
    return shown->picture &&
           (is_own || figure_find(pen, &item->blocks[block], &figure) != FIGURE_SPECK);
}

static void plan_item(struct pen *pen, const struct item *item, struct deck *deck)
{
    struct slide slide = { .kind = &slide_kind_picture, .item = item };
    struct shown shown;
    size_t first = deck->count;
    for (size_t block = 0; block <= item->block_count && slide.page < MOST_PAGES; block++) {
        if (find(pen, item, block, &shown)) {
            slide.first = block;
            slide.page++;
            deck_add(deck, pen, slide, LOOKING_MS + typeset_reading_ms(shown.caption));
        }
    }
    for (size_t i = first; i < deck->count; i++) {
        deck->slides[i].pages = slide.page;
    }
    if (deck->count == first) { /* all of them are specks, it may be */
        slide = (struct slide) { .kind = &slide_kind_picture,
            .view = pen->view,
            .item = item,
            .first = item->block_count,
            .page = 1,
            .pages = 1 };
        kind_look_at(pen, &slide);
    }
}

static void plan_view(struct pen *pen, struct deck *deck)
{
    const struct view *view = pen->view;
    for (size_t i = 0; i < view->item_count; i++) {
        const struct item *item = &view->feed->items[view->items[i]];
        pen_turn_to(pen, view, item);
        if (item->kind == ITEM_PICTURE ||
            (item->kind == ITEM_ARTICLE && !article_has_text(item) &&
                !article_is_gallery(pen, item))) {
            plan_item(pen, item, deck);
        }
    }
}

static void plan_picture(struct pen *pen, struct deck *deck)
{
    kind_plan_views(pen, deck, plan_view);
}

/* The darker of ink and paper lies around a picture and under its caption. */
static bool is_dark(const struct theme *theme)
{
    return colour_luminance(theme->paper) < colour_luminance(theme->ink);
}

static struct colour ground_of(const struct theme *theme)
{
    return is_dark(theme) ? theme->paper : theme->ink;
}

static void add_caption(struct pen *pen, const char *text)
{
    const struct grid *grid = &pen->grid;
    const struct colour ground = ground_of(pen->theme);
    const struct text_spec caption = { .role = "caption",
        .px = grid->text,
        .min_px = grid->small,
        .balance = true,
        .colour = is_dark(pen->theme) ? pen->theme->ink : pen->theme->paper,
        .line_pct = pen_lines_pct(pen, 140),
        .max_lines = 2,
        .is_snug = true }; /* beyond the strip it could not be read */
    struct pixel_rect room = { grid->body.x, grid->area.y, grid->body.w, grid->area.h };
    struct fitted fitted = pen_fit(pen, &caption, room, text);
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
    pen_fill(pen, "scrim", strip, ground);
    pen->on = ground;
    room.y = strip.y + inset;
    room.h = height;
    pen_text(pen, &caption, room, text);
}

static void lay_out_picture(struct pen *pen, const struct slide *slide)
{
    const struct layout *layout = pen->layout;
    const struct item *item = slide->item;
    struct shown shown;
    if (slide->page == 1 && item->kind == ITEM_ARTICLE) {
        figure_warn_specks(pen, item);
    }
    if (!find(pen, item, slide->first, &shown)) {
        return; /* it was there when this was planned: the ground alone */
    }
    /* Banners stand above it. */
    int top = banner_rows(layout) > 0 ? pen->grid.banners_y : 0;
    struct pixel_rect all = { 0, top, layout->width, layout->height - top };
    pen_fill(pen, "ground", all, ground_of(pen->theme));
    struct box *box = pen_picture(pen, "photo", all, shown.picture);
    if (box) {
        box->is_cover = item->kind == ITEM_PICTURE && !item->is_contained;
        box->focus_x = item->focus_x;
        box->focus_y = item->focus_y;
        box->grows = box->is_cover && layout->config->theme.picture_zoom &&
                     layout->config->theme.transition != TRANSITION_NONE;
    }
    add_caption(pen, shown.caption);
}

const struct slide_kind slide_kind_picture = { .name = "picture",
    .without_header = true,
    .without_footer = true,
    .plan = plan_picture,
    .lay_out = lay_out_picture };
