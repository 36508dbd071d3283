/* An article from its item: its code, which of its pictures stand in the text, and its way. */
#include "slide/kinds/article/article.h"
#include "slide/kinds/kind.h"

#include <string.h>

/* A side of the code. */
enum { CODE_U = 18 };

/* A picture between the text of a long article may cost one page in so many. */
enum { PAGES_A_MORE = 6 };

/* A text of so many em is short, five lines of a column; measured in that size, whatever the
 * display has, and not at all where it has more bytes than such a text. */
enum { SHORT_EM = 140, SHORT_PX = 64, SHORT_BYTES = 16 * SHORT_EM };

/* All of its lines, none of which is broken. */
static int64_t unbroken_px(struct pen *pen, const char *text)
{
    int64_t width = 0;
    for (size_t size = 0; *text && !pen->failed; text += size + (text[size] == '\n')) {
        size = strcspn(text, "\n");
        const char *line = arena_strndup(pen->arena, text, size);
        pen->failed = pen->failed || !line;
        width += line ? pen_width(pen, SHORT_PX, false, line) : 0;
    }
    return width;
}

/* Of one paragraph, and no picture. */
static bool is_short(struct pen *pen, const struct article *article)
{
    const struct item *item = article->item;
    const char *text = NULL;
    if (!*item->title || article->pictures.count > 0) {
        return false;
    }
    for (size_t i = 0; i < item->block_count; i++) {
        const struct block *block = &item->blocks[i];
        if (block->kind == BLOCK_PICTURE || !*block->text) {
            continue;
        }
        if (block->kind != BLOCK_TEXT || text) {
            return false;
        }
        text = block->text;
    }
    return text && strlen(text) <= SHORT_BYTES &&
           unbroken_px(pen, text) <= (int64_t)SHORT_EM * SHORT_PX;
}

/* The first opens the article, if it may. */
static size_t least_in_text(const struct article *article)
{
    return article->pictures.count > 0 && !figure_may_open(&article->pictures.figures[0]) ? 0
                                                                                          : 1;
}

/* How many of its pictures stand before the end of the text, or open it. */
static size_t pictures_in_text(const struct article *article)
{
    const struct item *item = article->item;
    size_t count = 0, in_text = least_in_text(article);
    for (size_t i = 0; i < item->block_count; i++) {
        const struct block *block = &item->blocks[i];
        if (gallery_figure(&article->pictures, block)) {
            count++;
        } else if (block->kind == BLOCK_TEXT && *block->text && count > 0) {
            in_text = count;
        }
    }
    return in_text;
}

/* One that would be left alone stands with the others. */
static void set_pictures(
    struct pen *pen, struct article *article, const struct article_way *way, size_t in_text)
{
    article->in_text = in_text + (article->pictures.count == in_text + 1);
    article->gallery = gallery_behind(&article->pictures, in_text);
    article_set(pen, way, article);
}

static size_t all_pages(const struct article *article)
{
    return flow_of(article->flow)->page_count + (size_t)gallery_pages(&article->gallery);
}

/* Behind the first, which the opening picture may have. */
static bool has_page_without_text(const struct article *article)
{
    const struct flow *flow = flow_of(article->flow);
    for (size_t page = 1; page < flow->page_count; page++) {
        size_t figures = 0, count = flow->pages[page].line_count;
        for (size_t i = 0; i < count; i++) {
            figures += flow->pages[page].lines[i].kind == FLOW_FIGURE;
        }
        if (figures == count) {
            return true;
        }
    }
    return false;
}

/* Pictures stand where they belong in the text, or where that leaves them pages to themselves
 * or costs too many of these, behind all of it. */
static void set_first(struct pen *pen, struct article *article, const struct article_way *way)
{
    const size_t in_text = pictures_in_text(article), least = least_in_text(article);
    set_pictures(pen, article, way, least);
    const size_t pages = all_pages(article);
    if (in_text <= least || article->gallery.count == 0 || pen->failed) {
        return;
    }
    set_pictures(pen, article, way, in_text);
    if (!pen->failed &&
        (all_pages(article) > pages + pages / PAGES_A_MORE || has_page_without_text(article))) {
        set_pictures(pen, article, way, least);
    }
}

/* A text that is cut with pictures between it has them behind it where it is whole so. */
static void keep_words(
    struct pen *pen, struct article *article, const struct article_way *usual)
{
    const struct article_way way = article->way;
    const size_t in_text = article->in_text, least = least_in_text(article);
    if (pen->failed || in_text <= least || !flow_is_cut(flow_of(article->flow)->page_count)) {
        return;
    }
    set_pictures(pen, article, usual, least);
    if (!pen->failed) {
        article_improve(pen, article);
    }
    if (!pen->failed && flow_is_cut(flow_of(article->flow)->page_count)) {
        set_pictures(pen, article, &way, in_text);
    }
}

/* With its code, and all of its pictures behind it. */
static struct article begin(struct pen *pen, const struct item *item)
{
    struct article article = { .item = item };
    article.code =
        code_make_labelled(pen, *item->title ? item->url : "", grid_u(&pen->grid, CODE_U));
    article.is_gallery = !article_has_text(item);
    article.pictures = gallery_find(pen, item);
    if (article.is_gallery) {
        article.gallery = article.pictures;
    }
    return article;
}

static struct article_way usual_way(const struct pen *pen)
{
    return (
        struct article_way) { .body_px = pen->grid.text, .opening_pct = ARTICLE_OPENING_PCT };
}

struct article article_make(struct pen *pen, const struct item *item)
{
    const struct article_way way = usual_way(pen);
    struct article article = begin(pen, item);
    struct flow_readings readings;
    if (article.is_gallery) {
        article_set(pen, &way, &article);
        return article;
    }
    flow_readings_init(&readings);
    article.readings = &readings;
    set_first(pen, &article, &way);
    if (!pen->failed) {
        article.is_short = is_short(pen, &article);
        article_improve(pen, &article);
        keep_words(pen, &article, &way);
    }
    flow_readings_finish(&readings);
    article.readings = NULL;
    return article;
}

/* Of a number; how many pictures stand in the text is in the bits above. */
enum { PX_BITS = 12, PCT_BITS = 7 };

static size_t take_bits(size_t *number, int bits)
{
    const size_t taken = *number & ((1U << bits) - 1);
    *number >>= bits;
    return taken;
}

size_t article_way_number(const struct article *article)
{
    const struct article_way *way = &article->way;
    size_t number = article->in_text;
    number = number << 1 | way->keeps_above;
    number = number << 1 | way->has_small_title;
    number = number << 1 | way->is_low;
    number = number << PCT_BITS | (size_t)way->opening_pct;
    return number << PX_BITS | (size_t)way->body_px;
}

struct article article_make_again(struct pen *pen, const struct item *item, size_t number)
{
    const struct grid *grid = &pen->grid;
    struct article_way way = usual_way(pen);
    way.body_px = (int)take_bits(&number, PX_BITS);
    way.opening_pct = (int)take_bits(&number, PCT_BITS);
    way.is_low = take_bits(&number, 1);
    way.has_small_title = take_bits(&number, 1);
    way.keeps_above = take_bits(&number, 1);
    if (way.body_px < grid->small * 9 / 10 || way.body_px > grid->title ||
        way.opening_pct < 1 || way.opening_pct > 100 || number > item->block_count) {
        return article_make(pen, item);
    }
    struct article article = begin(pen, item);
    if (article.is_gallery) {
        article_set(pen, &way, &article);
    } else {
        set_pictures(pen, &article, &way, number);
    }
    return article;
}
