/* An article over pages. First page: title, source and date in the left third, the code for its
 * address at the foot, the body beside them, or where there is no room for that below them; it
 * opens with the first picture that there is, unless that stands below headings of its own.
 * Later pages: the title on one line, the body in all columns, and a picture at the head of
 * one; several make a gallery behind the text. A short one is set as a notice. */
#include "slide/kinds/article/article.h"
#include "slide/kinds/kind.h"
#include "time/date.h"

#include <string.h>

/* Of its text and of the pictures behind that. */
static size_t page_count(const struct article *article)
{
    return flow_of(article->flow)->page_count + (size_t)gallery_pages(&article->gallery);
}

/* A slide's count: of its way, or of a notice's sizes. */
static size_t number_of(struct pen *pen, const struct article *article)
{
    size_t number;
    const bool is_notice = article->is_short && notice_takes(pen, article->item, &number);
    return is_notice ? number : article_way_number(article);
}

static int64_t reading_ms(const struct article *article, size_t page)
{
    const struct flow *flow = flow_of(article->flow);
    int64_t title_ms = page == 0 ? typeset_reading_ms(article->item->title) : 0;
    title_ms += page == 0 && article->plate.w > 0 ? FIGURE_MS : 0;
    return title_ms + (page < flow->page_count ? flow_reading_ms(&flow->pages[page])
                                               : gallery_reading_ms(&article->gallery,
                                                     (int)(page - flow->page_count)));
}

/* What article_credit_line says of it, which takes longer to say: its words are the language's,
 * and its form follows from this year, which all keys begin with. */
static void add_published(struct digest *key, const struct pen *pen, const struct item *item)
{
    struct civil_date date;
    const struct zone *zone = pen->layout->config->screen.timezone;
    bool is_given = date_of_moment(zone, &item->published, &date);
    digest_number(key, is_given);
    digest_number(key, is_given ? date.year : 0);
    digest_number(key, is_given ? date.month * 32 + date.day : 0);
}

/* Of all that article_make looks at. */
static struct digest key_of(struct pen *pen, const struct item *item)
{
    struct digest key = plan_key_begin(pen, slide_kind_article.name);
    digest_text(&key, item->title);
    digest_text(&key, item->url);
    digest_text(&key, item->source);
    add_published(&key, pen, item);
    for (size_t i = 0; i < item->block_count; i++) {
        const struct block *block = &item->blocks[i];
        struct figure figure = { .caption = "" };
        digest_number(&key, block->kind);
        digest_text(&key, block->text);
        if (block->kind == BLOCK_PICTURE && figure_find(pen, block, &figure) == FIGURE_THERE) {
            digest_number(&key, figure.width);
            digest_number(&key, figure.height);
        }
    }
    return key;
}

/* In the pen's arena. */
static struct planned_pages plan_pages(struct pen *pen, const struct item *item)
{
    struct article article = article_make(pen, item);
    int pages = flow_pages_shown(page_count(&article));
    int64_t *page_ms = arena_array(pen->arena, (size_t)pages, sizeof *page_ms);
    pen->failed = pen->failed || !page_ms;
    for (int i = 0; i < pages && page_ms; i++) {
        page_ms[i] = reading_ms(&article, (size_t)i);
    }
    const struct planned_pages planned = {
        .count = number_of(pen, &article),
        .pages = page_ms ? (size_t)pages : 0,
        .reading_ms = page_ms,
    };
    article_finish(&article);
    return planned;
}

static void plan_item(struct pen *pen, const struct item *item, struct deck *deck)
{
    if (article_has_text(item) || article_is_gallery(pen, item)) {
        const struct kind_pages pages = { &slide_kind_article, key_of, plan_pages };
        kind_plan_pages(pen, deck, item, &pages);
    }
}

static void plan_article(struct pen *pen, struct deck *deck)
{
    const size_t first = deck->count;
    kind_plan_items(pen, deck, ITEM_ARTICLE, plan_item);
    notice_level(pen, deck, first, true);
}

/* Beside the title, at the foot of its column, or below it, from y on. */
static void add_code(struct pen *pen, const struct article *article, int y)
{
    const struct pixel_rect body = article->head;
    const struct qr_code *code = &article->code;
    struct pixel_rect at = { body.x + body.w - code->width_px,
        article->has_low_code ? y : body.y, code->width_px, 0 };
    if (article->is_beside) {
        at = (struct pixel_rect) { body.x, body.y + body.h - code_labelled_height(pen, code),
            article->title_room.w, 0 };
    }
    code_add_labelled(pen, "article", code, at, article->is_beside ? SET_LEFT : SET_RIGHT);
}

static void add_head(struct pen *pen, const struct article *article)
{
    const struct item *item = article->item;
    const struct text_spec title = article_title_spec(pen, article);
    struct pixel_rect room = article->title_room;
    room.y = pen_hung_text(pen, &title, room, item->title);
    room.y += *item->title ? grid_u(&pen->grid, SPACE_2) : 0;
    room.w = article->credit_w;
    article_add_credit(pen, article, room);
    add_code(pen, article, room.y);
    if (article->plate.w > 0) {
        const struct pixel_rect cell = { article->plate.x, article->plate.y, article->plate.w,
            pen->grid.body.h };
        figure_add_captioned(pen, &article->pictures.figures[0], article->plate, cell);
    }
}

/* One that has its page to itself takes all of it. */
static void add_figures(
    struct pen *pen, const struct article *article, bool is_first, const struct flow_page *page)
{
    for (size_t i = 0; i < page->line_count; i++) {
        const struct flow_line *line = &page->lines[i];
        if (line->kind == FLOW_FIGURE) {
            struct pixel_rect rect = article_figure_rect(article, is_first, line);
            struct figure figure = article->figures[line->block];
            figure.is_alone = page->line_count == 1;
            rect.w = !figure.is_alone ? rect.w
                     : is_first       ? article->first.room.w
                                      : article->later.room.w;
            figure_add(pen, &figure, rect);
        }
    }
}

/* Of a gallery's page; returns where its pictures may begin. */
static int add_headings(
    struct pen *pen, const struct article *article, size_t page, struct pixel_rect room)
{
    const struct gallery shown = gallery_page(&article->gallery, (int)page);
    if (shown.count == 0) {
        return room.y;
    }
    struct figure first = shown.figures[0];
    first.heading_px = article->way.body_px;
    return figure_add_headings(pen, &first, room);
}

/* Below the running title, or a title of its own where there is no text. */
static void add_gallery(
    struct pen *pen, const struct article *article, const struct slide *slide, size_t page)
{
    struct pixel_rect room = pen->grid.body;
    int bottom = room.y + room.h;
    if (flow_of(article->flow)->page_count == 0) {
        const struct text_spec title = kind_title_spec(pen);
        room.y = pen_hung_text(pen, &title, room, article->item->title);
    } else if (*article->item->title) {
        running_head_add(pen, article->running, article->item->title, pen->theme->quiet);
        room.y += article->running.h;
    }
    room.y += room.y > pen->grid.body.y ? grid_u(&pen->grid, SPACE_3) : 0;
    room.h = bottom - room.y;
    size_t begin = kind_begin(pen);
    room.y = add_headings(pen, article, page, room);
    room.h = bottom - room.y;
    gallery_add(pen, &article->gallery, (int)page, room);
    if (slide->pages > 1) {
        kind_centre(pen, begin, room);
    }
}

static void add_text(struct pen *pen, const struct article *article, size_t page)
{
    const struct flow *flow = flow_shown(article->flow, pen->layout->measure);
    bool is_first = page == 0;
    if (is_first && !article->is_low) {
        add_head(pen, article);
    } else {
        running_head_add(pen, article->running, article->item->title, pen->theme->quiet);
    }
    if (is_first && article->is_low) {
        pen_warn_cut(pen, "title", article->item->title);
    }
    if (is_first) {
        pen_warn_missing(pen, "body", flow->missing);
    }
    flow_add(pen, is_first ? &article->first : &article->later, &flow->pages[page]);
    add_figures(pen, article, is_first, &flow->pages[page]);
}

static void add_page(struct pen *pen, const struct article *article, const struct slide *slide)
{
    size_t page = (size_t)slide->page - 1, texts = flow_of(article->flow)->page_count;
    if (page < texts) {
        add_text(pen, article, page);
    } else {
        add_gallery(pen, article, slide, page - texts);
    }
    kind_page_mark(pen, slide);
    const struct flow_rest rest = { .role = "body",
        .where = WORD_MORE_ARTICLE,
        .host = article->code.host,
        .pages = page_count(article) };
    flow_add_rest(pen, page, &rest);
}

static void lay_out_article(struct pen *pen, const struct slide *slide)
{
    if (slide->page == 1) {
        figure_warn_specks(pen, slide->item);
    }
    if (notice_is_number(slide->count)) {
        notice_lay_out(pen, slide);
        return;
    }
    struct article article = article_make_again(pen, slide->item, slide->count);
    size_t begin = kind_begin(pen);
    pen->scene->contradicts_plan =
        slide->is_known && flow_pages_shown(page_count(&article)) != slide->pages;
    if (!pen->failed) {
        add_page(pen, &article, slide);
    }
    if (slide->pages == 1) { /* what stands on its page is composed as one */
        kind_settle(pen, begin, pen->grid.body);
    }
    article_finish(&article);
}

const struct slide_kind slide_kind_article = {
    .name = "article", .plan = plan_article, .lay_out = lay_out_article
};
