/* What must hold for every scene, whatever it shows. */
#pragma once

#include "base/utf8.h"
#include "long_form.h"
#include "slide/fixture.h"
#include "slide/grid_of.h"

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

/* All faults are told before the test fails. */
static int faults;

#define CHECK(checking, condition, ...)                                                        \
    do {                                                                                       \
        if (!(condition) && faults++ < 50) {                                                   \
            print_error("%s, %s page %d at %dx%d, %s: ", (checking)->name,                     \
                (checking)->slide->kind->name, (checking)->slide->page,                        \
                (checking)->scene->width, (checking)->scene->height,                           \
                (checking)->layout->theme->name);                                              \
            print_error(__VA_ARGS__);                                                          \
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

static bool is_word(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

/* CLREQ 3.1.3: numbers and Latin words stay whole. Nothing was left out between the two lines,
 * such as a space, when one begins at the byte where the other ends. */
static bool is_split(const struct set_line *before, const struct set_line *line)
{
    size_t size = strlen(before->text);
    char last = before->text[size - 1], first = line->text[0];
    bool is_inside =
        strchr(".,:-", last) != NULL && size > 1 && is_word(before->text[size - 2]);
    return before->end == line->start && (is_word(last) || is_inside) && is_word(first);
}

/* Characters of a line but its marks and spaces. */
static int letters_of(const char *text)
{
    int count = 0;
    for (size_t at = 0, size = strlen(text); at < size;) {
        size_t start = at;
        utf8_next(text, size, &at);
        const char *character = text + start;
        bool is_mark = holds(no_start, character, at - start) ||
                       holds(no_end, character, at - start) ||
                       holds(" 　", character, at - start);
        count += is_mark ? 0 : 1;
    }
    return count;
}

/* `before` is the line before in the same text, in this box or in the column before, or NULL.
 */
static void check_line(const struct checking *checking, const struct box *box,
    const struct set_line *before, const struct set_line *line)
{
    size_t size = strlen(line->text), first = 0, last = 0;
    CHECK(checking, size > 0, "%s: an empty line\n", box->role);
    utf8_next(line->text, size, &first);
    for (size_t at = 0; at < size;) {
        last = at;
        utf8_next(line->text, size, &at);
    }
    CHECK(checking, line->paragraph_end || !holds(no_end, line->text + last, size - last),
        "%s: ends \"%s\"\n", box->role, line->text);
    if (before == NULL || before->paragraph_end) {
        return;
    }
    CHECK(checking, !holds(no_start, line->text, first), "%s: begins \"%s\"\n", box->role,
        line->text);
    CHECK(checking, !is_split(before, line), "%s: parts \"%s\" from \"%s\"\n", box->role,
        before->text, line->text);
    CHECK(checking, !line->paragraph_end || letters_of(line->text) > 1,
        "%s: one character alone after \"%s\"\n", box->role, before->text);
}

/* A column goes on where the one before it ended. */
static void check_lines(const struct checking *checking)
{
    const struct scene *scene = checking->scene;
    const struct box *column = NULL;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const struct set_line *before = NULL;
        if (box->kind != BOX_TEXT || box->line_count == 0) {
            continue;
        }
        if (column != NULL && strcmp(box->role, column->role) == 0 &&
            column->rect.x < box->rect.x && strcmp(box->role, "body") == 0) {
            before = &column->lines[column->line_count - 1].line;
        }
        for (size_t k = 0; k < box->line_count; k++) {
            check_line(checking, box, before, &box->lines[k].line);
            before = &box->lines[k].line;
        }
        column = box;
    }
}

static bool overlaps(struct pixel_rect a, struct pixel_rect b)
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

/* The picture inside the overscan. */
static struct pixel_rect area_of(const struct checking *checking)
{
    int overscan = checking->layout->config->screen.overscan_pct;
    int width = checking->scene->width, height = checking->scene->height;
    int x = width * overscan / 100, y = height * overscan / 100;
    return (struct pixel_rect) { x, y, width - 2 * x, height - 2 * y };
}

/* A photograph covers no text and no other photograph; but a caption may stand on a fill over
 * it, which ground_of sees to. */
static void check_picture(const struct checking *checking, size_t index)
{
    const struct scene *scene = checking->scene;
    const struct box *box = &scene->boxes[index];
    CHECK(checking, box->url != NULL && box->object != NULL, "%s: of nothing\n", box->role);
    for (size_t i = 0; i < index; i++) {
        const struct box *other = &scene->boxes[i];
        CHECK(checking, other->kind == BOX_FILL || !overlaps(box->rect, other->rect),
            "%s over %s\n", box->role, other->role);
    }
}

static void check_place(const struct checking *checking, size_t index)
{
    const struct scene *scene = checking->scene;
    const struct box *box = &scene->boxes[index];
    const struct pixel_rect r = box->rect;
    CHECK(checking,
        r.w > 0 && r.h > 0 && r.x >= 0 && r.y >= 0 && r.x + r.w <= scene->width &&
            r.y + r.h <= scene->height,
        "%s: [%d, %d, %d, %d]\n", box->role, r.x, r.y, r.w, r.h);
    if (box->kind == BOX_QR) {
        check_code(checking, box);
    }
    if (box->kind == BOX_PICTURE) {
        check_picture(checking, index);
    }
    if (box->kind != BOX_TEXT) {
        return;
    }
    struct pixel_rect area = area_of(checking);
    CHECK(checking,
        r.x >= area.x && r.y >= area.y && r.x + r.w <= area.x + area.w &&
            r.y + r.h <= area.y + area.h,
        "%s: [%d, %d, %d, %d] is not inside the overscan\n", box->role, r.x, r.y, r.w, r.h);
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

/* What stands behind a text is the last fill painted under it, or the ground; false when that
 * is a photograph, which may have any colour. */
static bool ground_of(const struct scene *scene, size_t index, struct colour *ground)
{
    const struct pixel_rect r = scene->boxes[index].rect;
    bool is_known = true;
    *ground = scene->background;
    for (size_t i = 0; i < index; i++) {
        const struct box *under = &scene->boxes[i];
        bool is_whole = under->rect.x <= r.x && under->rect.y <= r.y &&
                        under->rect.x + under->rect.w >= r.x + r.w &&
                        under->rect.y + under->rect.h >= r.y + r.h;
        if (under->kind == BOX_FILL && is_whole) {
            *ground = under->colour;
            is_known = true;
        } else if (under->kind == BOX_PICTURE && overlaps(under->rect, r)) {
            is_known = false;
        }
    }
    return is_known;
}

static void check_colours(const struct checking *checking, size_t index)
{
    const struct box *box = &checking->scene->boxes[index];
    double contrast = colour_contrast(box->colour, box->on);
    struct colour ground;
    CHECK(checking, ground_of(checking->scene, index, &ground), "%s: on a photograph\n",
        box->role);
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
        CHECK(checking, px * 36 >= short_side, "%s: %d px\n", box->role, px);
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

/* What of the body all that stands there takes; a notice's code keeps its corner. */
static struct pixel_rect extent_of(const struct checking *checking, const struct grid *grid)
{
    struct pixel_rect extent = grid->body;
    int top = extent.y + extent.h, bottom = extent.y;
    for (size_t i = 0; i < checking->scene->box_count; i++) {
        const struct box *box = &checking->scene->boxes[i];
        const struct pixel_rect r = box->rect;
        bool is_corner = strcmp(box->role, "notice") == 0 || strcmp(box->role, "host") == 0;
        bool is_notice = strcmp(checking->slide->kind->name, "notice") == 0 ||
                         strcmp(checking->slide->kind->name, "article") == 0;
        bool is_body = r.y >= grid->header.y + grid->header.h && r.y + r.h <= grid->footer.y &&
                       strcmp(box->role, "panel") != 0;
        if (is_body && !(is_notice && is_corner)) {
            top = r.y < top ? r.y : top;
            bottom = r.y + r.h > bottom ? r.y + r.h : bottom;
        }
    }
    extent.y = top;
    extent.h = bottom - top;
    return extent;
}

/* Whether a page by itself stands on the optical centre: of the white around it four ninths are
 * above. */
static bool is_composed(const struct checking *checking, const struct grid *grid)
{
    const struct pixel_rect body = grid->body, extent = extent_of(checking, grid);
    int above = extent.y - body.y, below = body.y + body.h - extent.y - extent.h;
    int px = grid->short_side < 2 * 1080 ? 1 : grid->short_side / 1080;
    return checking->slide->pages == 1 && abs(above * 5 - below * 4) <= 9 * px;
}

/* Few things are composed: nothing hangs from the top with a fifth of its page empty below, no
 * agenda with a third. */
static void check_few(const struct checking *checking, const struct grid *grid)
{
    enum { AGENDA = 4 };
    static const char *const kinds[] = { "headlines", "notice", "hotlines",
        "links", [AGENDA] = "agenda", "article" };
    const struct pixel_rect body = grid->body, extent = extent_of(checking, grid);
    int bottom = extent.y + extent.h - body.y;
    /* An article with its title beside it hangs. */
    size_t count = sizeof(kinds) / sizeof(kinds[0]) - (grid->is_portrait ? 0 : 1);
    for (size_t i = 0; i < count; i++) {
        CHECK(checking,
            checking->slide->pages > 1 || strcmp(checking->slide->kind->name, kinds[i]) != 0 ||
                bottom * 5 > body.h * 4 || (i == AGENDA && bottom * 3 > body.h * 2) ||
                is_composed(checking, grid),
            "ends at %d of %d\n", bottom, body.h);
    }
}

/* What hangs from the body's top line: the em box of what stands highest, on these kinds, where
 * they are not composed. Text and photographs keep the margins on all that have a header. */
static void check_spacing(const struct checking *checking)
{
    static const char *const hanging[] = { "headlines", "article", "notice", "hotlines",
        "links", "agenda", "table" };
    const struct scene *scene = checking->scene;
    const struct slide_kind *kind = checking->slide->kind;
    const struct grid grid = grid_of(checking->layout);
    const struct pixel_rect body = grid.body;
    int top = scene->height;
    const int lowest = grid.area.y + grid.area.h - grid_u(&grid, 3) / 2 - grid_u(&grid, 1);
    check_few(checking, &grid);
    bool has_lead = false; /* links: rows without it have their labels in the middle */
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const struct pixel_rect r = box->rect;
        has_lead = has_lead || strcmp(box->role, "lead") == 0;
        bool is_body = r.y >= grid.header.y + grid.header.h && r.y + r.h <= grid.footer.y;
        if (box->kind == BOX_QR && strcmp(kind->name, "links") == 0) { /* or its frame hangs */
            int quiet = r.w / (box->module_count + 8) * 4;
            int hung = r.y < body.y ? r.y + quiet : r.y;
            top = hung < top ? hung : top;
        }
        bool is_row = strcmp(box->role, "current") == 0 || strcmp(box->role, "now") == 0;
        if (kind->without_header || (box->kind == BOX_FILL && !is_row) || box->kind == BOX_QR) {
            continue;
        }
        CHECK(checking, r.x >= body.x && r.x + r.w <= body.x + body.w,
            "%s: [%d, %d, %d, %d] is in the margin\n", box->role, r.x, r.y, r.w, r.h);
        CHECK(checking, kind->without_footer || box->kind != BOX_TEXT || r.y + r.h <= lowest,
            "%s: [%d, %d, %d, %d] is in the margin below\n", box->role, r.x, r.y, r.w, r.h);
        if (is_body) {
            int em = box->kind == BOX_TEXT ? box->lines[0].baseline_px -
                                                 pen_baseline(box->style.px, box->style.px)
                                           : r.y;
            top = em < top ? em : top;
        }
    }
    for (size_t i = 0; i < sizeof(hanging) / sizeof(hanging[0]); i++) {
        bool is_hung = strcmp(hanging[i], "links") != 0 || has_lead;
        CHECK(checking,
            !is_hung || strcmp(kind->name, hanging[i]) != 0 || abs(top - body.y) <= 2 ||
                is_composed(checking, &grid),
            "hangs from %d, not %d\n", top, body.y);
    }
}

static void check_scene(const struct checking *checking)
{
    for (size_t i = 0; i < checking->scene->box_count; i++) {
        check_place(checking, i);
        if (checking->scene->boxes[i].kind == BOX_TEXT) {
            check_colours(checking, i);
        }
    }
    check_lines(checking);
    check_sizes(checking);
    check_spacing(checking);
}
