#include "slide/kinds/article.h"
#include "slide/kinds/kind.h"

#include <string.h>

/* The height of an opening picture, of its column, where that is the only one. */
enum { OPENING_PCT = 60 };

/* Of several pages the last is saved by a lower picture or by type that is somewhat smaller,
 * where it would hold no more than that, in percent. */
enum { SAVED_PAGES = 3, SAVED_MOST_PCT = 45, SMALLER_PCT = 93, LOWER_PCT = 45 };

/* A side of the code. */
enum { CODE_U = 18 };

/* What is as full as that looks full. */
enum { FULL_PART = 2, FULL_PARTS = 3 };

/* Beside a title the body has lines of so many characters, or the title stands above it. */
enum { BODY_LEAST_EM = 19 };

/* And the title as many lines, if it can: more stand like a ladder. */
enum { BESIDE_LINES = 4 };

/* In hundredths: how full the first page may be for the text to be tried in a larger size, and
 * how much larger than that its title has to be. */
enum { LARGE_MOST_PCT = 70, TITLE_LEAST_PCT = 125 };

struct text_spec article_title_spec(const struct pen *pen, const struct article *article)
{
    return (struct text_spec) { .role = "title",
        .px = pen->grid.title,
        .min_px = pen->grid.heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = article->title_lines };
}

static struct flow_spec body_spec(
    const struct pen *pen, const struct article *article, struct pixel_rect room)
{
    int px = article->body_px;
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
    return grid_u(&pen->grid, SPACE_2) + code->hang_px + code->width_px;
}

/* Height of title and credit above the first page's body. */
static int head_height(struct pen *pen, const struct article *article)
{
    const struct text_spec title = article_title_spec(pen, article);
    const struct text_spec credit = article_credit_spec(pen);
    struct fitted fitted = pen_fit(pen, &title, article->title_room, article->item->title);
    int text = article_credit_height(pen, &article->credit);
    int least = pen_line_px(pen, &credit, credit.px);
    text = text > least ? text : least;
    if (fitted.set.line_count > 0) {
        text += (int)fitted.set.line_count * pen_line_px(pen, &title, fitted.px) +
                grid_u(&pen->grid, SPACE_2);
    }
    int code = code_labelled_height(pen, &article->code);
    return (text > code ? text : code) + grid_u(&pen->grid, SPACE_4);
}

/* The title in the left third, the body over the right two. False where lines would be too
 * short, or where the title does not fit. */
static bool place_beside(struct pen *pen, struct article *article)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec credit = article_credit_spec(pen);
    struct pixel_rect room = grid->body;
    int gap = grid_u(grid, SPACE_6), third = (room.w - gap) / 3;
    if (grid->is_portrait) {
        return false;
    }
    room.x += third + gap;
    room.w -= third + gap;
    article->first = body_spec(pen, article, room);
    struct flow_spec *first = &article->first;
    first->room.x = room.x + room.w - first->room.w;
    article->title_room.w = first->room.x - gap - grid->body.x;
    article->credit = article_credit(pen, article->item, true, article->title_room.w);
    int credit_h = article_credit_height(pen, &article->credit);
    int least = 2 * pen_line_px(pen, &credit, credit.px);
    article->title_room.h -= (credit_h > least ? credit_h : least) + grid_u(grid, SPACE_6) +
                             code_labelled_height(pen, &article->code) + article->code.hang_px;
    bool fits = false;
    for (int lines = BESIDE_LINES; !fits && lines >= 0; lines -= BESIDE_LINES) {
        article->title_lines = lines;
        const struct text_spec title = article_title_spec(pen, article);
        fits = article->title_room.h >= pen_line_px(pen, &title, title.min_px) &&
               !pen_fit(pen, &title, article->title_room, article->item->title).clipped;
    }
    return fits && first->column_w >= BODY_LEAST_EM * first->text_style.px;
}

static void place_above_in(struct pen *pen, struct article *article, int title_h)
{
    const struct pixel_rect body = pen->grid.body;
    int code_h = code_labelled_height(pen, &article->code);
    article->title_lines = 0;
    article->title_room = body;
    article->title_room.h = title_h;
    article->title_room.w -= code_h > 0 ? code_column(pen, &article->code) : 0;
    article->credit = article_credit(pen, article->item, false, article->title_room.w);
    int head = head_height(pen, article);
    article->first = body_spec(pen, article, body);
    article->first.room.y += head;
    article->first.room.h -= head;
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

static void place_parts(struct pen *pen, struct article *article)
{
    const struct grid *grid = &pen->grid;
    article->later = body_spec(pen, article, grid->body);
    article->first = article->later;
    article->title_room = article->running = grid->body;
    article->running.h = grid_scaled(grid->text, pen_title_line_pct(pen));
    if (!*article->item->title) {
        if (article_credit(pen, article->item, false, grid->body.w).lines > 0) {
            place_above(pen, article);
        }
        return;
    }
    int head = article->running.h + grid_u(grid, SPACE_3);
    article->later.room.y += head;
    article->later.room.h -= head;
    article->is_beside = !article->keeps_above && place_beside(pen, article);
    if (!article->is_beside) {
        place_above(pen, article);
    }
}

static int half_lead(const struct flow_spec *spec)
{
    return (spec->text_line_px - spec->text_style.px) / 2;
}

static int figure_px(struct pen *pen, const struct figure *figure, const struct flow_spec *spec)
{
    int lead = half_lead(spec);
    return lead + figure_height(pen, figure, spec->column_w, spec->room.h - lead);
}

struct pixel_rect article_figure_rect(
    const struct article *article, bool is_first, const struct flow_line *line)
{
    const struct flow_spec *spec = is_first ? &article->first : &article->later;
    int down = line->y_px + half_lead(spec);
    return (
        struct pixel_rect) { spec->room.x + line->column * (spec->column_w + spec->column_gap),
        spec->room.y + down, spec->column_w, spec->room.h - down };
}

static void flow_blocks(
    struct pen *pen, const struct flow_block *blocks, size_t count, struct article *article)
{
    const struct flow_spec *first = &article->first, *later = &article->later;
    struct set_options set = pen_set_options(pen, SET_JUSTIFY);
    set.indent_em = 2;
    set.hyphenates = true;
    const struct flow_options options = {
        .text_style = first->text_style,
        .heading_style = first->heading_style,
        .text_line_px = first->text_line_px,
        .heading_line_px = first->heading_line_px,
        .block_gap_px = grid_u(&pen->grid, SPACE_2),
        .set = set,
        .first = { first->column_w, first->room.h, first->columns },
        .later = { later->column_w, later->room.h, later->columns },
        .first_is_for_text = article->is_beside && !article->opens,
    };
    const struct flow_text text = { pen->layout->measure, blocks, count, article->readings };
    article->flow = flow_hold(pen->layout, &text, &options);
    pen->failed = pen->failed || !article->flow;
}

/* It opens with the first of its pictures that is there. */
static void put_figure_first(
    struct article *article, struct flow_block *blocks, struct figure *figures, size_t at)
{
    const struct flow_block block = blocks[at];
    const struct figure figure = figures[at];
    memmove(blocks + 1, blocks, at * sizeof *blocks);
    memmove(figures + 1, figures, at * sizeof *figures);
    blocks[0] = block;
    figures[0] = figure;
    article->opens = true;
}

/* At its body_px. */
static void make_at(struct pen *pen, int px, struct article *article)
{
    const struct item *item = article->item;
    struct flow_block *blocks = arena_array(pen->arena, item->block_count, sizeof *blocks);
    struct figure *figures = arena_array(pen->arena, item->block_count, sizeof *figures);
    if (!blocks || !figures) {
        pen->failed = true;
        return;
    }
    article->body_px = px;
    article->opens = false;
    place_parts(pen, article);
    size_t count = 0;
    for (size_t i = 0; i < item->block_count && !article->is_gallery; i++) {
        const struct block *block = &item->blocks[i];
        struct figure *figure = &figures[count];
        bool opens = !article->opens, is_shown = opens || article->gallery.count == 0;
        if (block->kind == BLOCK_PICTURE && is_shown && figure_find(pen, block, figure)) {
            if (opens) {
                figure->opening_pct = article->first.columns > 1 ? 100 : article->opening_pct;
                figure->is_low = article->opening_pct < OPENING_PCT;
            }
            blocks[count++] = (struct flow_block) { .kind = FLOW_FIGURE,
                .text = "",
                .first_px = figure_px(pen, figure, &article->first),
                .later_px = figure_px(pen, figure, &article->later) };
            if (opens) {
                put_figure_first(article, blocks, figures, count - 1);
            }
        } else if (block->kind != BLOCK_PICTURE && *block->text) {
            blocks[count++] = (struct flow_block) {
                .kind = block->kind == BLOCK_HEADING ? FLOW_HEADING : FLOW_TEXT,
                .text = block->text,
            };
        }
    }
    article->figures = figures;
    flow_blocks(pen, blocks, count, article);
}

/* One that needs little more than half of its page in the body's size is set a step larger, as
 * long as the title stays plainly larger still and nothing else has to give way. */
static bool may_be_large(struct pen *pen, const struct article *article)
{
    const struct flow *flow = flow_of(article->flow);
    const struct text_spec title = article_title_spec(pen, article);
    if (flow->page_count != 1 || (!article->is_beside && !pen->grid.is_portrait)) {
        return false;
    }
    const struct flow_page *page = &flow->pages[0];
    for (size_t i = 0; i < page->line_count; i++) {
        if (page->lines[i].kind == FLOW_FIGURE || page->lines[i].column > 0) {
            return false;
        }
    }
    int bottom = page->lines[page->line_count - 1].y_px + article->first.text_line_px;
    int title_px = pen_fit(pen, &title, article->title_room, article->item->title).px;
    return bottom * 100 <= article->first.room.h * LARGE_MOST_PCT &&
           title_px * 100 >= pen->grid.heading * TITLE_LEAST_PCT;
}

/* The better of two, in *article; the other is let go. */
static void keep_better(struct article *article, struct article *other, bool is_better)
{
    if (is_better) {
        const struct article before = *article;
        *article = *other;
        *other = before;
    }
    article_finish(other);
}

/* A picture leaves a column beside the title little: where the title above two columns saves a
 * page, it stands there. */
static void try_above(struct pen *pen, struct article *article)
{
    struct article above = *article;
    above.flow = NULL;
    above.keeps_above = true;
    make_at(pen, article->body_px, &above);
    keep_better(article, &above,
        !pen->failed && !above.is_low &&
            flow_of(above.flow)->page_count < flow_of(article->flow)->page_count);
}

/* Where no page can be saved the opening picture fills the first, and the text has the other.
 */
static void try_higher(struct pen *pen, struct article *article)
{
    struct article higher = *article;
    higher.flow = NULL;
    higher.opening_pct = 100;
    make_at(pen, article->body_px, &higher);
    const struct flow *flow = flow_of(higher.flow);
    bool is_alone = !pen->failed && flow->page_count == 2 && flow->pages[0].line_count == 1;
    const struct pixel_rect body = pen->grid.body, room = higher.first.room;
    int height = is_alone ? figure_px(pen, &higher.figures[0], &higher.first) : 0;
    keep_better(article, &higher,
        is_alone && (room.y + height - body.y) * FULL_PARTS >= body.h * FULL_PART);
}

/* A last page of a few lines is saved by what the eye does not miss. */
static void try_closer(struct pen *pen, struct article *article)
{
    static const struct {
        bool is_lower, is_smaller, is_above;
    } ways[] = { { true, false, false }, { false, true, false }, { true, true, false },
        { false, true, true } };
    const size_t pages = flow_of(article->flow)->page_count;
    bool saves =
        pages < 2 || pages > SAVED_PAGES || flow_of(article->flow)->over_pct > SAVED_MOST_PCT;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !saves && !pen->failed; i++) {
        if ((ways[i].is_lower && !article->opens) ||
            (ways[i].is_above && (!article->opens || !article->is_beside))) {
            continue;
        }
        struct article closer = *article;
        closer.flow = NULL;
        closer.opening_pct = ways[i].is_lower ? LOWER_PCT : OPENING_PCT;
        closer.keeps_above = article->keeps_above || ways[i].is_above;
        make_at(pen, grid_scaled(article->body_px, ways[i].is_smaller ? SMALLER_PCT : 100),
            &closer);
        const struct flow *flow = flow_of(closer.flow);
        saves = !pen->failed && flow->page_count < pages && !closer.is_low &&
                (closer.keeps_above || closer.is_beside == article->is_beside) &&
                (!flow->forced || flow_of(article->flow)->forced);
        keep_better(article, &closer, saves);
    }
    if (!saves && article->opens && pages == 2 && !pen->failed) {
        try_higher(pen, article);
    }
}

/* Takes the larger setting where that is still one page of the same kind and parts no word. */
static void try_large(struct pen *pen, struct article *article)
{
    struct article large = *article;
    large.flow = NULL;
    make_at(pen, pen->grid.heading, &large);
    const struct flow *flow = flow_of(large.flow);
    keep_better(article, &large,
        flow->page_count == 1 && large.is_beside == article->is_beside &&
            (!flow->forced || flow_of(article->flow)->forced));
}

struct article article_make(struct pen *pen, const struct item *item)
{
    struct flow_readings readings;
    struct article article = {
        .item = item, .opening_pct = OPENING_PCT, .readings = &readings
    };
    flow_readings_init(&readings);
    article.code = code_make(pen, *item->title ? item->url : "", grid_u(&pen->grid, CODE_U));
    article.is_gallery = !article_has_text(item);
    article.gallery = gallery_find(pen, item, article.is_gallery ? 0 : 1);
    if (article.gallery.count < 2) { /* it stands between the text */
        article.gallery.count = 0;
    }
    make_at(pen, pen->grid.text, &article);
    if (!pen->failed && may_be_large(pen, &article)) {
        try_large(pen, &article);
    }
    if (!pen->failed && article.opens && article.is_beside &&
        flow_of(article.flow)->page_count > 1) {
        try_above(pen, &article);
    }
    if (!pen->failed) {
        try_closer(pen, &article);
    }
    flow_readings_finish(&readings);
    article.readings = NULL;
    return article;
}

void article_finish(struct article *article)
{
    flow_release(article->flow);
    article->flow = NULL;
}
