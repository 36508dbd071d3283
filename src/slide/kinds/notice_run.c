/* Notices beside each other are read one after the other: those of a page each have one size
 * of title and one of text, the smallest that any of them needs; but for those whose title is
 * at least twice as large by itself, which have sizes of their own. */
#include "slide/kinds/kind.h"
#include "slide/kinds/notice.h"

#include <limits.h>

/* A title so many times as large as another is so on purpose. */
enum { FAR_LARGER = 2 };

/* A slide's count: the text's size, what no article has that is set as one, the title's. */
enum { TEXT_BITS = 12, ARTICLE_BITS = 7, TITLE_BITS = 10 };

enum { TITLE_AT = TEXT_BITS + ARTICLE_BITS, POSTER_AT = TITLE_AT + TITLE_BITS };

static size_t bits(size_t number, int at, int count)
{
    return number >> at & (((size_t)1 << count) - 1);
}

size_t notice_number(const struct notice_sizes *sizes)
{
    const bool has_room = sizes->text_px >> TEXT_BITS == 0 && sizes->title >> TITLE_BITS == 0;
    return has_room ? (size_t)sizes->is_poster << POSTER_AT | (size_t)sizes->title << TITLE_AT |
                          (size_t)sizes->text_px
                    : 0;
}

struct notice_sizes notice_sizes_of(size_t number)
{
    return (struct notice_sizes) { .is_poster = bits(number, POSTER_AT, 1),
        .title = (int)bits(number, TITLE_AT, TITLE_BITS),
        .text_px = (int)bits(number, 0, TEXT_BITS) };
}

bool notice_is_number(size_t number)
{
    return bits(number, TEXT_BITS, ARTICLE_BITS) == 0;
}

/* The slides from `first` on whose titles are from least_px to below most_px. */
struct run {
    const struct pen *pen;
    struct deck *deck;
    size_t first;
    int least_px, most_px;
};

static int title_px(const struct pen *pen, const struct notice_sizes *sizes)
{
    return sizes->is_poster ? pen->grid.display * sizes->title / 4 : sizes->title;
}

static bool is_of(const struct run *run, const struct slide *slide, bool are_posters)
{
    const struct notice_sizes sizes = notice_sizes_of(slide->count);
    const int px = title_px(run->pen, &sizes);
    return slide->count > 0 && notice_is_number(slide->count) &&
           sizes.is_poster == are_posters && px >= run->least_px && px < run->most_px;
}

/* 0 is none. */
static int least_of(int a, int b)
{
    return a == 0 || (b > 0 && b < a) ? b : a;
}

/* What those slides have in common. */
static struct notice_sizes least_sizes(const struct run *run, bool are_posters)
{
    struct notice_sizes least = { .is_poster = are_posters };
    for (size_t i = run->first; i < run->deck->count; i++) {
        const struct slide *slide = &run->deck->slides[i];
        if (is_of(run, slide, are_posters)) {
            const struct notice_sizes sizes = notice_sizes_of(slide->count);
            least.title = least_of(least.title, sizes.title);
            least.text_px = least_of(least.text_px, sizes.text_px);
        }
    }
    return least;
}

static void take(const struct run *run, bool are_posters, const struct notice_sizes *sizes)
{
    const size_t number = notice_number(sizes);
    for (size_t i = run->first; i < run->deck->count && number > 0; i++) {
        struct slide *slide = &run->deck->slides[i];
        slide->count = is_of(run, slide, are_posters) ? number : slide->count;
    }
}

/* Where far larger titles begin; nowhere, of none. */
static int far_above(int px)
{
    return px > 0 ? px * FAR_LARGER : INT_MAX;
}

/* What was a poster has a title of several lines, and a text that goes with that. */
static struct notice_sizes sizes_of_no_poster(
    const struct pen *pen, const struct notice_sizes *others)
{
    const struct grid *grid = &pen->grid;
    struct notice_sizes sizes = *others;
    sizes.title = least_of(sizes.title, grid->title);
    sizes.text_px = least_of(sizes.text_px, grid_scaled(grid->text, NOTICE_LARGE_PCT));
    return sizes;
}

/* Posters, or others: the smallest of them and those that are not far larger have one size, and
 * so on with what is left. */
static void level_apart(struct run run, bool are_posters)
{
    while (run.least_px < INT_MAX) {
        run.most_px = INT_MAX;
        struct notice_sizes sizes = least_sizes(&run, are_posters);
        run.most_px = far_above(title_px(run.pen, &sizes));
        sizes = least_sizes(&run, are_posters);
        take(&run, are_posters, &sizes);
        run.least_px = run.most_px;
    }
}

/* Posters are none where there are others that they are not far larger than. What is left has
 * titles above all of these. */
static void level_alike(struct run *run)
{
    struct notice_sizes posters = least_sizes(run, true), others = least_sizes(run, false);
    run->most_px = far_above(least_of(title_px(run->pen, &posters), others.title));
    posters = least_sizes(run, true);
    others = least_sizes(run, false);
    if (posters.title > 0 && notice_number(&others) > 0) {
        const struct notice_sizes sizes = sizes_of_no_poster(run->pen, &others);
        run->most_px = far_above(sizes.title);
        take(run, true, &sizes);
        take(run, false, &sizes);
        run->least_px = run->most_px;
    }
}

void notice_level(const struct pen *pen, struct deck *deck, size_t first, bool are_alike)
{
    struct run run = { pen, deck, first, 0, INT_MAX };
    if (are_alike) {
        level_alike(&run);
    }
    level_apart(run, false);
    level_apart(run, true);
}
