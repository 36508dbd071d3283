/* What must hold for every scene, whatever it shows. */
#pragma once

#include "base/utf8.h"
#include "slide/fixture.h"

#include <stdio.h>
#include <string.h>

struct checking {
    const char *name; /* of the feed, for messages */
    const struct layout *layout;
    const struct slide *slide;
    const struct scene *scene;
    double least_contrast;
    bool numbers_may_shrink; /* a hotline with more digits than a screen has room for */
};

#define CHECK(checking, condition, ...)                                                        \
    do {                                                                                       \
        if (!(condition)) {                                                                    \
            print_error("%s, %s page %d at %dx%d: ", (checking)->name,                         \
                (checking)->slide->kind->name, (checking)->slide->page,                        \
                (checking)->scene->width, (checking)->scene->height);                          \
            print_error(__VA_ARGS__);                                                          \
            fail_msg("%s", #condition);                                                        \
        }                                                                                      \
    } while (0)

/* CLREQ 3.1.4: what begins no line, and what ends none. */
static const char no_start[] = "。，、；：？！）》〉」』】〗〕”’…—·％,.!?;:)%";
static const char no_end[] = "（《〈「『【〖〔“‘(";

static bool holds(const char *set, const char *text, size_t size)
{
    for (size_t at = 0; at < strlen(set);) {
        size_t start = at;
        utf8_next(set, strlen(set), &at);
        if (at - start == size && memcmp(set + start, text, size) == 0) {
            return true;
        }
    }
    return false;
}

static void check_line_ends(const struct checking *checking, const struct box *box)
{
    for (size_t i = 0; i < box->line_count; i++) {
        const struct line *line = &box->lines[i].line;
        size_t size = strlen(line->text), first = 0, last = 0;
        CHECK(checking, size > 0, "%s: an empty line\n", box->role);
        utf8_next(line->text, size, &first);
        for (size_t at = 0; at < size;) {
            last = at;
            utf8_next(line->text, size, &at);
        }
        bool follows = i > 0 && !box->lines[i - 1].line.paragraph_end;
        CHECK(checking, !follows || !holds(no_start, line->text, first), "%s: begins \"%s\"\n",
            box->role, line->text);
        CHECK(checking, line->paragraph_end || !holds(no_end, line->text + last, size - last),
            "%s: ends \"%s\"\n", box->role, line->text);
    }
}

static bool overlaps(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* Large enough to be scanned from afar, dark on light. */
static void check_code(const struct checking *checking, const struct box *box)
{
    const struct scene *scene = checking->scene;
    int short_side = scene->width < scene->height ? scene->width : scene->height;
    int modules = box->module_count + 8, module_px = box->rect.w / modules;
    CHECK(checking, module_px * modules == box->rect.w && box->rect.h == box->rect.w,
        "%s: %d px for %d modules\n", box->role, box->rect.w, modules);
    CHECK(checking, module_px * 300 >= short_side, "%s: %d px\n", box->role, module_px);
    CHECK(checking,
        colour_contrast(box->colour, box->on) >= 7 && box->colour.g < 0x40 && box->on.g > 0xC0,
        "%s: dark on light\n", box->role);
}

static void check_place(const struct checking *checking, size_t index)
{
    const struct scene *scene = checking->scene;
    const struct box *box = &scene->boxes[index];
    const struct rect r = box->rect;
    CHECK(checking,
        r.w > 0 && r.h > 0 && r.x >= 0 && r.y >= 0 && r.x + r.w <= scene->width &&
            r.y + r.h <= scene->height,
        "%s: [%d, %d, %d, %d]\n", box->role, r.x, r.y, r.w, r.h);
    if (box->kind == BOX_QR) {
        check_code(checking, box);
    }
    if (box->kind != BOX_TEXT) {
        return;
    }
    for (size_t i = 0; i < index; i++) {
        const struct box *other = &scene->boxes[i];
        CHECK(checking,
            (other->kind != BOX_TEXT && other->kind != BOX_QR) || !overlaps(r, other->rect),
            "%s [%d, %d, %d, %d] over %s [%d, %d, %d, %d]\n", box->role, r.x, r.y, r.w, r.h,
            other->role, other->rect.x, other->rect.y, other->rect.w, other->rect.h);
    }
    for (size_t i = 0; i < box->line_count; i++) {
        const struct placed_line *line = &box->lines[i];
        int right = line->x_px + line->line.width / MEASURE_UNIT;
        CHECK(checking, line->x_px >= r.x && right <= r.x + r.w,
            "%s: \"%s\" reaches from %d to %d\n", box->role, line->line.text, line->x_px,
            right);
        CHECK(checking, line->baseline_px > r.y && line->baseline_px <= r.y + r.h,
            "%s: baseline %d\n", box->role, line->baseline_px);
    }
}

/* What stands behind a text is the last fill painted under it, or the ground. */
static struct colour ground_of(const struct scene *scene, size_t index)
{
    struct colour ground = scene->background;
    const struct rect r = scene->boxes[index].rect;
    for (size_t i = 0; i < index; i++) {
        const struct box *fill = &scene->boxes[i];
        if (fill->kind == BOX_FILL && fill->rect.x <= r.x && fill->rect.y <= r.y &&
            fill->rect.x + fill->rect.w >= r.x + r.w &&
            fill->rect.y + fill->rect.h >= r.y + r.h) {
            ground = fill->colour;
        }
    }
    return ground;
}

static void check_colours(const struct checking *checking, size_t index)
{
    const struct box *box = &checking->scene->boxes[index];
    double contrast = colour_contrast(box->colour, box->on);
    struct colour ground = ground_of(checking->scene, index);
    CHECK(checking, contrast >= checking->least_contrast, "%s: %.2f\n", box->role, contrast);
    CHECK(checking, memcmp(&ground, &box->on, sizeof(ground)) == 0,
        "%s: stands on #%02x%02x%02x\n", box->role, ground.r, ground.g, ground.b);
}

static void check_sizes(const struct checking *checking)
{
    const struct scene *scene = checking->scene;
    int overscan = checking->layout->config->screen.overscan_pct;
    int short_side = (scene->width < scene->height ? scene->width : scene->height) *
                     (100 - 2 * overscan) / 100;
    int small = (checking->layout->theme->small_1080 * short_side + 540) / 1080;
    int seen[8], count = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (box->kind != BOX_TEXT) {
            continue;
        }
        int px = box->style.px;
        CHECK(checking, px * 36 >= short_side - 36, "%s: %d px\n", box->role, px);
        CHECK(checking,
            strcmp(box->role, "number") != 0 || px * 12 >= short_side ||
                checking->numbers_may_shrink,
            "number: %d px\n", px);
        bool is_new = px > small + 1;
        for (int k = 0; k < count; k++) {
            is_new = is_new && seen[k] != px;
        }
        if (is_new) {
            CHECK(checking, count < 3, "%s: %d px is a fourth size\n", box->role, px);
            seen[count++] = px;
        }
    }
}

static void check_scene(const struct checking *checking)
{
    for (size_t i = 0; i < checking->scene->box_count; i++) {
        check_place(checking, i);
        if (checking->scene->boxes[i].kind == BOX_TEXT) {
            check_colours(checking, i);
            check_line_ends(checking, &checking->scene->boxes[i]);
        }
    }
    check_sizes(checking);
}
