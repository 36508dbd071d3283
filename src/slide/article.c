/* An article over pages. First page: title, source and date in the first column, the body in
 * the others; where there is one column, above the body. Later pages: the title on one line,
 * the body in all columns. The code for the article's address stands at the foot of the first
 * column, or beside the title. */
#include "slide/code.h"
#include "slide/date.h"
#include "slide/flow_text.h"
#include "slide/kind.h"

#include <string.h>

/* Nobody stands in a lobby for more pages than this: worth telling the editor. */
enum { PAGES_WORTH_READING = 12 };

enum { SHORT_BYTES = 1500 };

/* A side of the code. */
enum { CODE_U = 18 };

struct article {
    const struct item *item;
    struct flow_spec first, later;
    struct rect title_room; /* of the first page */
    struct rect running;    /* the title's line on later pages */
    bool is_beside;         /* the title stands beside the body, otherwise above it */
    struct code code;       /* of the first page */
    struct flow flow;
};

static bool has_text(const struct item *item)
{
    for (size_t i = 0; i < item->block_count; i++) {
        if (item->blocks[i].kind == BLOCK_TEXT && item->blocks[i].text[0] != '\0') {
            return true;
        }
    }
    return false;
}

/* Whether it is worth trying one page: more bytes than this do not fit at any proportions. */
static bool is_short(const struct item *item)
{
    size_t bytes = 0;
    for (size_t i = 0; i < item->block_count; i++) {
        bytes += strlen(item->blocks[i].text);
    }
    return bytes <= SHORT_BYTES;
}

static struct text_spec title_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "title",
        .px = pen->grid.title,
        .min_px = pen->grid.heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink };
}

static struct text_spec credit_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "credit",
        .px = pen->grid.text,
        .tabular = true,
        .colour = pen->theme->quiet,
        .line_pct = 140,
        .max_lines = 2 };
}

/* "校报　11月22日"; beside the body each has its own line. */
static const char *credit_text(
    const struct pen *pen, struct arena *arena, const struct item *item, bool is_beside)
{
    struct civil_date published;
    const char *date = "";
    if (date_parse(item->published, &published)) {
        date = date_long_text(arena, &published, kind_this_year(pen->layout), false);
    }
    const char *between = "";
    if (item->source[0] != '\0' && date != NULL && date[0] != '\0') {
        between = is_beside ? "\n" : "　";
    }
    return date != NULL ? arena_printf(arena, "%s%s%s", item->source, between, date) : NULL;
}

static struct flow_spec body_spec(const struct pen *pen, struct rect room)
{
    const struct grid *grid = &pen->grid;
    struct flow_spec spec = { .role = "body",
        .colour = pen->theme->ink,
        .heading_colour = pen->theme->accent,
        .text_style = { .px = grid->text, .lang = pen->lang },
        .heading_style = { .px = grid->text, .bold = true, .lang = pen->lang },
        .text_line_px = grid->text_line,
        .heading_line_px = grid->text_line,
        .room = room };
    flow_columns(pen, &spec);
    return spec;
}

/* What the code beside a title takes of its width. */
static int code_column(const struct pen *pen, const struct code *code)
{
    return grid_u(&pen->grid, SPACE_2) + code->hang_px + code->width_px;
}

/* Height of title and credit above the first page's body. */
static int head_height(struct pen *pen, struct arena *arena, const struct article *article)
{
    const struct text_spec title = title_spec(pen);
    const struct text_spec credit = credit_spec(pen);
    struct fitted fitted =
        pen_fit(pen, arena, &title, article->title_room, article->item->title);
    int text = (int)fitted.set.line_count * pen_line_px(pen, &title, fitted.px) +
               grid_u(&pen->grid, SPACE_2) + pen_line_px(pen, &credit, credit.px);
    int code = code_labelled_height(pen, &article->code);
    return (text > code ? text : code) + grid_u(&pen->grid, SPACE_4);
}

static void place_parts(struct pen *pen, struct arena *arena, struct article *article)
{
    const struct grid *grid = &pen->grid;
    const struct rect body = grid->body;
    int code_h = code_labelled_height(pen, &article->code);
    article->later = body_spec(pen, body);
    article->first = article->later;
    article->is_beside = article->later.columns > 1;
    article->title_room = body;
    article->running = body;
    article->running.h = grid_scaled(grid->text, pen->theme->title_line_pct);
    if (article->item->title[0] == '\0') {
        return;
    }
    struct flow_spec *first = &article->first, *later = &article->later;
    int head = article->running.h + grid_u(grid, SPACE_3);
    later->room.y += head;
    later->room.h -= head;
    if (article->is_beside) {
        const struct text_spec credit = credit_spec(pen);
        int step = first->column_w + first->column_gap;
        first->columns--;
        first->room.x += step;
        first->room.w -= step;
        article->title_room.w = first->column_w;
        article->title_room.h -=
            2 * pen_line_px(pen, &credit, credit.px) + grid_u(grid, SPACE_6) + code_h;
    } else {
        article->title_room.h = body.h / 3;
        article->title_room.w -= code_h > 0 ? code_column(pen, &article->code) : 0;
        head = head_height(pen, arena, article);
        first->room.y += head;
        first->room.h -= head;
    }
}

/* A short article stays on one page: the title in the left third, the body in one column over
 * the right two. */
static void place_short(struct pen *pen, struct article *article)
{
    int gap = grid_u(&pen->grid, SPACE_6);
    int third = (pen->grid.body.w - gap) / 3;
    struct flow_spec *first = &article->first;
    struct rect room = pen->grid.body;
    room.x += third + gap;
    room.w -= third + gap;
    *first = body_spec(pen, room);
    first->columns = 1;
    first->column_w = room.w / first->text_style.px * first->text_style.px;
    first->room = (struct rect) { room.x + room.w - first->column_w, first->room.y,
        first->column_w, first->room.h };
    article->title_room.w = third;
}

static bool flow_blocks(struct pen *pen, struct arena *arena, const struct flow_block *blocks,
    size_t count, struct article *article)
{
    const struct flow_spec *first = &article->first, *later = &article->later;
    const struct flow_options options = {
        .text_style = first->text_style,
        .heading_style = first->heading_style,
        .text_line_px = first->text_line_px,
        .heading_line_px = first->heading_line_px,
        .block_gap_px = grid_u(&pen->grid, SPACE_2),
        .set = { .width_px = first->column_w,
            .indent_em = 2,
            .align = SET_JUSTIFY,
            .keep_half_width = !pen->layout->config->theme.full_width_marks },
        .first_height_px = first->room.h,
        .first_columns = first->columns,
        .later_height_px = later->room.h,
        .later_columns = later->columns,
    };
    return typeset_flow(arena, pen->layout->measure, blocks, count, &options, &article->flow);
}

/* Lays the whole article out over its pages; on all of them the columns have one width. */
static bool flow_article(struct pen *pen, struct arena *arena, const struct view *view,
    const struct item *item, struct article *article)
{
    *article = (struct article) { .item = item };
    struct flow_block *blocks = arena_array(arena, item->block_count, sizeof(*blocks));
    if (blocks == NULL || !code_make(pen, arena, view, item->title[0] != '\0' ? item->url : "",
                              grid_u(&pen->grid, CODE_U), &article->code)) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < item->block_count; i++) {
        if (item->blocks[i].kind != BLOCK_IMAGE && item->blocks[i].text[0] != '\0') {
            blocks[count++] = (struct flow_block) {
                .kind = item->blocks[i].kind == BLOCK_HEADING ? FLOW_HEADING : FLOW_TEXT,
                .text = item->blocks[i].text,
            };
        }
    }
    place_parts(pen, arena, article);
    bool good = true;
    if (article->is_beside && item->title[0] != '\0' && is_short(item)) {
        const struct text_spec title = title_spec(pen);
        place_short(pen, article);
        good = flow_blocks(pen, arena, blocks, count, article);
        if (good && article->flow.page_count <= 1 &&
            !pen_fit(pen, arena, &title, article->title_room, item->title).clipped) {
            return true;
        }
        place_parts(pen, arena, article);
    }
    return good && flow_blocks(pen, arena, blocks, count, article);
}

static bool plan_item(
    const struct layout *layout, const struct view *view, size_t index, struct deck *deck)
{
    const struct item *item = &view->feed->items[index];
    if (!has_text(item)) {
        return true;
    }
    struct arena arena;
    struct article article;
    struct pen pen;
    arena_init(&arena);
    pen_init(&pen, layout, view, NULL);
    bool good = flow_article(&pen, &arena, view, item, &article);
    size_t pages = good ? article.flow.page_count : 0;
    for (size_t i = 0; good && i < pages; i++) {
        const struct slide slide = { .kind = &slide_kind_article,
            .view = view,
            .item = item->id,
            .first = index,
            .count = 1,
            .page = (int)i + 1,
            .pages = (int)pages };
        int64_t reading_ms = flow_reading_ms(&article.flow.pages[i]);
        reading_ms += i == 0 ? typeset_reading_ms(item->title) : 0;
        good = deck_add(deck, layout->config, slide, reading_ms);
    }
    arena_finish(&arena);
    return good && !pen.failed;
}

static bool plan_article(const struct layout *layout, struct deck *deck)
{
    return kind_plan_items(layout, deck, ITEM_ARTICLE, plan_item);
}

static void add_code(struct pen *pen, const struct article *article)
{
    const struct rect body = pen->grid.body;
    const struct code *code = &article->code;
    struct rect at = { body.x + body.w - code->width_px, body.y, code->width_px, 0 };
    if (article->is_beside) {
        at = (struct rect) { body.x, body.y + body.h - code_labelled_height(pen, code),
            article->title_room.w, 0 };
    }
    code_add_labelled(pen, "article", code, at.x, at.y, at.w);
}

static void add_head(struct pen *pen, const struct article *article)
{
    const struct item *item = article->item;
    const struct text_spec title = title_spec(pen);
    const struct text_spec credit = credit_spec(pen);
    struct rect room = article->title_room;
    /* Em boxes, not line boxes, hang from the body's top line. */
    room.y -= (pen_line_px(pen, &title, title.px) - title.px) / 2;
    room.y = pen_text(pen, &title, room, item->title) + grid_u(&pen->grid, SPACE_2);
    const char *text = credit_text(pen, &pen->scene->arena, item, article->is_beside);
    if (text == NULL) {
        pen->failed = true;
        return;
    }
    room.h = 2 * pen_line_px(pen, &credit, credit.px);
    pen_text(pen, &credit, room, text);
    add_code(pen, article);
}

static void add_running_head(struct pen *pen, const struct article *article)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec title = { .role = "running-title",
        .px = grid->text,
        .min_px = grid->small,
        .colour = pen->theme->quiet,
        .max_lines = 1,
        .may_clip = true };
    struct rect room = article->running;
    room.y -= (room.h - grid->text) / 2;
    pen_text(pen, &title, room, article->item->title);
}

static bool lay_out_article(
    const struct layout *layout, const struct slide *slide, struct scene *scene)
{
    struct pen pen;
    struct article article;
    pen_init(&pen, layout, slide->view, scene);
    const struct item *item = &slide->view->feed->items[slide->first];
    if (!flow_article(&pen, &scene->arena, slide->view, item, &article)) {
        return false;
    }
    size_t page = (size_t)slide->page - 1;
    bool is_first = page == 0;
    if (is_first) {
        add_head(&pen, &article);
        pen_warn_missing(&pen, "body", article.flow.missing);
    } else {
        add_running_head(&pen, &article);
    }
    if (page < article.flow.page_count) {
        flow_add(&pen, is_first ? &article.first : &article.later, &article.flow.pages[page]);
    }
    pen_page_mark(&pen, slide);
    if (is_first && slide->pages > PAGES_WORTH_READING &&
        !scene_warn(scene, "body: %d pages; nobody stands for more than %d", slide->pages,
            PAGES_WORTH_READING)) {
        pen.failed = true;
    }
    return !pen.failed;
}

const struct slide_kind slide_kind_article = {
    .name = "article", .plan = plan_article, .lay_out = lay_out_article
};
