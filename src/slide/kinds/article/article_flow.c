/* An article's text and pictures over its pages, when it is known where these have room. */
#include "slide/kinds/article/article.h"

#include <string.h>

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
        .most_pages = FLOW_PAGES_MOST,
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

static int opening_width(
    struct pen *pen, const struct figure *figure, const struct flow_spec *spec)
{
    const int height = spec->room.h - half_lead(spec);
    const struct pixel_rect column = { .w = spec->column_w, .h = height };
    return figure_width(pen, figure, column);
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
        if (there && pictures < article->in_text && article->plate.w > 0 && pictures == 0) {
            pictures++; /* it has a place of its own */
        } else if (there && pictures < article->in_text) {
            *figure = *there;
            bool opens = pictures++ == 0 && figure_may_open(figure);
            figure->heading_px = article->way.body_px;
            if (opens) {
                const int pct = article->way.opening_pct;
                figure->opening_pct =
                    article->first.columns > 1 || article->is_cover ? 100 : pct;
                figure->is_low = article->way.is_low;
            }
            blocks[count++] = (struct flow_block) { .kind = FLOW_FIGURE,
                .text = "",
                .first_px = article_figure_px(pen, figure, &article->first),
                .later_px = article_figure_px(pen, figure, &article->later) };
            if (opens) {
                article->opening_w = opening_width(pen, figure, &article->first);
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
    article->opening_w = 0;
    article_place(pen, article);
    const size_t count = article->is_gallery ? 0 : find_blocks(pen, article, blocks, figures);
    flow_mark_closing(blocks, count);
    article->figures = figures;
    flow_blocks(pen, blocks, count, article);
}

void article_finish(struct article *article)
{
    flow_release(article->flow);
    article->flow = NULL;
}

int article_text_pct(const struct article *article)
{
    const struct flow_page *page = &flow_of(article->flow)->pages[0];
    const struct flow_line *lines = page->lines;
    const size_t first = page->line_count > 0 && lines[0].kind == FLOW_FIGURE ? 1 : 0;
    if (first >= page->line_count) {
        return 100;
    }
    const bool is_below = first > 0 && lines[first].column == 0;
    const int top = is_below ? lines[first].y_px : 0, room = article->first.room.h - top;
    int bottom = top;
    for (size_t i = first; i < page->line_count; i++) {
        if (lines[i].kind == FLOW_FIGURE || (is_below && lines[i].column > 0)) {
            return 100;
        }
        bottom = lines[i].y_px > bottom ? lines[i].y_px : bottom;
    }
    return room > 0 ? (bottom + article->first.text_line_px - top) * 100 / room : 100;
}
