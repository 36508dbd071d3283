/* Links: a sentence that says what to do, and up to four columns of label and host. They stand
 * at the foot of the slide; in portrait they are rows. */
#include "slide/kind.h"

#include <string.h>

enum { LINKS_A_PAGE = 4 };

static const char sentence[] = "上网查看，办理更方便";

/* "https://user@www.example.edu.cn:8443/path" shows as "www.example.edu.cn:8443": what goes
 * before an @ would only mislead. */
static const char *host_of(struct arena *arena, const char *url)
{
    const char *start = strstr(url, "://");
    start = start != NULL ? start + strlen("://") : url;
    size_t length = strcspn(start, "/?#");
    for (size_t i = length; i > 0; i--) {
        if (start[i - 1] == '@') {
            start += i;
            length -= i;
            break;
        }
    }
    return arena_strndup(arena, start, length);
}

static bool plan_view(const struct layout *layout, const struct view *view, struct deck *deck)
{
    size_t total = view->link_count;
    size_t pages = (total + LINKS_A_PAGE - 1) / LINKS_A_PAGE;
    struct slide slide = { .kind = &slide_kind_links, .view = view, .pages = (int)pages };
    bool good = true;
    for (size_t at = 0; good && at < total; at += slide.count) {
        size_t left = pages - (size_t)slide.page;
        slide.page++;
        slide.first = at;
        slide.count = (total - at + left - 1) / left;
        int64_t reading_ms = typeset_reading_ms(sentence);
        for (size_t i = at; i < at + slide.count; i++) {
            const struct link *link = &view->feed->links[view->links[i]];
            reading_ms += typeset_reading_ms(link->label) + typeset_reading_ms(link->url);
        }
        good = deck_add(deck, layout->config, slide, reading_ms);
    }
    return good;
}

static bool plan_links(const struct layout *layout, struct deck *deck)
{
    bool good = true;
    for (size_t i = 0; good && i < layout->view_count; i++) {
        good = plan_view(layout, &layout->views[i], deck);
    }
    return good;
}

/* Label over host, both hanging below a rule. */
static void add_link(struct pen *pen, const struct link *link, struct rect cell)
{
    const struct grid *grid = &pen->grid;
    const char *host = host_of(&pen->scene->arena, link->url);
    if (host == NULL) {
        pen->failed = true;
        return;
    }
    pen_fill(
        pen, "rule", (struct rect) { cell.x, cell.y, cell.w, grid->hair_px }, pen->theme->ink);
    const struct text_spec label = { .role = "label",
        .px = grid->heading,
        .min_px = grid->text,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = 2 };
    const struct text_spec address = { .role = "host",
        .px = grid->text,
        .min_px = grid->small,
        .colour = pen->theme->quiet,
        .max_lines = 2 };
    int bottom = cell.y + cell.h;
    cell.y += grid_u(grid, SPACE_2);
    cell.h = 2 * pen_line_px(pen, &label, label.px);
    cell.y = pen_text(pen, &label, cell, link->label) + grid_u(grid, SPACE_1);
    cell.h = bottom - cell.y;
    pen_text(pen, &address, cell, host);
}

static bool lay_out_links(
    const struct layout *layout, const struct slide *slide, struct scene *scene)
{
    struct pen pen;
    pen_init(&pen, layout, slide->view, scene);
    const struct grid *grid = &pen.grid;
    const struct rect body = grid->body;
    const struct view *view = slide->view;
    const struct text_spec lead = { .role = "lead",
        .px = grid->title,
        .min_px = grid->heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = pen.theme->accent,
        .max_lines = 2 };
    struct rect room = body;
    room.y -= (pen_line_px(&pen, &lead, lead.px) - lead.px) / 2;
    int y = pen_text(&pen, &lead, room, sentence) + grid_u(grid, SPACE_8);

    int count = (int)slide->count, columns = grid->is_portrait ? 1 : count;
    columns = columns < 1 ? 1 : columns;
    int gap = grid_u(grid, SPACE_4);
    /* Two lines of label and two of host are the most that a cell holds. */
    int cell_h = grid_u(grid, SPACE_2) + 2 * grid_scaled(grid->heading, 125) +
                 grid_u(grid, SPACE_1) + 2 * grid_scaled(grid->text, 125);
    struct rect cell = { body.x, y, (body.w - (columns - 1) * gap) / columns, cell_h };
    if (!grid->is_portrait) {
        cell.y = body.y + body.h - cell_h;
    }
    for (int i = 0; i < count; i++) {
        struct rect at = cell;
        at.x += grid->is_portrait ? 0 : i * (cell.w + gap);
        at.y += grid->is_portrait ? i * (cell_h + gap) : 0;
        add_link(&pen, &view->feed->links[view->links[slide->first + (size_t)i]], at);
    }
    pen_page_mark(&pen, slide);
    return !pen.failed;
}

const struct slide_kind slide_kind_links = {
    .name = "links", .plan = plan_links, .lay_out = lay_out_links
};
