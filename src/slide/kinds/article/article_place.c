#include "slide/kinds/article/article.h"
#include "slide/kinds/kind.h"

#include <string.h>

/* Beside a title the body has lines of so many characters, or the title stands above it. */
enum { BODY_LEAST_EM = 19 };

/* And the title as many lines, if it can: more stand like a ladder. */
enum { BESIDE_LINES = 4 };

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
    article->title_room = grid->body;
    article->running = running_head_room(pen, grid->body);
    if (!*article->item->title) {
        if (article_credit(pen, article->item, false, grid->body.w).lines > 0) {
            place_above(pen, article);
        }
        return;
    }
    const int head = running_head_height(pen);
    article->later.room.y += head;
    article->later.room.h -= head;
    article->is_beside = !article->way.keeps_above && place_beside(pen, article);
    if (!article->is_beside) {
        place_above(pen, article);
    }
}

static int half_lead(const struct flow_spec *spec)
{
    return (spec->text_line_px - spec->text_style.px) / 2;
}

int article_figure_px(
    struct pen *pen, const struct figure *figure, const struct flow_spec *spec)
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

/* A heading that stands above a picture is none of the flow's. */
static bool is_of_picture(const struct gallery *pictures, const struct block *block)
{
    for (size_t i = 0; i < pictures->count; i++) {
        const struct figure *figure = &pictures->figures[i];
        for (size_t k = 0; k < figure->heading_count; k++) {
            if (&figure->headings[k] == block) {
                return true;
            }
        }
    }
    return false;
}

/* What of the item's blocks the flow has, and the figures among them. */
static size_t find_blocks(
    struct pen *pen, struct article *article, struct flow_block *blocks, struct figure *figures)
{
    const struct item *item = article->item;
    size_t count = 0, pictures = 0;
    for (size_t i = 0; i < item->block_count; i++) {
        const struct block *block = &item->blocks[i];
        struct figure *figure = &figures[count];
        const struct figure *there = gallery_figure(&article->pictures, block);
        if (there && pictures < article->in_text) {
            *figure = *there;
            bool opens = pictures++ == 0 && !figure->headings;
            figure->heading_px = article->way.body_px;
            if (opens) {
                const int pct = article->way.opening_pct;
                figure->opening_pct = article->first.columns > 1 ? 100 : pct;
                figure->is_low = pct < ARTICLE_OPENING_PCT;
            }
            blocks[count++] = (struct flow_block) { .kind = FLOW_FIGURE,
                .text = "",
                .first_px = article_figure_px(pen, figure, &article->first),
                .later_px = article_figure_px(pen, figure, &article->later) };
            if (opens) {
                put_figure_first(article, blocks, figures, count - 1);
            }
        } else if (block->kind != BLOCK_PICTURE && *block->text &&
                   !is_of_picture(&article->pictures, block)) {
            blocks[count++] = (struct flow_block) {
                .kind = block->kind == BLOCK_HEADING ? FLOW_HEADING : FLOW_TEXT,
                .text = block->text,
            };
        }
    }
    return count;
}

void article_set(struct pen *pen, const struct article_way *way, struct article *article)
{
    const size_t most = article->item->block_count;
    struct flow_block *blocks = arena_array(pen->arena, most, sizeof *blocks);
    struct figure *figures = arena_array(pen->arena, most, sizeof *figures);
    article_finish(article);
    if (!blocks || !figures) {
        pen->failed = true;
        return;
    }
    article->way = *way;
    article->opens = false;
    place_parts(pen, article);
    const size_t count = article->is_gallery ? 0 : find_blocks(pen, article, blocks, figures);
    article->figures = figures;
    flow_blocks(pen, blocks, count, article);
}

void article_finish(struct article *article)
{
    flow_release(article->flow);
    article->flow = NULL;
}

int article_text_bottom(const struct article *article)
{
    const struct flow_page *page = &flow_of(article->flow)->pages[0];
    int bottom = 0;
    for (size_t i = 0; i < page->line_count; i++) {
        const struct flow_line *line = &page->lines[i];
        if (line->kind == FLOW_FIGURE) {
            return 0;
        }
        bottom = line->y_px > bottom ? line->y_px : bottom;
    }
    return bottom + article->first.text_line_px;
}
