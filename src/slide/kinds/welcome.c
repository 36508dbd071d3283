/* The one slide that is centred: a seal, the welcome line, the site's name, the hotline. */
#include "base/utf8.h"
#include "slide/kinds/kind.h"
#include "slide/page/site.h"

#include <string.h>

/* A name on one line may be so much smaller than display. */
enum { LINE_LEAST_PCT = 75 };

static void plan_welcome(struct pen *pen, struct deck *deck)
{
    const struct view *view = site_welcome_view(pen->layout);
    const struct slide slide = {
        .kind = &slide_kind_welcome, .view = view, .page = 1, .pages = 1
    };
    if (view) {
        deck_add(deck, pen, slide,
            typeset_reading_ms(view->feed->welcome) +
                typeset_reading_ms(site_name(pen->layout)));
    }
}

/* A vermilion square with the first character of the name, in the name's own size. */
static void add_seal(struct pen *pen, const char *name, int px, struct pixel_rect rect)
{
    size_t size = strlen(name);
    size_t at = 0;
    utf8_next(name, size, &at);
    const char *character = arena_strndup(pen->arena, name, at);
    pen_fill(pen, "seal", rect, pen->theme->accent);
    const struct text_spec spec = { .role = "seal",
        .px = px,
        .bold = true,
        .colour = pen->theme->on_accent,
        .align = SET_CENTRE,
        .line_pct = 100,
        .max_lines = 1,
        .anchor = ANCHOR_MIDDLE };
    pen->on = pen->theme->accent;
    pen_text(pen, &spec, rect, character);
    pen->on = pen->theme->paper;
}

/* What stands below the seal, and the sizes that it takes. */
struct welcome {
    const char *line, *name, *hotline;
    bool has_seal;
    struct text_spec line_spec, name_spec, call_spec;
    int name_h, seal_px, height; /* height: of all, the seal included */
};

static int height_of(struct pen *pen, const struct text_spec *spec, struct pixel_rect room,
    const char *text, struct fitted *fitted)
{
    *fitted = pen_fit(pen, spec, room, text);
    return (int)fitted->set.line_count * pen_line_px(pen, spec, fitted->px);
}

/* In display on a few lines, or on one that is hardly smaller, or where no word is parted; a
 * long name on as many lines as it needs, in smaller type. */
static struct text_spec name_spec(struct pen *pen, const char *name, struct pixel_rect room)
{
    const struct grid *grid = &pen->grid;
    struct text_spec spec = { .role = "name",
        .px = grid->display,
        .min_px = grid->heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .align = SET_CENTRE,
        .max_lines = grid->is_portrait ? 4 : 2 };
    struct text_spec line = spec, two = spec;
    line.max_lines = 1;
    line.min_px = grid_scaled(grid->display, LINE_LEAST_PCT);
    if (!pen_fit(pen, &line, room, name).clipped) {
        spec.max_lines = 1;
        return spec;
    }
    two.max_lines = 2;
    two.min_px = grid->title;
    const struct fitted on_two = pen_fit(pen, &two, room, name);
    if (!on_two.clipped && !on_two.forced && !on_two.parted) {
        return two;
    }
    const struct fitted fitted = pen_fit(pen, &spec, room, name);
    if (fitted.clipped) {
        spec.px = grid->heading;
        spec.min_px = grid->small;
        spec.max_lines = 0;
    } else if (fitted.parted) {
        line = spec;
        line.px = grid->title;
        spec = pen_fit(pen, &line, room, name).parted ? spec : line;
    }
    return spec;
}

/* Gives the name the largest room that leaves the rest theirs; false when the least is not
 * small enough, and then the name has what is left. */
static bool size_name(struct pen *pen, struct welcome *welcome, struct pixel_rect room)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec *spec = &welcome->name_spec;
    struct fitted fitted;
    int least = pen_line_px(pen, spec, spec->min_px);
    int line_h = height_of(pen, &welcome->line_spec, room, welcome->line, &fitted);
    int call_h = height_of(pen, &welcome->call_spec, room, welcome->hotline, &fitted);
    int rest = line_h + call_h + (line_h > 0 ? grid_u(grid, SPACE_2) : 0) +
               (call_h > 0 ? grid_u(grid, SPACE_6) : 0) +
               (welcome->has_seal ? grid_u(grid, SPACE_6) : 0);
    for (;;) {
        int name_h = height_of(pen, spec, room, welcome->name, &fitted);
        welcome->name_h = room.h;
        welcome->seal_px = fitted.px;
        welcome->height = rest + name_h + (welcome->has_seal ? grid_scaled(fitted.px, 130) : 0);
        int over = welcome->height - grid->body.h;
        if (over <= 0 && !fitted.clipped) {
            return true;
        }
        if (over <= 0 || fitted.px <= spec->min_px || room.h <= least) {
            welcome->name_h = grid->body.h - rest;
            return false;
        }
        room.h = room.h < name_h ? room.h : name_h;
        room.h -= (over + 1) / 2 < room.h / 4 ? (over + 1) / 2 : room.h / 8 + 1;
    }
}

/* Where the body is low the hotline gives way first, for the footer has it, then the seal, and
 * at last the name is smaller than any other. */
static void size_parts(struct pen *pen, struct welcome *welcome)
{
    struct pixel_rect room = pen->grid.body;
    room.h /= 2;
    welcome->name_spec = name_spec(pen, welcome->name, room);
    welcome->name = site_name_fit(pen, &welcome->name_spec, room, welcome->name);
    if (size_name(pen, welcome, room)) {
        return;
    }
    welcome->hotline = "";
    if (size_name(pen, welcome, room)) {
        return;
    }
    welcome->has_seal = false;
    if (size_name(pen, welcome, room)) {
        return;
    }
    welcome->name_spec.min_px = pen->grid.small;
    welcome->name_spec.max_lines = 0;
    size_name(pen, welcome, room);
}

static void size_welcome(struct pen *pen, struct welcome *welcome)
{
    const struct grid *grid = &pen->grid;
    *welcome = (struct welcome) {
        .line = pen->view->feed->welcome, .name = site_name(pen->layout), .has_seal = true
    };
    if (!*welcome->name) { /* then the welcome line is the thing to see first */
        welcome->name = welcome->line;
        welcome->line = "";
    }
    welcome->line_spec = (struct text_spec) { .role = "welcome",
        .px = grid->heading,
        .min_px = grid->text,
        .balance = true,
        .colour = pen->theme->quiet,
        .align = SET_CENTRE,
        .max_lines = 2 };
    struct text_spec call = { .role = "hotline",
        .px = grid->heading,
        .min_px = grid->text,
        .tabular = true,
        .colour = pen->theme->ink,
        .align = SET_CENTRE,
        .max_lines = 1 };
    const char *whole = site_hotline_text(pen);
    if (whole && pen_width(pen, call.px, false, whole) > grid->body.w) {
        call.px = grid->text;
    }
    welcome->call_spec = call;
    welcome->hotline = site_hotline_fitted(pen, &call, grid->body.w);
    pen->failed = pen->failed || !whole || !welcome->hotline;
    if (!pen->failed) {
        size_parts(pen, welcome);
    }
}

static void lay_out_welcome(struct pen *pen, const struct slide *slide)
{
    struct welcome welcome;
    (void)slide;
    const struct pixel_rect body = pen->grid.body;
    size_welcome(pen, &welcome);
    if (pen->failed) {
        return;
    }
    int y = body.y + (body.h - welcome.height) / 2;
    y = y < body.y ? body.y : y;
    struct pixel_rect room = { body.x, y, body.w, body.h / 2 };
    if (welcome.has_seal) {
        int side = grid_scaled(welcome.seal_px, 130);
        add_seal(pen, welcome.name, welcome.seal_px,
            (struct pixel_rect) { body.x + (body.w - side) / 2, y, side, side });
        room.y += side + grid_u(&pen->grid, SPACE_6);
    }
    room.y = pen_text(pen, &welcome.line_spec, room, welcome.line);
    room.y += *welcome.line ? grid_u(&pen->grid, SPACE_2) : 0;
    room.h = welcome.name_h;
    room.y = pen_text(pen, &welcome.name_spec, room, welcome.name);
    if (*welcome.hotline) {
        room.y += grid_u(&pen->grid, SPACE_6);
        room.h = pen_line_px(pen, &welcome.call_spec, welcome.call_spec.px);
        site_add_hotline(pen, &welcome.call_spec, room, welcome.hotline);
    }
}

const struct slide_kind slide_kind_welcome = {
    .name = "welcome", .pointer = "/site", .plan = plan_welcome, .lay_out = lay_out_welcome
};
