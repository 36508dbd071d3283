/* Pictures over the whole slide: items of their own, and those of articles without a text,
 * whose title stands over the caption. One that is shown whole has them below or beside itself,
 * where there is room; others in the lower left corner on a dark strip, so that they can be
 * read whatever the picture shows. A picture that is not there has no slide. */
#include "address/address.h"
#include "content/feed/feed_pictures.h"
#include "slide/kinds/kind.h"
#include "slide/page/band/alerts.h"
#include "slide/page/figure/figure.h"

/* Somebody looks at a picture for a while even when nothing is written on it. */
enum { LOOKING_MS = 5000, MOST_PAGES = 16 };

/* Beside a picture words have lines of so many characters in the caption's size. */
enum { BESIDE_EM = 9 };

/* One slide's picture: of an item, or of its block. */
struct shown {
    const struct picture_ref *picture;
    const char *title, *caption; /* title: empty where it is the caption */
    int width, height;           /* of the picture; 0: not known, or cropped anyway */
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
    shown->title = *caption && !is_own ? item->title : "";
    shown->width = shown->height = 0;
    const struct gauge *gauge = pen->layout->gauge;
    const bool is_cropped = item->kind == ITEM_PICTURE && !item->is_contained;
    if (shown->picture && gauge && !is_cropped) {
        gauge->size(gauge->context, shown->picture, &shown->width, &shown->height);
    }
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
            deck_add(deck, pen, slide,
                LOOKING_MS + typeset_reading_ms(shown.title) +
                    typeset_reading_ms(shown.caption));
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

/* Words that stand on the ground may be a size larger than on a strip. */
static struct text_spec caption_spec(const struct pen *pen, bool is_large)
{
    return (struct text_spec) { .role = "caption",
        .px = is_large ? pen->grid.heading : pen->grid.text,
        .min_px = is_large ? pen->grid.text : pen->grid.small,
        .balance = true,
        .colour = is_dark(pen->theme) ? pen->theme->ink : pen->theme->paper,
        .line_pct = pen_lines_pct(pen, 140),
        .max_lines = 2,
        .is_snug = true }; /* beyond the strip it could not be read */
}

static struct text_spec title_spec(const struct pen *pen, bool is_large)
{
    struct text_spec spec = caption_spec(pen, is_large);
    spec.role = "title";
    spec.px = is_large ? pen->grid.title : pen->grid.heading;
    spec.min_px = is_large ? pen->grid.heading : pen->grid.text;
    spec.bold = true;
    spec.line_pct = 0;
    return spec;
}

/* Title and caption in a room of that width. */
struct words {
    int title_h, caption_h, w; /* w: of the longest line */
};

static int fitted_height(
    struct pen *pen, const struct text_spec *spec, const struct fitted *fitted)
{
    return (int)fitted->set.line_count * pen_line_px(pen, spec, fitted->px);
}

static struct words measure_words(
    struct pen *pen, const struct shown *shown, bool is_large, int width)
{
    const struct text_spec title = title_spec(pen, is_large),
                           caption = caption_spec(pen, is_large);
    const struct pixel_rect room = { 0, 0, width, pen->grid.area.h };
    const struct fitted head = pen_fit(pen, &title, room, shown->title);
    const struct fitted rest = pen_fit(pen, &caption, room, shown->caption);
    const int head_w = pen_widest_px(&head.set), rest_w = pen_widest_px(&rest.set);
    return (struct words) { .title_h = fitted_height(pen, &title, &head),
        .caption_h = fitted_height(pen, &caption, &rest),
        .w = head_w > rest_w ? head_w : rest_w };
}

/* Where picture and words stand. */
struct place {
    struct pixel_rect picture, words;
    bool is_over;  /* words over the picture */
    bool is_large; /* these */
};

/* As wide as the screen, the words below it, both as one on the optical centre. False where
 * they have no room there. */
static bool place_below(struct pen *pen, const struct shown *shown, struct place *place)
{
    const struct grid *grid = &pen->grid;
    const struct words words = measure_words(pen, shown, place->is_large, grid->body.w);
    const int words_h = words.title_h + words.caption_h, gap = grid_u(grid, SPACE_3);
    struct pixel_rect *picture = &place->picture;
    const int bottom = grid->area.y + grid->area.h - grid_u(grid, SPACE_6);
    picture->h = (int)((int64_t)picture->w * shown->height / shown->width);
    const int height = picture->h + gap + words_h;
    if (picture->h < 1 || picture->y + height > bottom) {
        return false;
    }
    const struct pixel_rect room = { 0, picture->y, picture->w, bottom - picture->y };
    picture->y = kind_centre_y(room, height);
    place->words = (struct pixel_rect) { grid->body.x, picture->y + picture->h + gap,
        grid->body.w, words_h };
    return true;
}

/* As high as the screen, the words at its right. */
static bool place_beside(struct pen *pen, const struct shown *shown, struct place *place)
{
    const struct grid *grid = &pen->grid;
    struct pixel_rect *picture = &place->picture;
    picture->w = (int)((int64_t)picture->h * shown->width / shown->height);
    const int x = picture->x + picture->w + grid_u(grid, SPACE_6);
    const int width = grid->body.x + grid->body.w - x;
    if (picture->w < 1 || width < BESIDE_EM * (place->is_large ? grid->heading : grid->text)) {
        return false;
    }
    const struct words words = measure_words(pen, shown, place->is_large, width);
    const int words_h = words.title_h + words.caption_h;
    place->words =
        (struct pixel_rect) { x, kind_centre_y(grid->area, words_h), width, words_h };
    return true;
}

/* Over the lower left corner of the room. */
static struct place place_over(
    struct pen *pen, const struct shown *shown, struct pixel_rect room)
{
    const struct grid *grid = &pen->grid;
    const struct words words = measure_words(pen, shown, false, grid->body.w);
    const int words_h = words.title_h + words.caption_h;
    const int bottom = grid->area.y + grid->area.h - grid_u(grid, SPACE_6);
    return (struct place) { .picture = room,
        .words = { grid->body.x, bottom - grid_u(grid, SPACE_2) - words_h, grid->body.w,
            words_h },
        .is_over = true };
}

static struct place place_all(
    struct pen *pen, const struct shown *shown, struct pixel_rect room)
{
    const bool has_size = shown->width > 0 && shown->height > 0 && *shown->caption;
    for (int way = 0; way < 4 && has_size; way++) {
        struct place place = { .picture = room, .is_large = way % 2 == 0 };
        if (way < 2 ? place_below(pen, shown, &place) : place_beside(pen, shown, &place)) {
            return place;
        }
    }
    return place_over(pen, shown, room);
}

static void add_words(struct pen *pen, const struct shown *shown, const struct place *place)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec title = title_spec(pen, place->is_large),
                           caption = caption_spec(pen, place->is_large);
    const struct words words = measure_words(pen, shown, place->is_large, place->words.w);
    struct pixel_rect room = place->words;
    if (room.h == 0 || pen->failed) {
        return;
    }
    const struct colour ground = ground_of(pen->theme);
    if (place->is_over) {
        const int inset = grid_u(grid, SPACE_2);
        pen_fill(pen, "scrim",
            (struct pixel_rect) { 0, room.y - inset, room.x + words.w + grid_u(grid, SPACE_4),
                room.h + 2 * inset },
            ground);
    }
    pen->on = ground;
    room.h = words.title_h;
    room.y = pen_text(pen, &title, room, shown->title);
    room.h = words.caption_h;
    pen_text(pen, &caption, room, shown->caption);
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
    const struct place place = place_all(pen, &shown, all);
    struct box *box = pen_picture(pen, "photo", place.picture, shown.picture);
    if (box) {
        box->is_cover = item->kind == ITEM_PICTURE && !item->is_contained;
        box->focus_x = item->focus_x;
        box->focus_y = item->focus_y;
        box->grows = box->is_cover && layout->config->theme.picture_zoom &&
                     layout->config->theme.transition != TRANSITION_NONE;
    }
    add_words(pen, &shown, &place);
}

const struct slide_kind slide_kind_picture = { .name = "picture",
    .without_header = true,
    .without_footer = true,
    .plan = plan_picture,
    .lay_out = lay_out_picture };
