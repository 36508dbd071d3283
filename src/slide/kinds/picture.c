/* Pictures that have a slide to themselves: items of their own, and those of articles without a
 * text, whose title stands over the caption. One that fills the screen has its words in the
 * lower left corner on a dark strip, so that they can be read whatever it shows; one that is
 * shown whole stands on the theme's ground, with the words below or beside it and never half on
 * it. A picture that is not there has no slide. */
#include "address/address.h"
#include "content/feed/feed_pictures.h"
#include "slide/kinds/kind.h"
#include "slide/page/band/alerts.h"
#include "slide/page/figure/figure.h"

/* Somebody looks at a picture for a while even when nothing is written on it. */
enum { LOOKING_MS = 5000, MOST_PAGES = 16 };

/* What one of an article may lose of its height or its width, to fill the screen. */
enum { CROP_PCT = 20 };

/* Beside a picture words have lines of so many characters in the caption's size. */
enum { BESIDE_EM = 9, MOST_LINES_BESIDE = 6 };

/* One slide's picture: of an item, or of its block. */
struct shown {
    const struct picture_ref *picture;
    const char *title, *caption; /* title: empty where it is the caption */
    int width, height;           /* of the picture; 0: not known, or not asked for */
    int focus_x, focus_y;        /* thousandths: what a crop keeps */
    bool may_crop;               /* by CROP_PCT, where it fills the screen then */
    bool must_crop;              /* by however much */
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
    shown->must_crop = item->kind == ITEM_PICTURE && !item->is_contained;
    shown->may_crop = item->kind == ITEM_ARTICLE;
    shown->focus_x = item->focus_x;
    shown->focus_y = item->focus_y;
    const bool has_focus = item->focus_x != 500 || item->focus_y != 500;
    if (shown->picture && gauge && (!shown->must_crop || has_focus)) {
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

static bool is_dark(const struct theme *theme)
{
    return colour_luminance(theme->paper) < colour_luminance(theme->ink);
}

/* Where words stand: over the picture, below or beside it. */
enum words_side { WORDS_OVER, WORDS_BELOW, WORDS_BESIDE };

struct words_place {
    enum words_side side;
    bool is_large; /* a size more than over it */
};

/* The strip over the picture is the darker of ink and paper. Beside it there is room for more
 * lines. */
static struct text_spec caption_spec(const struct pen *pen, struct words_place place)
{
    const bool is_strip_ink = place.side == WORDS_OVER && !is_dark(pen->theme);
    return (struct text_spec) { .role = "caption",
        .px = place.is_large ? pen->grid.heading : pen->grid.text,
        .min_px = place.is_large ? pen->grid.text : pen->grid.small,
        .balance = true,
        .colour = is_strip_ink ? pen->theme->paper : pen->theme->ink,
        .line_pct = pen_lines_pct(pen, 140),
        .max_lines = place.side == WORDS_BESIDE ? MOST_LINES_BESIDE : 2,
        .is_snug = true }; /* beyond the strip it could not be read */
}

static struct text_spec title_spec(const struct pen *pen, struct words_place place)
{
    struct text_spec spec = caption_spec(pen, place);
    spec.role = "title";
    spec.px = place.is_large ? pen->grid.title : pen->grid.heading;
    spec.min_px = place.is_large ? pen->grid.heading : pen->grid.text;
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
    struct pen *pen, const struct shown *shown, struct words_place place, int width)
{
    const struct text_spec title = title_spec(pen, place), caption = caption_spec(pen, place);
    const struct pixel_rect room = { 0, 0, width, pen->grid.area.h };
    const struct fitted head = pen_fit(pen, &title, room, shown->title);
    const struct fitted rest = pen_fit(pen, &caption, room, shown->caption);
    const int head_w = pen_widest_px(&head.set), rest_w = pen_widest_px(&rest.set);
    return (struct words) { .title_h = fitted_height(pen, &title, &head),
        .caption_h = fitted_height(pen, &caption, &rest),
        .w = head_w > rest_w ? head_w : rest_w };
}

static int words_height(
    struct pen *pen, const struct shown *shown, struct words_place place, int width)
{
    const struct words words = measure_words(pen, shown, place, width);
    return words.title_h + words.caption_h;
}

/* Where picture and words stand. */
struct place {
    struct pixel_rect picture, words;
    struct words_place at;
    bool fills; /* the picture its rectangle, cropped */
};

/* The whole picture in the room's upper left corner, as large as the room has it; all of that
 * where its shape is not known. */
static struct pixel_rect whole_in(const struct shown *shown, struct pixel_rect room)
{
    if (shown->width < 1 || shown->height < 1) {
        return room;
    }
    const int64_t high = (int64_t)room.w * shown->height / shown->width;
    const int64_t wide = (int64_t)room.h * shown->width / shown->height;
    room.w = high > room.h ? (int)wide : room.w;
    room.h = high > room.h ? room.h : (int)high;
    return room;
}

/* The words below the picture, both as one on the optical centre. False where they have no room
 * there. */
static bool place_below(struct pen *pen, const struct shown *shown, struct place *place)
{
    const struct grid *grid = &pen->grid;
    const int words_h = words_height(pen, shown, place->at, grid->body.w);
    const int bottom = grid->area.y + grid->area.h - grid_u(grid, SPACE_6);
    const int gap = grid_u(grid, SPACE_3), high = place->picture.h + gap + words_h;
    const struct pixel_rect room = { 0, place->picture.y, 0, bottom - place->picture.y };
    if (place->picture.h < 1 || high > room.h) {
        return false;
    }
    place->picture.y = kind_centre_y(room, high);
    place->words = (struct pixel_rect) { grid->body.x,
        place->picture.y + place->picture.h + gap, grid->body.w, words_h };
    return true;
}

/* The words at its right. */
static bool place_beside(struct pen *pen, const struct shown *shown, struct place *place)
{
    const struct grid *grid = &pen->grid;
    const int em = place->at.is_large ? grid->heading : grid->text;
    const int x = place->picture.x + place->picture.w + grid_u(grid, SPACE_6);
    const int width = grid->body.x + grid->body.w - x;
    if (place->picture.w < 1 || width < BESIDE_EM * em) {
        return false;
    }
    const int words_h = words_height(pen, shown, place->at, width);
    if (words_h > grid->area.h - 2 * grid_u(grid, SPACE_6)) {
        return false;
    }
    place->words =
        (struct pixel_rect) { x, kind_centre_y(grid->area, words_h), width, words_h };
    return true;
}

/* What a crop keeps in the middle as far as it can, on one side of the room: of a picture that
 * is `whole` long there. */
static int focus_on_side(int room, int64_t whole, int focus)
{
    const int64_t at = whole * focus / 1000, most = whole - room;
    const int64_t start = at - room / 2 < 0 ? 0 : at - room / 2 > most ? most : at - room / 2;
    return (int)(at - start);
}

/* Whether that stands on the strip of those words, or nearly. */
static bool hides_focus(const struct pen *pen, const struct shown *shown,
    struct pixel_rect room, struct pixel_rect words)
{
    const int near = grid_u(&pen->grid, SPACE_6);
    const bool has_size = shown->width > 0 && shown->height > 0;
    const int64_t high = has_size ? (int64_t)room.w * shown->height / shown->width : 0;
    const int64_t wide = has_size ? (int64_t)room.h * shown->width / shown->height : 0;
    const int x = room.x + focus_on_side(room.w, wide > room.w ? wide : room.w, shown->focus_x);
    const int y = room.y + focus_on_side(room.h, high > room.h ? high : room.h, shown->focus_y);
    return x < words.x + words.w + near && y > words.y - near && y < words.y + words.h + near;
}

/* Filling the room, the words over its lower left corner; over the upper one where they would
 * hide what the picture is about. */
static struct place place_over(
    struct pen *pen, const struct shown *shown, struct pixel_rect room)
{
    const struct grid *grid = &pen->grid;
    const struct words_place over = { WORDS_OVER, false };
    const struct words words = measure_words(pen, shown, over, grid->body.w);
    const int words_h = words.title_h + words.caption_h;
    const int inset = grid_u(grid, SPACE_6) + grid_u(grid, SPACE_2);
    struct pixel_rect low = { grid->body.x, grid->area.y + grid->area.h - inset - words_h,
        words.w, words_h };
    struct pixel_rect high = low;
    high.y = grid->area.y + inset;
    const bool is_high =
        hides_focus(pen, shown, room, low) && !hides_focus(pen, shown, room, high);
    low.w = high.w = grid->body.w;
    return (struct place) {
        .picture = room, .words = is_high ? high : low, .at = over, .fills = true
    };
}

/* Inside of the margins, smaller than it could be by as much as the words below or beside it
 * need: where it is larger. */
static struct place place_plate(struct pen *pen, const struct shown *shown)
{
    const struct grid *grid = &pen->grid;
    struct place below = { .at.side = WORDS_BELOW }, beside = { .at.side = WORDS_BESIDE };
    const int words_h = words_height(pen, shown, below.at, grid->body.w);
    struct pixel_rect room = { grid->body.x, grid->area.y + grid_u(grid, SPACE_6), grid->body.w,
        grid->area.h - 2 * grid_u(grid, SPACE_6) };
    struct pixel_rect upper = room, left = room;
    upper.h -= words_h > 0 ? words_h + grid_u(grid, SPACE_3) : 0;
    left.w -= BESIDE_EM * grid->text + grid_u(grid, SPACE_6);
    below.picture = whole_in(shown, upper);
    beside.picture = whole_in(shown, left);
    beside.picture.y = kind_centre_y(room, beside.picture.h);
    if (shown->width > 0 && beside.picture.w > below.picture.w &&
        place_beside(pen, shown, &beside)) {
        return beside;
    }
    place_below(pen, shown, &below);
    return below;
}

/* Whether it is cropped to the room: one of an article where that takes little. */
static bool may_fill(const struct shown *shown, struct pixel_rect room)
{
    const int64_t wide = (int64_t)room.w * shown->height, high = (int64_t)room.h * shown->width;
    const int64_t less = wide < high ? wide : high, more = wide < high ? high : wide;
    return shown->must_crop ||
           (shown->may_crop && less > 0 && less * 100 >= more * (100 - CROP_PCT));
}

/* Up to the screen's edges, where the words have room beside all of that. */
static struct place place_all(
    struct pen *pen, const struct shown *shown, struct pixel_rect room)
{
    if (may_fill(shown, room)) {
        return place_over(pen, shown, room);
    }
    for (int way = 0; way < 4 && shown->width > 0 && shown->height > 0; way++) {
        struct place place = { .picture = whole_in(shown, room),
            .at = { way < 2 ? WORDS_BELOW : WORDS_BESIDE, way % 2 == 0 } };
        if (way < 2 ? place.picture.w == room.w && place_below(pen, shown, &place)
                    : place.picture.h == room.h && place_beside(pen, shown, &place)) {
            return place;
        }
    }
    return place_plate(pen, shown);
}

static void add_words(struct pen *pen, const struct shown *shown, const struct place *place)
{
    const struct grid *grid = &pen->grid;
    const struct theme *theme = pen->theme;
    const struct text_spec title = title_spec(pen, place->at),
                           caption = caption_spec(pen, place->at);
    const struct words words = measure_words(pen, shown, place->at, place->words.w);
    struct pixel_rect room = place->words;
    if (room.h == 0 || pen->failed) {
        return;
    }
    pen->on = theme->paper;
    if (place->at.side == WORDS_OVER) {
        const int inset = grid_u(grid, SPACE_2);
        pen->on = is_dark(theme) ? theme->paper : theme->ink;
        pen_fill(pen, "scrim",
            (struct pixel_rect) { 0, room.y - inset, room.x + words.w + grid_u(grid, SPACE_4),
                room.h + 2 * inset },
            pen->on);
    }
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
    pen_fill(pen, "ground", all, pen->theme->paper);
    const struct place place = place_all(pen, &shown, all);
    struct box *box = pen_picture(pen, "photo", place.picture, shown.picture);
    if (box) {
        box->is_cover = place.fills;
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
