/* Links: a sentence that says what to do, and up to four columns of code, label and host. They
 * stand at the foot of the slide; in portrait they are rows, the code at the left. Where none
 * has a code they are an index; one alone has the slide to itself. */
#include "slide/kinds/links/links.h"

#include "slide/kinds/kind.h"
#include "slide/page/code.h"

#include <string.h>

/* Two lines of label and two of host are the most that a cell holds besides its code. */
static int text_height(const struct pen *pen)
{
    const struct text_spec label = links_label_spec(pen), host = links_host_spec(pen);
    return 2 * pen_line_px(pen, &label, label.px) + grid_u(&pen->grid, SPACE_1) +
           2 * pen_line_px(pen, &host, host.px);
}

/* A cell but for its code in landscape, and what is left between two and below the lead. */
static int cell_height(const struct pen *pen)
{
    return grid_u(&pen->grid, SPACE_2) + text_height(pen);
}

static int cell_gap(const struct pen *pen)
{
    return grid_u(&pen->grid, SPACE_4);
}

/* Height of the lead with the white below it; 0 where that would leave no room for a row. */
static int lead_height(struct pen *pen, const char *text)
{
    const struct text_spec lead = links_lead_spec(pen);
    const struct pixel_rect body = pen->grid.body;
    struct fitted fitted = pen_fit(pen, &lead, body, text);
    int line_px = pen_line_px(pen, &lead, fitted.px);
    int height =
        (int)fitted.set.line_count * line_px - (line_px - fitted.px) / 2 + 2 * cell_gap(pen);
    return body.h - height < cell_height(pen) ? 0 : height;
}

static int longer_lead(struct pen *pen)
{
    int look = lead_height(pen, pen->words->words[WORD_LINKS_LOOK]);
    int scan = lead_height(pen, pen->words->words[WORD_LINKS_SCAN]);
    return look > scan ? look : scan;
}

/* In portrait as many rows as have room below the longer lead. */
static size_t most_a_page(struct pen *pen)
{
    if (!pen->grid.is_portrait) {
        return LINKS_A_PAGE;
    }
    int gap = cell_gap(pen), room = pen->grid.body.h - longer_lead(pen);
    int rows = (room + gap) / (cell_height(pen) + gap);
    return rows < 1 ? 1 : rows < LINKS_A_PAGE ? (size_t)rows : LINKS_A_PAGE;
}

static void plan_view(struct pen *pen, struct deck *deck)
{
    size_t total = pen->view->link_count, most = most_a_page(pen);
    size_t pages = (total + most - 1) / most;
    struct slide slide = { .kind = &slide_kind_links, .pages = (int)pages };
    for (size_t at = 0; at < total; at += slide.count) {
        size_t left = pages - (size_t)slide.page;
        slide.page++;
        slide.first = at;
        slide.count = (total - at + left - 1) / left;
        int64_t reading_ms = typeset_reading_ms(pen->words->words[WORD_LINKS_LOOK]);
        for (size_t i = at; i < at + slide.count; i++) {
            const struct link *link = links_at(pen, i);
            reading_ms += typeset_reading_ms(link->label) + typeset_reading_ms(link->url);
        }
        deck_add(deck, pen, slide, reading_ms);
    }
}

static void plan_links(struct pen *pen, struct deck *deck)
{
    kind_plan_views(pen, deck, plan_view);
}

/* What all cells of a page share: the side of their codes with the white before the words, and
 * the sizes of these. */
struct sizes {
    int code_px, step_px, label_px, host_px;
};

/* Its quiet zone stays clear of the rule, 2u above. */
static int code_down(const struct pen *pen, const struct qr_code *code)
{
    const int below = grid_u(&pen->grid, SPACE_2);
    return pen->grid.hair_px + (code->hang_px > below ? code->hang_px - below : 0);
}

/* Words stand 3u below what is seen of a code, or clear of its quiet zone; beside it they have
 * the same width in every theme. */
static int step_behind(
    const struct pen *pen, const struct qr_code *codes, size_t count, int code_px)
{
    const int white = grid_u(&pen->grid, SPACE_3);
    int step = 0;
    for (size_t i = 0; i < count; i++) {
        const int quiet = codes[i].hang_px, down = code_down(pen, &codes[i]);
        const int seen = codes[i].px - 2 * quiet, below = white > quiet ? white : quiet;
        const int all = down + seen + below - (codes[i].is_framed ? pen->grid.hair_px : 0);
        step = all > step ? all : step;
    }
    return pen->grid.is_portrait ? code_px + white : step;
}

/* Label over host, both hanging below a rule: under the code, or beside it in portrait. */
static void add_link(struct pen *pen, const struct link *link, const struct qr_code *code,
    const struct sizes *sizes, struct pixel_rect cell)
{
    const struct grid *grid = &pen->grid;
    const char *host = links_host(pen, link->url);
    if (!host) {
        return;
    }
    pen_hairline(pen, cell.x, cell.y, cell.w);
    struct text_spec label = links_label_spec(pen);
    label.px = sizes->label_px;
    const int bottom = cell.y + cell.h;
    cell.y += grid_u(grid, SPACE_2);
    code_add(pen, "link", code, cell.x, cell.y + code_down(pen, code));
    if (grid->is_portrait) {
        cell.x += sizes->step_px;
        cell.w -= sizes->step_px;
    } else {
        cell.y += sizes->step_px;
    }
    int most_h = bottom - cell.y - pen_line_px(pen, &label, label.min_px);
    cell.h = 2 * pen_line_px(pen, &label, label.px);
    cell.h = cell.h > most_h ? most_h : cell.h;
    cell.y = pen_text(pen, &label, cell, link->label) + grid_u(grid, SPACE_1);
    cell.h = bottom - cell.y;
    links_add_host(pen, host, sizes->host_px, cell);
}

/* The codes of a page's links; returns their side, 0 when none of them has one. */
static int make_codes(
    struct pen *pen, const struct slide *slide, int room_px, struct qr_code *codes)
{
    int px = 0;
    for (size_t i = 0; i < slide->count; i++) {
        codes[i] = code_make(pen, links_at(pen, slide->first + i)->url, room_px);
        px = codes[i].px > px ? codes[i].px : px;
    }
    return px;
}

static void add_cells(struct pen *pen, const struct slide *slide, const struct qr_code *codes,
    const struct sizes *sizes, struct pixel_rect cell)
{
    for (size_t i = 0; i < slide->count; i++) {
        add_link(pen, links_at(pen, slide->first + i), &codes[i], sizes, cell);
        if (pen->grid.is_portrait) {
            cell.y += cell.h + cell_gap(pen);
        } else {
            cell.x += cell.w + cell_gap(pen);
        }
    }
}

/* Label and host below a code in landscape, as many lines as they take here. */
static int words_height(struct pen *pen, const struct slide *slide, int width)
{
    const struct text_spec label = links_label_spec(pen), host = links_host_spec(pen);
    int label_lines = 1, host_lines = 1;
    for (size_t i = 0; i < slide->count; i++) {
        const struct link *link = links_at(pen, slide->first + i);
        const char *text = links_host(pen, link->url);
        int lines = 1;
        if (text) {
            links_part_host(pen, text, host.px, width, &lines);
        }
        host_lines = lines > 1 ? 2 : host_lines;
        label_lines = pen_width(pen, label.px, true, link->label) > width ? 2 : label_lines;
    }
    return grid_u(&pen->grid, SPACE_2) + label_lines * pen_line_px(pen, &label, label.px) +
           grid_u(&pen->grid, SPACE_1) + host_lines * pen_line_px(pen, &host, host.px);
}

/* Rows of a page in portrait share its height, up to two fifths of its width. */
static int row_height(struct pen *pen, int count)
{
    int most = pen->grid.body.w * 2 / 5, least = cell_height(pen);
    int room = pen->grid.body.h - longer_lead(pen) + cell_gap(pen);
    int each = count > 0 ? room / count - cell_gap(pen) : least;
    each = each > most ? most : each;
    return each > least ? each : least;
}

/* The lead, where there is room for it; returns the top of what is below. */
static int add_lead(struct pen *pen, enum word word)
{
    const struct text_spec lead = links_lead_spec(pen);
    const struct pixel_rect body = pen->grid.body;
    const char *text = pen->words->words[word];
    return lead_height(pen, text) > 0
               ? pen_hung_text(pen, &lead, body, text) + 2 * cell_gap(pen)
               : body.y;
}

/* How high a cell is, in landscape without its code, and what that leaves for a code. */
static int code_room(struct pen *pen, int cell_w, int cell_h)
{
    const struct text_spec lead = links_lead_spec(pen);
    const int left =
        pen->grid.is_portrait
            ? cell_h - grid_u(&pen->grid, SPACE_1)
            : pen->grid.body.h - pen_line_px(pen, &lead, lead.px) - cell_gap(pen) - cell_h;
    return left < cell_w ? left : cell_w;
}

static size_t count_codes(const struct qr_code *codes, size_t count)
{
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        made += *codes[i].text != '\0';
    }
    return made;
}

static bool has_frame(const struct qr_code *codes, size_t count)
{
    bool has_frame = false;
    for (size_t i = 0; i < count; i++) {
        has_frame = has_frame || codes[i].is_framed;
    }
    return has_frame;
}

/* In landscape a card leaves room for the white below it, as long as all have their codes. */
static int fit_codes(
    struct pen *pen, const struct slide *slide, int room_px, struct qr_code *codes)
{
    const int px = make_codes(pen, slide, room_px, codes);
    if (pen->grid.is_portrait || !has_frame(codes, slide->count)) {
        return px;
    }
    struct qr_code less[LINKS_A_PAGE];
    struct scene *scene = pen->scene;
    pen->scene = NULL; /* what has no code is told already */
    const int less_px = make_codes(pen, slide, room_px - grid_u(&pen->grid, SPACE_3), less);
    pen->scene = scene;
    if (count_codes(less, slide->count) < count_codes(codes, slide->count)) {
        return px;
    }
    memcpy(codes, less, slide->count * sizeof *codes);
    return less_px;
}

/* What is left of a cell for its label. */
static int label_height(const struct pen *pen, const struct sizes *sizes, int cell_h)
{
    const struct text_spec label = links_label_spec(pen);
    const int above = grid_u(&pen->grid, SPACE_2),
              behind = pen_line_px(pen, &label, label.min_px);
    return cell_h - above - behind - (pen->grid.is_portrait ? 0 : sizes->step_px);
}

/* The white below a card gives way before words take smaller type than on a light slide. */
static int closer_step(const struct pen *pen, const struct sizes *sizes, int most_px)
{
    const bool is_far = !pen->grid.is_portrait && sizes->step_px > most_px;
    return is_far && most_px >= sizes->code_px ? most_px : sizes->step_px;
}

static void add_page(struct pen *pen, const struct slide *slide, const struct slide *all)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    const int per_page = ((int)all->count + all->pages - 1) / all->pages;
    const int columns = grid->is_portrait || per_page < 1 ? 1 : per_page, gap = cell_gap(pen);
    const int cell_w = (body.w - (columns - 1) * gap) / columns;
    int cell_h = grid->is_portrait ? row_height(pen, per_page) : words_height(pen, all, cell_w);
    struct qr_code codes[LINKS_A_PAGE];
    struct sizes sizes = { .code_px =
                               fit_codes(pen, slide, code_room(pen, cell_w, cell_h), codes) };
    sizes.step_px = step_behind(pen, codes, slide->count, sizes.code_px);
    const int y = add_lead(pen, sizes.code_px > 0 ? WORD_LINKS_SCAN : WORD_LINKS_LOOK);
    struct pixel_rect room = { body.x, y, body.w, body.y + body.h - y };
    if (sizes.code_px == 0) {
        links_add_index(pen, slide, all, room);
        return;
    }
    const int most_h = grid->is_portrait ? room.h : room.h + gap;
    sizes.step_px = closer_step(pen, &sizes, most_h - cell_h);
    cell_h += grid->is_portrait ? 0 : sizes.step_px;
    room.w = cell_w;
    room.h = cell_h < most_h ? cell_h : most_h;
    room.y = grid->is_portrait ? y : body.y + body.h - room.h;
    const int words_w = cell_w - (grid->is_portrait ? sizes.step_px : 0);
    sizes.label_px = links_label_px(pen, all, words_w, label_height(pen, &sizes, room.h));
    sizes.host_px = links_host_px(pen, all, words_w);
    add_cells(pen, slide, codes, &sizes, room);
}

static void lay_out_links(struct pen *pen, const struct slide *slide)
{
    /* Pages of one list have one arrangement: that of all links. */
    const struct slide all = { .pages = slide->pages, .count = pen->view->link_count };
    const size_t begin = kind_begin(pen);
    if (slide->pages == 1 && slide->count == 1 &&
        links_add_alone(pen, links_at(pen, slide->first))) {
        return;
    }
    add_page(pen, slide, &all);
    if (slide->pages == 1) {
        kind_settle(pen, begin, pen->grid.body);
    }
    kind_page_mark(pen, slide);
}

const struct slide_kind slide_kind_links = {
    .name = "links", .pointer = "/links", .plan = plan_links, .lay_out = lay_out_links
};
