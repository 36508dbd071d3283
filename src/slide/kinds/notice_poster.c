/* A notice as a poster: title and text as large as both may be, or as large as those of its
 * run.
 */
#include "slide/kinds/kind.h"
#include "slide/kinds/notice.h"

#include <string.h>

/* A poster's title against its text, at the most and at the least. */
enum { POSTER_MOST_PCT = 320, POSTER_LEAST = 2 };

/* Characters of a line of a title's size, below which it is narrow. */
enum { NARROW_EM = 16 };

/* Of a title, at the most. */
enum { WIDE_LINES = 3, NARROW_LINES = 4 };

static int most_lines(const struct pen *pen)
{
    return pen->grid.is_portrait ? NARROW_LINES : WIDE_LINES;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* A poster's text in that size has room below that head. */
static bool try_text(struct pen *pen, struct notice *notice, int head, int px)
{
    notice_place_text(pen, notice, head, notice->poster_h);
    if (notice->text.room.h < px || notice_cannot_fit(notice, px, 1)) {
        return false;
    }
    notice_flow(pen, notice, px);
    notice->sizes.text_px = px;
    const struct flow *flow = flow_of(notice->flow);
    return pen->failed || (flow->page_count <= 1 && !flow->forced);
}

/* The text as large as may be below that head: below a title half as large as that, at the
 * most.
 */
static bool fit_text(struct pen *pen, struct notice *notice, int head, int most_px)
{
    const struct grid *grid = &pen->grid;
    /* Where a line has few characters a step between two sizes is worth much. */
    const bool is_narrow = notice->title_room.w < NARROW_EM * grid->title;
    const int between = is_narrow ? (grid->title + grid->heading) / 2 : grid->heading;
    const int sizes[] = { grid->display, grid->title, between, grid->heading };
    const bool has_title = *notice->item->title;
    int tried = 0;
    notice->sizes.text_px = 0;
    if (!*notice->words) {
        return true;
    }
    for (size_t i = has_title ? 1 : 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        int px = has_title ? smaller(sizes[i], notice->poster_px / POSTER_LEAST) : sizes[i];
        px = most_px > 0 ? smaller(px, most_px) : px;
        if (px == tried || px * POSTER_MOST_PCT < notice->poster_px * 100) {
            continue;
        }
        if (try_text(pen, notice, head, px)) {
            return true;
        }
        tried = px;
    }
    return false;
}

/* A title of the least size may be smaller by what nobody sees. */
enum { LEAST_QUARTERS = 3, MOST_QUARTERS = 8, LEAST_PCT = 94 };

bool notice_is_step(int quarters)
{
    return quarters >= LEAST_QUARTERS && quarters <= MOST_QUARTERS;
}

struct poster_step {
    int lines, quarters; /* of display */
};

/* Whether a line is only as narrow as the title's room because its marks gave way: beside lines
 * with whole ones that is seen. */
static bool is_squeezed(struct pen *pen, const struct notice *notice, struct fitted fitted)
{
    struct text_spec spec = notice->title;
    bool is_squeezed = fitted.squeezed;
    spec.px = fitted.px;
    for (size_t i = 0; i < fitted.set.line_count && !is_squeezed; i++) {
        const int width = pen_spec_width(pen, &spec, fitted.set.lines[i].text);
        is_squeezed = width > notice->title_room.w + 1;
    }
    return is_squeezed;
}

/* Whether title and text have room so; and whether the title parts a word. */
static bool try_step(struct pen *pen, struct notice *notice, struct poster_step step,
    int most_px, bool *is_parted)
{
    const char *text = notice->item->title;
    /* On a line; what a title of several takes is not told by its width. */
    const int width = strchr(text, '\n') ? 0 : notice_display_width(pen, text);
    /* Squeezed marks make it narrower, by less than an eighth. */
    if (width * step.quarters / 4 * 7 / 8 > step.lines * notice->title_room.w) {
        return false;
    }
    notice->poster_px = pen->grid.display * step.quarters / 4;
    notice->poster_lines = step.lines;
    notice->sizes = (struct notice_sizes) { .is_poster = true, .title = step.quarters };
    notice->title = notice_title_spec(pen, notice);
    if (step.quarters == LEAST_QUARTERS) {
        notice->title.min_px = grid_scaled(notice->poster_px, LEAST_PCT);
    }
    const struct fitted fitted = pen_fit(pen, &notice->title, notice->title_room, text);
    *is_parted = fitted.parted || fitted.set.line_count > (size_t)step.lines;
    return !fitted.clipped && !fitted.forced && !is_squeezed(pen, notice, fitted) &&
           notice_title_height(pen, notice, fitted) <= notice->title_room.h &&
           fit_text(pen, notice, notice_head_height(pen, notice, fitted), most_px);
}

/* Its title is on one line, or on two or three, in portrait four, where it has to. A line that
 * ends inside a word is worse than a smaller title. */
static bool find_step(struct pen *pen, struct notice *notice)
{
    static const struct poster_step steps[] = { { 1, MOST_QUARTERS }, { 1, 7 }, { 1, 6 },
        { 1, 5 }, { 1, 4 }, { 2, 6 }, { 2, 5 }, { 2, 4 }, { 3, 4 }, { 2, 3 }, { 3, 3 },
        { 4, 3 } };
    const struct poster_step *parted = NULL;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        bool is_parted = false;
        if (steps[i].lines > most_lines(pen) ||
            (parted && steps[i].quarters * 100 < parted->quarters * FIT_LESS_PCT)) {
            continue;
        }
        if (try_step(pen, notice, steps[i], 0, &is_parted)) {
            if (!is_parted) {
                return true;
            }
            parted = parted ? parted : &steps[i];
        }
    }
    return parted && try_step(pen, notice, *parted, 0, &(bool) { false });
}

/* On as few lines as it may be in the size of its run. */
static bool take_step(struct pen *pen, struct notice *notice, struct notice_sizes sizes)
{
    for (int lines = 1; lines <= most_lines(pen); lines++) {
        const struct poster_step step = { lines, sizes.title };
        bool is_parted = false;
        /* What has room on a line if it is squeezed takes two. */
        for (int part = 8; part >= (lines > 1 ? 7 : 8); part--) {
            notice->title_room.w = notice->inner.w * part / 8;
            if (try_step(pen, notice, step, sizes.text_px, &is_parted) && !is_parted) {
                return true;
            }
        }
    }
    notice->title_room.w = notice->inner.w;
    return false;
}

/* There is some white around all of it, but where a short article has no room else. */
bool notice_place_poster(
    struct pen *pen, struct notice *notice, const struct notice_sizes *sizes)
{
    const int heights[] = { pen->grid.body.h * 4 / 5, pen->grid.body.h };
    const size_t count = notice->item->kind == ITEM_ARTICLE ? 2 : 1;
    for (size_t i = 0; i < count; i++) {
        notice->poster_h = heights[i];
        if (sizes ? take_step(pen, notice, *sizes) : find_step(pen, notice)) {
            return true;
        }
    }
    notice->poster_px = 0;
    notice->sizes = (struct notice_sizes) { 0 };
    return false;
}
