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

/* A way to set a title, and what it costs: 0 lines is none. */
struct poster_way {
    struct poster_step step;
    int width; /* of the title's room */
    enum fit_parted parted;
    bool squeezed;
};

/* Whether title and text have room so, and what the title parts then: a line more than the
 * step's is no better than a phrase that is parted. */
static bool try_way(struct pen *pen, struct notice *notice, struct poster_way *way, int most_px)
{
    const char *text = notice->item->title;
    const struct poster_step step = way->step;
    /* On a line; what a title of several takes is not told by its width. */
    const int width = strchr(text, '\n') ? 0 : notice_display_width(pen, text);
    notice->title_room.w = way->width;
    /* Squeezed marks make it narrower, by less than an eighth. */
    if (step.lines == 0 || width * step.quarters / 4 * 7 / 8 > step.lines * way->width) {
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
    const bool has_more = fitted.set.line_count > (size_t)step.lines;
    way->parted = fitted.parted ? fitted.parted : has_more ? PARTED_PHRASE : PARTED_NOTHING;
    way->squeezed = is_squeezed(pen, notice, fitted);
    notice->parted = way->parted;
    return !fitted.clipped && !fitted.forced &&
           notice_title_height(pen, notice, fitted) <= notice->title_room.h &&
           fit_text(pen, notice, notice_head_height(pen, notice, fitted), most_px);
}

static int faults_of(const struct poster_way *way)
{
    return 2 * (int)way->parted + way->squeezed;
}

/* Keeps the first of those that have the least faults. True where that has none. */
static bool note_way(const struct poster_way *way, struct poster_way *best)
{
    if (best->step.lines == 0 || faults_of(way) < faults_of(best)) {
        *best = *way;
    }
    return faults_of(best) == 0;
}

/* How much smaller a title may be so that less is parted. */
static bool is_large_enough(const struct poster_way *best, struct poster_step step)
{
    const int pct = best->parted == PARTED_WORD ? FIT_LESS_PCT : NOTICE_LESS_PCT;
    return best->step.lines == 0 || step.quarters * 100 >= best->step.quarters * pct;
}

/* Its title is on one line, or on two or three, in portrait four, where it has to. A line that
 * ends inside a phrase is worse than a smaller title, and inside a word worse than a small one.
 */
static bool find_step(struct pen *pen, struct notice *notice)
{
    static const struct poster_step steps[] = { { 1, MOST_QUARTERS }, { 1, 7 }, { 1, 6 },
        { 1, 5 }, { 1, 4 }, { 2, 6 }, { 2, 5 }, { 2, 4 }, { 3, 4 }, { 2, 3 }, { 3, 3 },
        { 4, 3 } };
    struct poster_way best = { .width = notice->title_room.w };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct poster_way way = { .step = steps[i], .width = best.width };
        if (steps[i].lines <= most_lines(pen) && is_large_enough(&best, steps[i]) &&
            try_way(pen, notice, &way, 0) && !way.squeezed && note_way(&way, &best)) {
            return true;
        }
    }
    return try_way(pen, notice, &best, 0);
}

/* In the size of its run, whatever that costs: on as few lines as it may be, and those of what
 * would be squeezed a little narrower. */
static bool take_step(struct pen *pen, struct notice *notice, struct notice_sizes sizes)
{
    const int whole_w = notice->inner.w;
    struct poster_way best = { .width = whole_w };
    for (int lines = 1; lines <= most_lines(pen); lines++) {
        for (int part = 8; part >= (lines > 1 ? 7 : 8); part--) {
            struct poster_way way = { .step = { lines, sizes.title },
                .width = whole_w * part / 8 };
            if (try_way(pen, notice, &way, sizes.text_px) && note_way(&way, &best)) {
                return true;
            }
        }
    }
    const bool done = try_way(pen, notice, &best, sizes.text_px);
    notice->title_room.w = done ? best.width : whole_w;
    return done;
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
