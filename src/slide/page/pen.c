#include "slide/page/pen.h"

#include "base/translated.h"
#include "base/utf8.h"
#include "slide/page/band.h"
#include "slide/page/live.h"

#include <stdio.h>
#include <string.h>

/* Longer texts are cut in warnings, at a character. */
enum { WARNED_BYTES = 60 };

static void add_name(struct pen *pen, const char *name)
{
    if (*name && pen->name_count < PEN_NAMES) {
        pen->names[pen->name_count++] = name;
    }
}

static void find_names(struct pen *pen)
{
    const struct text_list *identity = &pen->layout->config->guard.identity;
    for (size_t i = 0; i < pen->layout->view_count; i++) {
        add_name(pen, pen->layout->views[i].feed->site_name);
    }
    for (size_t i = 0; i < identity->count; i++) {
        add_name(pen, identity->items[i]);
    }
}

void pen_init(
    struct pen *pen, const struct layout *layout, const struct view *view, struct scene *scene)
{
    *pen = (struct pen) { .layout = layout, .theme = layout->theme, .scene = scene };
    if (!view && layout->view_count > 0) {
        view = &layout->views[0];
    }
    pen->lang = view && *view->feed->lang ? view->feed->lang : NULL;
    pen->on = layout->theme->paper;
    find_names(pen);
    band_grid(pen);
}

int pen_line_px(const struct pen *pen, const struct text_spec *spec, int px)
{
    /* Cut off, not rounded, as typeset_fit does. */
    return px * (spec->line_pct > 0 ? spec->line_pct : pen->theme->title_line_pct) / 100;
}

int pen_baseline(int px, int line_px)
{
    return (line_px - px) / 2 + grid_scaled(px, 88);
}

/* The largest size from max_px down to min_px. */
static struct fitted fit_between(struct pen *pen, struct arena *arena,
    const struct text_spec *spec, struct pixel_rect room, const char *text, int max_px,
    int min_px)
{
    struct fitted fitted = { .px = max_px };
    const struct text_style style = { .px = max_px, .bold = spec->bold, .lang = pen->lang };
    const struct fit_options options = {
        .set = {
            .width_px = room.w > 0 ? room.w : 1,
            .align = SET_LEFT, /* lines are put in place by their width below */
            .balance = spec->balance,
            .tabular = spec->tabular,
            .names = pen->names,
            .name_count = pen->name_count,
            .keep_half_width = !pen->layout->config->theme.full_width_marks,
        },
        .max_px = max_px,
        .min_px = min_px,
        .max_height_px = room.h,
        .line_height_pct = spec->line_pct > 0 ? spec->line_pct : pen->theme->title_line_pct,
        .max_lines = spec->max_lines,
    };
    if (!typeset_fit(arena, &(struct set_source) { pen->layout->measure, &style, text },
            &options, &fitted)) {
        pen->failed = true;
        fitted = (struct fitted) { .px = max_px };
    }
    return fitted;
}

static int least_size(const struct text_spec *spec)
{
    return spec->min_px > 0 && spec->min_px < spec->px ? spec->min_px : spec->px;
}

struct fitted pen_fit(struct pen *pen, struct arena *arena, const struct text_spec *spec,
    struct pixel_rect room, const char *text)
{
    int least = least_size(spec);
    if (spec->any_size) {
        return fit_between(pen, arena, spec, room, text, spec->px, least);
    }
    /* A slide has few sizes: what does not fit takes the next one of the scale. */
    const struct grid *grid = &pen->grid;
    const int scale[] = { spec->px, grid->title, grid->heading, grid->text, grid->small };
    struct fitted best = { .clipped = true };
    for (size_t i = 0; i < sizeof scale / sizeof scale[0]; i++) {
        if (i > 0 && (scale[i] >= spec->px || scale[i] < least)) {
            continue;
        }
        struct fitted fitted = fit_between(pen, arena, spec, room, text, scale[i], scale[i]);
        bool is_better = best.clipped || (!fitted.clipped && !fitted.forced);
        best = is_better ? fitted : best;
        if (!best.clipped && !best.forced) {
            break;
        }
    }
    return best;
}

void pen_warn_cut(struct pen *pen, const char *role, const char *text)
{
    size_t size = strlen(text);
    if (size > WARNED_BYTES) {
        size = WARNED_BYTES;
        while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) {
            size--;
        }
    }
    if (!scene_warn(pen->scene, FINDING_CUT, "%s: cut to fit: \"%.*s%s\"", translated(role),
            (int)size, text, text[size] ? "…" : "")) {
        pen->failed = true;
    }
}

void pen_warn_missing(struct pen *pen, const char *role, const char *missing)
{
    enum { NAMED = 8 };
    char names[NAMED * 16] = "";
    size_t used = 0, size = missing ? strlen(missing) : 0, at = 0;
    for (int i = 0; i < NAMED && at < size; i++) {
        size_t begin = at;
        uint32_t character = utf8_next(missing, size, &at);
        used += (size_t)snprintf(names + used, sizeof names - used, " %.*s U+%04X",
            (int)(at - begin), missing + begin, (unsigned)character);
    }
    if (size > 0 && !scene_warn(pen->scene, FINDING_GLYPH, "%s: no face has%s%s",
                        translated(role), names, at < size ? translated(" and others") : "")) {
        pen->failed = true;
    }
}

static int aligned_x(enum set_align align, int room_px, int width)
{
    int slack = room_px - (width + MEASURE_UNIT - 1) / MEASURE_UNIT;
    return align == SET_RIGHT ? slack : align == SET_CENTRE ? slack / 2 : 0;
}

struct box *pen_lines(struct pen *pen, const struct text_spec *spec, struct pixel_rect rect,
    const struct pen_line *lines, size_t count, int line_px)
{
    if (!pen->scene || count == 0) {
        return NULL;
    }
    struct box *box = scene_add(pen->scene, BOX_TEXT, spec->role, rect);
    struct placed_line *placed = arena_array(&pen->scene->arena, count, sizeof *placed);
    if (!box || !placed) {
        pen->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        bool turned = lines[i].line.right_to_left && spec->align == SET_LEFT;
        enum set_align align = turned ? SET_RIGHT : spec->align;
        placed[i] = (struct placed_line) {
            .line = lines[i].line,
            .x_px = rect.x + (turned ? -lines[i].x_px : lines[i].x_px) +
                    aligned_x(align, rect.w, lines[i].line.width),
            .baseline_px = rect.y + lines[i].y_px + pen_baseline(spec->px, line_px),
        };
    }
    box->colour = spec->colour;
    box->on = pen->on;
    box->style = (struct text_style) { .px = spec->px, .bold = spec->bold, .lang = pen->lang };
    box->align = spec->align;
    box->min_px = least_size(spec);
    box->lines = placed;
    box->line_count = count;
    box->live = spec->live;
    return box;
}

static struct pixel_rect anchored(struct pixel_rect room, int height, enum anchor anchor)
{
    int slack = room.h - height;
    int down = anchor == ANCHOR_BOTTOM ? slack : anchor == ANCHOR_MIDDLE ? slack / 2 : 0;
    return (struct pixel_rect) { room.x, room.y + down, room.w, height };
}

static int live_text(struct pen *pen, const struct text_spec *spec, struct pixel_rect room)
{
    struct pixel_rect rect = anchored(room, pen_line_px(pen, spec, spec->px), spec->anchor);
    struct box *box = scene_add(pen->scene, BOX_TEXT, spec->role, rect);
    if (!box) {
        pen->failed = true;
        return room.y;
    }
    box->colour = spec->colour;
    box->on = pen->on;
    box->style = (struct text_style) { .px = spec->px, .bold = spec->bold, .lang = pen->lang };
    box->align = spec->align;
    box->min_px = spec->px;
    box->live = spec->live;
    if (!slide_refresh_live(pen->layout, box)) {
        pen->failed = true;
    }
    return rect.y + rect.h;
}

static int add_text(struct pen *pen, const struct text_spec *spec, struct pixel_rect room,
    const char *text, bool is_hung)
{
    if (!pen->scene || pen->failed) {
        return room.y;
    }
    if (spec->live != LIVE_NONE) {
        return live_text(pen, spec, room);
    }
    struct arena *arena = &pen->scene->arena;
    struct fitted fitted = pen_fit(pen, arena, spec, room, text);
    size_t count = fitted.set.line_count;
    struct pen_line *lines = arena_array(arena, count, sizeof *lines);
    if (count == 0 || !lines) {
        pen->failed = pen->failed || !lines;
        return room.y;
    }
    int line_px = pen_line_px(pen, spec, fitted.px);
    room.y -= is_hung ? (line_px - fitted.px) / 2 : 0;
    for (size_t i = 0; i < count; i++) {
        lines[i] = (struct pen_line) { .line = fitted.set.lines[i], .y_px = (int)i * line_px };
    }
    struct text_spec set = *spec;
    set.px = fitted.px;
    struct pixel_rect rect = anchored(room, (int)count * line_px, spec->anchor);
    struct box *box = pen_lines(pen, &set, rect, lines, count, line_px);
    if (box) {
        box->min_px = least_size(spec);
        box->full_px = spec->px;
        box->clipped = fitted.clipped && !spec->may_clip;
        if (box->clipped) {
            pen_warn_cut(pen, spec->role, text);
        }
    }
    pen_warn_missing(pen, spec->role, fitted.set.missing);
    return rect.y + rect.h;
}

int pen_text(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text)
{
    return add_text(pen, spec, room, text, false);
}

int pen_hung_text(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text)
{
    return add_text(pen, spec, room, text, true);
}

/* FNV-1a over text and style; never 0, which marks an empty place. */
static uint64_t hash_of(const char *text, int px, bool bold)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const char *at = text; *at; at++) {
        hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
    }
    hash = (hash ^ (uint64_t)(px * 2 + bold)) * UINT64_C(0x100000001b3);
    return hash ? hash : 1;
}

int pen_width(struct pen *pen, int px, bool bold, const char *text)
{
    uint64_t hash = hash_of(text, px, bold);
    struct pen_measured *measured = &pen->widths[hash % PEN_WIDTHS];
    if (measured->hash == hash) {
        return measured->width;
    }
    struct arena arena;
    arena_init(&arena);
    const struct text_style style = { .px = px, .bold = bold, .lang = pen->lang };
    const struct set_options options = { .width_px = 1 << 20, .align = SET_LEFT };
    struct set_text set = { .line_count = 0 };
    int widest = 0;
    if (!typeset_text(&arena, &(struct set_source) { pen->layout->measure, &style, text },
            &options, &set)) {
        pen->failed = true;
    }
    for (size_t i = 0; i < set.line_count; i++) {
        widest = set.lines[i].width > widest ? set.lines[i].width : widest;
    }
    arena_finish(&arena);
    int width = (widest + MEASURE_UNIT - 1) / MEASURE_UNIT;
    if (!pen->failed) {
        *measured = (struct pen_measured) { hash, width };
    }
    return width;
}

void pen_fill(struct pen *pen, const char *role, struct pixel_rect rect, struct colour colour)
{
    if (!pen->scene || pen->failed) {
        return;
    }
    struct box *box = scene_add(pen->scene, BOX_FILL, role, rect);
    if (!box) {
        pen->failed = true;
        return;
    }
    box->colour = colour;
}

void pen_hairline(struct pen *pen, int x, int y, int width)
{
    struct pixel_rect rect = { x, y, width, pen->grid.hair_px };
    pen_fill(pen, "rule", rect, pen->theme->hairline);
}

void pen_page_mark(struct pen *pen, const struct slide *slide)
{
    if (slide->pages < 2 || !pen->scene) {
        return;
    }
    const struct grid *grid = &pen->grid;
    char text[32];
    snprintf(text, sizeof text, "%d / %d", slide->page, slide->pages);
    int width = grid_u(grid, SPACE_12);
    struct pixel_rect room = { grid->body.x + grid->body.w - width,
        grid->footer.y - grid_u(grid, 1) - grid->small_line, width, grid->small_line };
    const struct text_spec mark = { .role = "page",
        .px = grid->small,
        .tabular = true,
        .colour = pen->theme->quiet,
        .align = SET_RIGHT,
        .line_pct = 120,
        .max_lines = 1 };
    pen_text(pen, &mark, room, text);
}
