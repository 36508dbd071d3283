/* Links: a sentence that says what to do, and up to four columns of code, label and host. They
 * stand at the foot of the slide; in portrait they are rows, the code at the left. One alone
 * has a large code, its words beside it or in portrait below, on the optical centre. */
#include "address/address.h"
#include "slide/kinds/kind.h"
#include "slide/page/code.h"

#include <string.h>

enum { LINKS_A_PAGE = 4 };

/* A side of the code of one alone, its quiet zone included. */
enum { ALONE_U = 44 };

/* Where the address leads: "https://user@www.example.edu.cn:8443/path" shows as
 * "www.example.edu.cn:8443", what goes before an @ would only mislead. Empty where it leads
 * nowhere: text that is no address is not printed as one. NULL when memory is out. */
static const char *host_of(struct pen *pen, const char *url)
{
    struct arena *arena = pen->arena;
    const char *whole = address_resolve(arena, pen->view->url, url);
    struct address to;
    if (!whole || !address_parse(whole, &to) ||
        !(address_has_scheme(&to, "https") || address_has_scheme(&to, "http"))) {
        return arena->has_failed ? NULL : "";
    }
    const char *end = to.authority.text + to.authority.size;
    return arena_strndup(arena, to.host.text, (size_t)(end - to.host.text));
}

static struct text_spec label_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "label",
        .px = pen->grid.heading,
        .min_px = pen->grid.text,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = 2 };
}

static struct text_spec host_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "host",
        .px = pen->grid.text,
        .min_px = pen->grid.small,
        .colour = pen->theme->quiet,
        .max_lines = 2 };
}

/* Two lines of label and two of host are the most that a cell holds besides its code. */
static int text_height(const struct pen *pen)
{
    const struct text_spec label = label_spec(pen), host = host_spec(pen);
    return 2 * pen_line_px(pen, &label, label.px) + grid_u(&pen->grid, SPACE_1) +
           2 * pen_line_px(pen, &host, host.px);
}

/* The lead takes one line where there is a code, and says what it is for. */
static struct text_spec lead_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "lead",
        .px = pen->grid.title,
        .min_px = pen->grid.heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = pen->theme->accent,
        .max_lines = 2 };
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
    const struct text_spec lead = lead_spec(pen);
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

static const struct link *link_at(const struct pen *pen, size_t index)
{
    return &pen->view->feed->links[pen->view->links[index]];
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
            const struct link *link = link_at(pen, i);
            reading_ms += typeset_reading_ms(link->label) + typeset_reading_ms(link->url);
        }
        deck_add(deck, pen, slide, reading_ms);
    }
}

static void plan_links(struct pen *pen, struct deck *deck)
{
    kind_plan_views(pen, deck, plan_view);
}

enum { TOO_LONG = 3 };

/* A host on a line, or on two that are parted behind a dot: a name in it is never divided. Of
 * one that is too long for that the end is kept, which tells whose it is. Tells on how many
 * lines. NULL when memory is out. */
static const char *part_host(struct pen *pen, const char *host, int px, int width, int *lines)
{
    *lines = pen_width(pen, px, false, host) <= width ? 1 : TOO_LONG;
    for (size_t k = 0; *lines == TOO_LONG && k < 2; k++) {
        for (size_t i = strcspn(host, "."); host[i]; i += 1 + strcspn(host + i + 1, ".")) {
            const char *text =
                k == 0 ? arena_printf(pen->arena, "%.*s\n%s", (int)i + 1, host, host + i + 1)
                       : arena_printf(pen->arena, "…%s", host + i);
            if (!text || pen_width(pen, px, false, text) <= width) {
                *lines = 2;
                pen->failed = pen->failed || !text;
                return text;
            }
        }
    }
    return host;
}

static void add_host(struct pen *pen, const char *host, int px, struct pixel_rect room)
{
    struct text_spec spec = host_spec(pen);
    int lines;
    spec.px = px;
    pen_text(pen, &spec, room, part_host(pen, host, px, room.w, &lines));
}

/* Hosts have one size, and rather a line each than the larger one. */
static int host_px(struct pen *pen, const struct slide *slide, int width)
{
    const struct text_spec spec = host_spec(pen);
    const int sizes[] = { spec.px, spec.min_px };
    int most[] = { 1, 1 };
    for (size_t i = 0; i < slide->count; i++) {
        const char *host = host_of(pen, link_at(pen, slide->first + i)->url);
        pen->failed = pen->failed || !host;
        for (size_t k = 0; k < 2 && host; k++) {
            int lines;
            part_host(pen, host, sizes[k], width, &lines);
            most[k] = lines > most[k] ? lines : most[k];
        }
    }
    return most[0] <= most[1] ? sizes[0] : sizes[1];
}

/* What all cells of a page share: the side of their codes, 0 without any, and the size of the
 * hosts. */
struct sizes {
    int code_px, host_px;
};

/* Label over host, both hanging below a rule: under the code, or beside it in portrait. */
static void add_link(struct pen *pen, const struct link *link, const struct qr_code *code,
    const struct sizes *sizes, struct pixel_rect cell)
{
    const struct grid *grid = &pen->grid;
    const char *host = host_of(pen, link->url);
    if (!host) {
        pen->failed = true;
        return;
    }
    pen_hairline(pen, cell.x, cell.y, cell.w);
    const struct text_spec label = label_spec(pen);
    int bottom = cell.y + cell.h, below = grid_u(grid, SPACE_2);
    cell.y += below;
    if (sizes->code_px > 0) {
        /* The quiet zone stays clear of the rule. */
        int down = grid->hair_px + (code->hang_px > below ? code->hang_px - below : 0);
        code_add(pen, "link", code, cell.x, cell.y + down);
        if (grid->is_portrait) {
            cell.x += sizes->code_px + grid_u(grid, SPACE_2);
            cell.w -= sizes->code_px + grid_u(grid, SPACE_2);
        } else {
            cell.y += sizes->code_px + grid_u(grid, SPACE_1);
        }
    }
    int most_h = bottom - cell.y - pen_line_px(pen, &label, label.min_px);
    cell.h = 2 * pen_line_px(pen, &label, label.px);
    cell.h = cell.h > most_h ? most_h : cell.h;
    cell.y = pen_text(pen, &label, cell, link->label) + grid_u(grid, SPACE_1);
    cell.h = bottom - cell.y;
    add_host(pen, host, sizes->host_px, cell);
}

/* Without codes in landscape: an index, label at the left and host beside it. */
static void add_index(struct pen *pen, const struct slide *slide, struct pixel_rect room)
{
    const struct grid *grid = &pen->grid;
    struct text_spec label = label_spec(pen), host = host_spec(pen);
    int row_h = grid_u(grid, SPACE_12), third = room.w / 3;
    label.anchor = host.anchor = ANCHOR_MIDDLE;
    host.px = grid->heading;
    host.max_lines = 1;
    row_h = row_h * (int)slide->count > room.h ? room.h / (int)slide->count : row_h;
    for (size_t i = 0; i < slide->count; i++) {
        const struct link *link = link_at(pen, slide->first + i);
        const char *text = host_of(pen, link->url);
        struct pixel_rect left = { room.x, room.y + (int)i * row_h,
            third - grid_u(grid, SPACE_4), row_h };
        struct pixel_rect right = { room.x + third, left.y, room.w - third, row_h };
        pen_hairline(pen, room.x, left.y, room.w);
        pen_text(pen, &label, left, link->label);
        pen_text(pen, &host, right, text);
    }
}

/* The codes of a page's links; returns their side, 0 when none of them has one. */
static int make_codes(
    struct pen *pen, const struct slide *slide, int room_px, struct qr_code *codes)
{
    int px = 0;
    for (size_t i = 0; i < slide->count; i++) {
        codes[i] = code_make(pen, link_at(pen, slide->first + i)->url, room_px);
        px = codes[i].px > px ? codes[i].px : px;
    }
    return px;
}

static void add_cells(struct pen *pen, const struct slide *slide, const struct qr_code *codes,
    const struct sizes *sizes, struct pixel_rect cell)
{
    for (size_t i = 0; i < slide->count; i++) {
        add_link(pen, link_at(pen, slide->first + i), &codes[i], sizes, cell);
        if (pen->grid.is_portrait) {
            cell.y += cell.h + cell_gap(pen);
        } else {
            cell.x += cell.w + cell_gap(pen);
        }
    }
}

/* False where its host has no code, or its words no room below that. */
static bool add_alone(struct pen *pen, const struct link *link)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    const struct qr_code code = code_make(pen, link->url, grid_u(grid, ALONE_U));
    const char *host = host_of(pen, link->url);
    const int modules = code.px - 2 * code.hang_px, gap = grid_u(grid, SPACE_8);
    const struct text_spec lead = lead_spec(pen), host_text = host_spec(pen);
    const int words =
        pen_line_px(pen, &lead, lead.px) + 2 * grid_u(grid, SPACE_2) + text_height(pen);
    const int least = modules + gap + (grid->is_portrait ? words : 0);
    struct pixel_rect room = body;
    if (!*code.text || !host || least > body.h || modules + gap > body.w) {
        return false;
    }
    struct text_spec label = label_spec(pen);
    label.px = grid->is_portrait ? grid->title : grid->display;
    label.any_size = true;
    label.max_lines = 3;
    size_t begin = kind_begin(pen);
    code_add(pen, "link", &code, body.x, body.y);
    if (grid->is_portrait) {
        room.y += modules + gap;
        room.h -= modules + gap;
    } else {
        room.x += modules + gap;
        room.w -= modules + gap;
    }
    int bottom = room.y + room.h;
    room.y = pen_hung_text(pen, &lead, room, pen->words->words[WORD_LINKS_SCAN]) +
             grid_u(grid, SPACE_2);
    room.h = bottom - room.y - grid_u(grid, SPACE_2) -
             2 * pen_line_px(pen, &host_text, host_text.px);
    room.y = pen_text(pen, &label, room, link->label) + grid_u(grid, SPACE_2);
    room.h = bottom - room.y;
    add_host(pen, host, grid->text, room);
    kind_settle(pen, begin, body);
    return true;
}

/* Label and host below a code in landscape, as many lines as they take here. */
static int words_height(struct pen *pen, const struct slide *slide, int width)
{
    const struct text_spec label = label_spec(pen), host = host_spec(pen);
    int label_lines = 1, host_lines = 1;
    for (size_t i = 0; i < slide->count; i++) {
        const struct link *link = link_at(pen, slide->first + i);
        const char *text = host_of(pen, link->url);
        int lines = 1;
        pen->failed = pen->failed || !text || !part_host(pen, text, host.px, width, &lines);
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

static void lay_out_links(struct pen *pen, const struct slide *slide)
{
    /* Pages of one list have one arrangement: that of all links. */
    const struct slide all = { .pages = slide->pages, .count = pen->view->link_count };
    const int per_page = ((int)all.count + all.pages - 1) / (all.pages > 0 ? all.pages : 1);
    if (slide->pages == 1 && slide->count == 1 && add_alone(pen, link_at(pen, slide->first))) {
        return;
    }
    struct qr_code codes[LINKS_A_PAGE];
    struct sizes sizes;
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    const struct text_spec lead = lead_spec(pen);
    int columns = grid->is_portrait || per_page < 1 ? 1 : per_page;
    int gap = cell_gap(pen), cell_w = (body.w - (columns - 1) * gap) / columns;
    int cell_h =
        grid->is_portrait ? row_height(pen, per_page) : words_height(pen, &all, cell_w);
    size_t begin = kind_begin(pen);
    int room_px = grid->is_portrait ? cell_h - grid_u(grid, SPACE_1)
                                    : body.h - pen_line_px(pen, &lead, lead.px) - gap - cell_h;
    room_px = room_px > cell_w ? cell_w : room_px;
    sizes.code_px = make_codes(pen, slide, room_px, codes);
    const char *text = pen->words->words[sizes.code_px > 0 ? WORD_LINKS_SCAN : WORD_LINKS_LOOK];
    cell_h = grid->is_portrait && sizes.code_px == 0 ? cell_height(pen) : cell_h;
    int y = body.y;
    if (lead_height(pen, text) > 0) {
        y = pen_hung_text(pen, &lead, body, text) + 2 * gap;
    }
    if (sizes.code_px == 0 && !grid->is_portrait) {
        add_index(pen, slide, (struct pixel_rect) { body.x, y, body.w, body.y + body.h - y });
        if (slide->pages == 1) {
            kind_settle(pen, begin, body);
        }
        kind_page_mark(pen, slide);
        return;
    }
    cell_h += grid->is_portrait ? 0 : sizes.code_px + grid_u(grid, SPACE_1);
    int most_h = body.y + body.h - (grid->is_portrait ? y : y - gap);
    cell_h = cell_h > most_h ? most_h : cell_h;
    struct pixel_rect cell = { body.x, y, cell_w, cell_h };
    if (!grid->is_portrait) {
        cell.y = body.y + body.h - cell_h;
    }
    int beside =
        grid->is_portrait && sizes.code_px > 0 ? sizes.code_px + grid_u(grid, SPACE_2) : 0;
    sizes.host_px = host_px(pen, &all, cell_w - beside);
    add_cells(pen, slide, codes, &sizes, cell);
    if (slide->pages == 1) {
        kind_settle(pen, begin, body);
    }
    kind_page_mark(pen, slide);
}

const struct slide_kind slide_kind_links = {
    .name = "links", .pointer = "/links", .plan = plan_links, .lay_out = lay_out_links
};
