#include "slide/page/pen.h"

#include "slide/page/header_date.h"
#include "time/date.h"
#include "wording/language/language.h"

#include <string.h>

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

const char *pen_lang(
    const struct layout *layout, const struct view *view, const struct item *item)
{
    return item && *item->lang         ? item->lang
           : view && *view->feed->lang ? view->feed->lang
                                       : layout->config->screen.lang;
}

static void read_in(struct pen *pen, const struct view *view, const struct item *item)
{
    const char *lang = pen_lang(pen->layout, view, item);
    pen->view = view;
    pen->words = lang == pen->lang ? pen->words : wording_of(lang);
    pen->lang = lang;
}

void pen_init(
    struct pen *pen, const struct layout *layout, struct arena *arena, struct scene *scene)
{
    *pen = (struct pen) { .layout = layout,
        .theme = layout->theme,
        .scene = scene,
        .arena = arena,
        .on = layout->theme->paper };
    read_in(pen, layout->view_count > 0 ? &layout->views[0] : NULL, NULL);
    find_names(pen);
}

void pen_turn_to(struct pen *pen, const struct view *view, const struct item *item)
{
    read_in(pen, view, item);
    pen->on = pen->theme->paper;
}

static int aligned_x(enum set_align align, int room_px, int width)
{
    int slack = room_px - (width + MEASURE_UNIT - 1) / MEASURE_UNIT;
    return align == SET_RIGHT ? slack : align == SET_CENTRE ? slack / 2 : 0;
}

struct box *pen_box(
    struct pen *pen, enum box_kind kind, const char *role, struct pixel_rect rect)
{
    struct box *box = NULL;
    if (pen->scene && !pen->failed) {
        box = scene_add(pen->scene, kind, role, rect);
        pen->failed = !box;
    }
    return box;
}

/* A label on a mirrored slide stands with the others, whatever it is written in. */
static bool begins_on_other_side(
    const struct pen *pen, const struct text_spec *spec, const struct set_line *line)
{
    return pen->is_mirrored ? spec->takes_side && !line->right_to_left : line->right_to_left;
}

struct box *pen_add_lines(struct pen *pen, const struct text_spec *spec, struct pixel_rect rect,
    const struct pen_lines *lines)
{
    if (!pen->scene || lines->count == 0) {
        return NULL;
    }
    struct box *box = pen_box(pen, BOX_TEXT, spec->role, rect);
    struct placed_line *placed = arena_array(pen->arena, lines->count, sizeof *placed);
    if (!box || !placed) {
        pen->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < lines->count; i++) {
        const struct pen_line *line = &lines->list[i];
        bool turned = spec->align == SET_LEFT && begins_on_other_side(pen, spec, &line->line);
        enum set_align align = turned ? SET_RIGHT : spec->align;
        placed[i] = (struct placed_line) {
            .line = line->line,
            .x_px = rect.x + (turned ? -line->x_px : line->x_px) +
                    aligned_x(align, rect.w, line->line.width),
            .baseline_px = rect.y + line->y_px + pen_baseline(spec->px, lines->line_px),
        };
    }
    box->colour = spec->colour;
    box->on = pen->on;
    box->style = pen_style(pen, spec);
    box->align = spec->align;
    box->min_px = pen_least_px(spec);
    box->lines = placed;
    box->line_count = lines->count;
    box->live = spec->live;
    return box;
}

static struct pixel_rect anchored(struct pixel_rect room, int height, enum anchor anchor)
{
    int slack = room.h - height;
    int down = anchor == ANCHOR_BOTTOM ? slack : anchor == ANCHOR_MIDDLE ? slack / 2 : 0;
    return (struct pixel_rect) { room.x, room.y + down, room.w, height };
}

/* Clock or date: room for the widest, one line or none on a day that has nothing to be said. */
static int add_now(struct pen *pen, const struct text_spec *spec, struct pixel_rect room)
{
    const struct layout *layout = pen->layout;
    int line_px = pen_line_px(pen, spec, spec->px);
    struct pixel_rect rect = anchored(room, line_px, spec->anchor);
    const struct text_style style = pen_style(pen, spec);
    struct set_options options = pen_set_options(pen, SET_LEFT);
    options.width_px = rect.w;
    options.tabular = true;
    const char *text =
        spec->live == LIVE_CLOCK
            ? date_clock_text(pen->arena, layout->config->screen.timezone, layout->now_ms)
            : header_date_text(pen->arena, layout->config, pen->words, layout->now_ms);
    struct set_text set = { .line_count = 0 };
    const struct set_source source = { layout->measure, &style, text };
    if (!text || !typeset_text(pen->arena, &source, &options, &set)) {
        pen->failed = true;
        return room.y;
    }
    struct pen_line line = { .line = { .text = "" } };
    if (set.line_count > 0) {
        line.line = set.lines[0];
    }
    const struct pen_lines lines = { &line, 1, line_px };
    struct box *box = pen_add_lines(pen, spec, rect, &lines);
    if (box && set.line_count == 0) {
        box->line_count = 0;
    }
    return rect.y + rect.h;
}

static int add_text(struct pen *pen, const struct text_spec *spec, struct pixel_rect room,
    const char *text, bool is_hung)
{
    pen->failed = pen->failed || !text;
    if (!pen->scene || pen->failed) {
        return room.y;
    }
    if (spec->live == LIVE_CLOCK || spec->live == LIVE_DATE) {
        return add_now(pen, spec, room);
    }
    struct fitted fitted = pen_fit(pen, spec, room, text);
    struct pen_lines lines = { .count = fitted.set.line_count };
    struct pen_line *list = arena_array(pen->arena, lines.count, sizeof *list);
    if (lines.count == 0 || !list) {
        pen->failed = pen->failed || !list;
        return room.y;
    }
    lines.list = list;
    lines.line_px = pen_line_px(pen, spec, fitted.px);
    room.y -= is_hung ? (lines.line_px - fitted.px) / 2 : 0;
    for (size_t i = 0; i < lines.count; i++) {
        list[i] =
            (struct pen_line) { .line = fitted.set.lines[i], .y_px = (int)i * lines.line_px };
    }
    struct text_spec set = *spec;
    set.px = fitted.px;
    struct pixel_rect rect = anchored(room, (int)lines.count * lines.line_px, spec->anchor);
    struct box *box = pen_add_lines(pen, &set, rect, &lines);
    if (!box) {
        return room.y;
    }
    rect = spec->live == LIVE_SLIDE ? room : rect;
    box->rect = rect;
    box->rect.w = spec->is_snug ? pen_widest_px(&fitted.set) : rect.w;
    box->min_px = pen_least_px(spec);
    box->full_px = spec->full_px > 0 ? spec->full_px : spec->px;
    box->clipped =
        (fitted.clipped && !spec->may_clip) || (spec->whole && strcmp(spec->whole, text) != 0);
    if (box->clipped) {
        pen_warn_cut(pen, spec->role, spec->whole ? spec->whole : text);
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

struct box *pen_picture(struct pen *pen, const char *role, struct pixel_rect rect,
    const struct picture_ref *picture)
{
    struct box *box = pen_box(pen, BOX_PICTURE, role, rect);
    if (box) {
        box->url = picture->url;
        box->object = picture->object;
        box->path = picture->path;
        box->colour = pen->theme->paper;
        box->veil_pct = strcmp(role, "logo") == 0 ? 0 : pen->theme->veil_pct;
    }
    return box;
}

void pen_fill(struct pen *pen, const char *role, struct pixel_rect rect, struct colour colour)
{
    struct box *box = pen_box(pen, BOX_FILL, role, rect);
    if (box) {
        box->colour = colour;
    }
}

void pen_hairline(struct pen *pen, int x, int y, int width)
{
    struct pixel_rect rect = { x, y, width, pen->grid.hair_px };
    pen_fill(pen, "rule", rect, pen->theme->hairline);
}
