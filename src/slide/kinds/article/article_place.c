/* Where title, credit, code and text of an article's pages have room. */
#include "slide/kinds/article/article.h"
#include "slide/kinds/kind.h"

/* Beside a title the body has lines of so many characters, or the title stands above it. */
enum { BODY_LEAST_EM = 19 };

/* And the title as many lines, if it can: more stand like a ladder. */
enum { BESIDE_LINES = 4 };

/* And one above it so many, if it can with the code below it. */
enum { ABOVE_LINES = 2 };

struct text_spec article_title_spec(const struct pen *pen, const struct article *article)
{
    return (struct text_spec) { .role = "title",
        .px = article->way.has_small_title ? pen->grid.heading : pen->grid.title,
        .min_px = pen->grid.heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = article->title_lines };
}

/* Beside a plate a text has lines of so many characters, and its caption below it. */
enum { PLATE_TEXT_EM = 17, PLATE_CAPTION_EM = 6 };

static struct flow_spec body_spec(
    const struct pen *pen, const struct article *article, struct pixel_rect room)
{
    int px = article->way.body_px;
    struct flow_spec spec = { .role = "body",
        .colour = pen->theme->ink,
        .heading_colour = pen->theme->accent,
        .text_style = { .px = px, .lang = pen->lang },
        .heading_style = { .px = px, .bold = true, .lang = pen->lang },
        .text_line_px = flow_leading_px(pen, px),
        .heading_line_px = flow_leading_px(pen, px),
        .room = room };
    flow_columns(pen, &spec);
    return spec;
}

/* What the code beside a title takes of its width. */
static int code_column(const struct pen *pen, const struct qr_code *code)
{
    const int gap = grid_u(&pen->grid, SPACE_3);
    return (gap > code->clear_px ? gap : code->clear_px) + code->width_px;
}

static struct fitted fit_title(struct pen *pen, const struct article *article)
{
    const struct text_spec title = article_title_spec(pen, article);
    return pen_fit(pen, &title, article->title_room, article->item->title);
}

/* Above the first page's body. */
struct head {
    int height; /* of title, credit and code */
    int lines;  /* of the title */
};

static struct head measure_head(struct pen *pen, const struct article *article)
{
    const struct text_spec title = article_title_spec(pen, article);
    const struct text_spec credit = article_credit_spec(pen);
    const struct fitted fitted = fit_title(pen, article);
    const int lines = (int)fitted.set.line_count;
    const int code = code_labelled_height(pen, &article->code);
    int text = article_credit_height(pen, &article->credit);
    int least = pen_line_px(pen, &credit, credit.px);
    least = article->has_low_code && code > least ? code : least;
    text = text > least ? text : least;
    if (lines > 0) {
        text += lines * pen_line_px(pen, &title, fitted.px) + grid_u(&pen->grid, SPACE_2);
    }
    const int height = text > code ? text : code;
    return (struct head) { height + grid_u(&pen->grid, SPACE_4), lines };
}

/* The title in few lines, or in as many as there is room for where that parts no word, or cuts
 * nothing. False where it does not fit. */
static bool fit_beside(struct pen *pen, struct article *article)
{
    const struct text_spec title = article_title_spec(pen, article);
    if (article->title_room.h < pen_line_px(pen, &title, title.min_px)) {
        return false;
    }
    article->title_lines = BESIDE_LINES;
    const struct fitted few = fit_title(pen, article);
    if (!few.clipped && !few.parted) {
        return true;
    }
    article->title_lines = 0;
    const struct fitted many = fit_title(pen, article);
    const bool takes_many = !many.clipped && (few.clipped || !many.parted);
    article->title_lines = takes_many ? 0 : BESIDE_LINES;
    return takes_many || !few.clipped;
}

/* The title in so much of the width, at the left, the body in the rest. False where the title
 * does not fit. */
static bool place_sides(struct pen *pen, struct article *article, int title_w)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec credit = article_credit_spec(pen);
    struct pixel_rect room = grid->body;
    const int gap = grid_u(grid, SPACE_6);
    room.x += title_w + gap;
    room.w -= title_w + gap;
    article->first = body_spec(pen, article, room);
    struct flow_spec *first = &article->first;
    first->room.x = room.x + room.w - first->room.w;
    article->title_room = grid->body;
    article->title_room.w = article->credit_w = first->room.x - gap - grid->body.x;
    article->has_low_code = false;
    article->credit = article_credit(pen, article->item, true, article->title_room.w);
    int credit_h = article_credit_height(pen, &article->credit);
    int least = 2 * pen_line_px(pen, &credit, credit.px);
    article->title_room.h -= (credit_h > least ? credit_h : least) + grid_u(grid, SPACE_6) +
                             code_labelled_height(pen, &article->code) + article->code.clear_px;
    return fit_beside(pen, article);
}

static int share_of(const struct pen *pen, int part, int parts)
{
    return (pen->grid.body.w - grid_u(&pen->grid, SPACE_6)) * part / parts;
}

/* The title in the left third, unless lines would be too short beside it. */
static bool place_beside(struct pen *pen, struct article *article)
{
    return !pen->grid.is_portrait && place_sides(pen, article, share_of(pen, 1, 3)) &&
           article->first.column_w >= BODY_LEAST_EM * article->first.text_style.px;
}

/* The title has all of the width, or what a code beside it leaves. */
static struct head place_head(struct pen *pen, struct article *article, bool has_low_code)
{
    const bool has_code = *article->code.text;
    article->has_low_code = has_low_code && has_code;
    article->credit_w = article->head.w - (has_code ? code_column(pen, &article->code) : 0);
    article->title_room.w = article->has_low_code ? article->head.w : article->credit_w;
    article->credit = article_credit(pen, article->item, false, article->credit_w);
    return measure_head(pen, article);
}

/* The code stands beside the title, or below it beside source and date: where that takes no
 * more, or beside it the title would have more lines than few. */
static void place_above_in(struct pen *pen, struct article *article, int title_h)
{
    article->title_lines = 0;
    article->title_room = article->head;
    article->title_room.h = title_h;
    struct head head = place_head(pen, article, false);
    if (*article->code.text && head.lines > 1) {
        const struct head low = place_head(pen, article, true);
        const bool is_better =
            low.height <= head.height || (head.lines > ABOVE_LINES && low.lines < head.lines);
        head = is_better ? low : place_head(pen, article, false);
    }
    article->first = body_spec(pen, article, article->head);
    article->first.room.y += head.height;
    article->first.room.h -= head.height;
}

/* Where that leaves less than two lines of the body, there is no code and a title of one line.
 */
static void place_above(struct pen *pen, struct article *article)
{
    place_above_in(pen, article, pen->grid.body.h / 3);
    const int least = 2 * article->first.text_line_px;
    if (article->first.room.h < least) {
        const struct text_spec title = article_title_spec(pen, article);
        article->code = (struct qr_code) { .text = "", .host = "" };
        place_above_in(pen, article, pen_line_px(pen, &title, title.min_px));
    }
    article->is_low = article->first.room.h < least;
    article->first = article->is_low ? article->later : article->first;
}

/* What opens it, or NULL: the first picture of the text, if it may. */
static const struct figure *opening_of(const struct article *article)
{
    const struct figure *first = article->pictures.figures;
    const bool opens =
        article->in_text > 0 && article->pictures.count > 0 && figure_may_open(first);
    return opens ? first : NULL;
}

/* Whether the title is there without a word that is parted. */
static bool has_whole_title(struct pen *pen, const struct article *article)
{
    const struct fitted fitted = fit_title(pen, article);
    return !fitted.clipped && !fitted.forced && !fitted.parted;
}

static bool opens_tall(const struct article *article)
{
    const struct figure *figure = opening_of(article);
    return figure && figure->width < figure->height;
}

/* Of what opens it, whole and as high as that room, or as it is; cropped where it would be
 * wider than the room, or narrower than its caption. 0 where that is too much. */
static int plate_width(
    const struct pen *pen, const struct figure *figure, struct pixel_rect room)
{
    const int least = *figure->caption ? PLATE_CAPTION_EM * pen->grid.small : 1;
    const int kept_pct = figure_kept_pct(FIGURE_PLATE);
    const int64_t high =
        figure->is_measured ? figure_side(FIGURE_PLATE, room.h, figure->height) : room.h;
    int64_t wide = high * figure->width / figure->height;
    const int64_t most = wide * 100 / kept_pct;
    wide = wide > least ? wide : most < least ? most : least;
    const int width = (int)(wide < room.w ? wide : room.w);
    const bool is_large_enough =
        !figure->is_measured || figure_side(FIGURE_PLATE, width, figure->width) == width;
    const bool is_good =
        high > 0 && width * 100 >= wide * kept_pct && width >= least && is_large_enough;
    return is_good ? width : 0;
}

/* What opens it stands at the right, over all of the body's height, cropped where the text
 * would have short lines; title and text have the rest. False where that is not enough. */
static bool place_plate(struct pen *pen, struct article *article)
{
    const struct grid *grid = &pen->grid;
    const struct figure *figure = opening_of(article);
    const int gap = grid_u(grid, SPACE_6);
    struct pixel_rect plate = grid->body;
    const int most = plate.w - gap - PLATE_TEXT_EM * article->way.body_px;
    plate.h -= figure_caption_height(pen, figure, most > 1 ? most : 1);
    plate.w = most > 1 ? most : 1;
    plate.w = plate_width(pen, figure, plate);
    if (plate.w == 0) {
        return false;
    }
    plate.h = grid->body.h - figure_caption_height(pen, figure, plate.w);
    plate.h = figure_fill(figure, FIGURE_PLATE, plate).h;
    article->head.w = grid->body.w - plate.w - gap;
    plate.x += article->head.w + gap;
    article->is_beside = false;
    place_above(pen, article);
    article->plate = plate;
    return !article->is_low && has_whole_title(pen, article);
}

/* Whether what opens it would be narrower than its column by its shape, where text stands below
 * it. */
static bool is_narrow(struct pen *pen, const struct article *article)
{
    const struct figure *figure = opening_of(article);
    struct pixel_rect room = article->first.room;
    if (!figure || article->is_low) {
        return false;
    }
    room.w = article->first.column_w;
    room.h -= figure_caption_height(pen, figure, room.w);
    room.h = article->first.columns > 1 ? room.h : room.h * FIGURE_MOST_PCT / 100;
    struct figure any = *figure;
    any.is_measured = false; /* as if it were large enough */
    return room.h < 1 || figure_fill(&any, FIGURE_OPENS, room).w < room.w;
}

/* Whether it is too small for it. */
static bool is_short_of(const struct article *article)
{
    const struct figure *figure = opening_of(article);
    const int column_w = article->first.column_w;
    return figure && figure_column_width(figure, column_w) < column_w;
}

/* It has the first page to itself then, beside the title. */
static bool place_cover(struct pen *pen, struct article *article)
{
    article->is_cover = article->is_beside = true;
    return place_sides(pen, article, share_of(pen, 2, 5)) && has_whole_title(pen, article);
}

/* In that way, or as it was. */
static bool try_place(struct pen *pen, struct article *article,
    bool (*place)(struct pen *pen, struct article *article))
{
    const struct article before = *article;
    if (place(pen, article)) {
        return true;
    }
    *article = before;
    return false;
}

/* A tall picture in a column would be low, and white beside it; so would others be below a long
 * title. */
static void place_first(struct pen *pen, struct article *article)
{
    const bool is_wide = !pen->grid.is_portrait;
    if (is_wide && opens_tall(article) && try_place(pen, article, place_plate)) {
        return;
    }
    article->is_beside = !article->way.keeps_above && try_place(pen, article, place_beside);
    if (!article->is_beside) {
        place_above(pen, article);
    }
    if (is_wide && is_narrow(pen, article)) {
        const bool is_column = !article->is_beside && article->first.columns == 1;
        try_place(pen, article, is_column ? place_cover : place_plate);
    } else if (is_wide && is_short_of(article)) {
        try_place(pen, article, place_plate);
    }
}

void article_place(struct pen *pen, struct article *article)
{
    const struct grid *grid = &pen->grid;
    article->head = grid->body;
    article->plate = (struct pixel_rect) { 0 };
    article->later = body_spec(pen, article, grid->body);
    article->first = article->later;
    article->title_room = grid->body;
    article->running = running_head_room(pen, grid->body, article->item->title);
    article->credit_w = grid->body.w;
    article->is_beside = article->is_low = article->is_cover = article->has_low_code = false;
    if (!*article->item->title) {
        if (article_credit(pen, article->item, false, grid->body.w).lines > 0) {
            place_above(pen, article);
        }
        return;
    }
    const int head = running_head_height(pen, grid->body, article->item->title);
    article->later.room.y += head;
    article->later.room.h -= head;
    place_first(pen, article);
}
