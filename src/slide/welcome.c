/* The one slide that is centred: a seal, the welcome line, the site's name, the hotline. */
#include "base/utf8.h"
#include "slide/kind.h"
#include "slide/site.h"

#include <string.h>

static bool plan_welcome(const struct layout *layout, struct deck *deck)
{
    const struct view *view = site_welcome_view(layout);
    if (view == NULL) {
        return true;
    }
    int64_t reading_ms =
        typeset_reading_ms(view->feed->welcome) + typeset_reading_ms(site_name(layout));
    const struct slide slide = {
        .kind = &slide_kind_welcome, .view = view, .page = 1, .pages = 1
    };
    return deck_add(deck, layout->config, slide, reading_ms);
}

/* A vermilion square with the first character of the name, in the name's own size. */
static void add_seal(struct pen *pen, const char *name, int px, int x, int y, int side)
{
    size_t size = strlen(name);
    size_t at = 0;
    utf8_next(name, size, &at);
    const char *character = arena_strndup(&pen->scene->arena, name, at);
    if (character == NULL) {
        pen->failed = true;
        return;
    }
    pen_fill(pen, "seal", (struct rect) { x, y, side, side }, pen->theme->accent);
    const struct text_spec spec = { .role = "seal",
        .px = px,
        .bold = true,
        .colour = pen->theme->on_accent,
        .align = SET_CENTRE,
        .line_pct = 100,
        .max_lines = 1,
        .anchor = ANCHOR_MIDDLE };
    pen->on = pen->theme->accent;
    pen_text(pen, &spec, (struct rect) { x, y, side, side }, character);
    pen->on = pen->theme->paper;
}

static int fitted_height(
    const struct pen *pen, const struct text_spec *spec, const struct fitted *fitted)
{
    return (int)fitted->set.line_count * pen_line_px(pen, spec, fitted->px);
}

static bool lay_out_welcome(
    const struct layout *layout, const struct slide *slide, struct scene *scene)
{
    struct pen pen;
    pen_init(&pen, layout, slide->view, scene);
    const struct grid *grid = &pen.grid;
    const struct rect body = grid->body;
    const char *welcome = slide->view->feed->welcome;
    const char *name = site_name(layout);
    const char *hotline = site_hotline_text(layout, &scene->arena);
    if (name[0] == '\0') { /* then the welcome line is the thing to see first */
        name = welcome;
        welcome = "";
    }
    const struct text_spec line = { .role = "welcome",
        .px = grid->heading,
        .min_px = grid->text,
        .balance = true,
        .colour = pen.theme->quiet,
        .align = SET_CENTRE,
        .max_lines = 2 };
    const struct text_spec title = { .role = "name",
        .px = grid->display,
        .min_px = grid->heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = pen.theme->ink,
        .align = SET_CENTRE,
        .max_lines = grid->is_portrait ? 4 : 2 };
    const struct text_spec call = { .role = "hotline",
        .px = grid->heading,
        .min_px = grid->text,
        .tabular = true,
        .colour = pen.theme->ink,
        .align = SET_CENTRE,
        .max_lines = 1 };

    struct rect room = body;
    room.h = body.h / 2;
    struct fitted name_set = pen_fit(&pen, &scene->arena, &title, room, name);
    struct fitted line_set = pen_fit(&pen, &scene->arena, &line, room, welcome);
    int side = grid_scaled(name_set.px, 130);
    int seal_gap = grid_u(grid, SPACE_6);
    int line_gap = welcome[0] != '\0' ? grid_u(grid, SPACE_2) : 0;
    int call_gap = grid_u(grid, SPACE_6);
    bool has_call = hotline != NULL && hotline[0] != '\0';
    int height = side + seal_gap + fitted_height(&pen, &line, &line_set) + line_gap +
                 fitted_height(&pen, &title, &name_set) +
                 (has_call ? call_gap + pen_line_px(&pen, &call, grid->heading) : 0);
    int y = body.y + (body.h - height) / 2;

    add_seal(&pen, name, name_set.px, body.x + (body.w - side) / 2, y, side);
    room.y = y + side + seal_gap;
    room.y = pen_text(&pen, &line, room, welcome) + line_gap;
    room.y = pen_text(&pen, &title, room, name);
    if (has_call) {
        room.y += call_gap;
        pen_text(&pen, &call, room, hotline);
    }
    return !pen.failed && hotline != NULL;
}

const struct slide_kind slide_kind_welcome = {
    .name = "welcome", .plan = plan_welcome, .lay_out = lay_out_welcome
};
