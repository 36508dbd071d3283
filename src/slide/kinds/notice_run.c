/* Notices beside each other are read one after the other: those of a page each have one size
 * of title and one of text, the smallest that any of them needs. */
#include "slide/kinds/kind.h"
#include "slide/kinds/notice.h"

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

static bool is_of(const struct slide *slide, bool are_posters)
{
    return slide->count > 0 && notice_is_number(slide->count) &&
           notice_sizes_of(slide->count).is_poster == are_posters;
}

/* 0 is none. */
static int least_of(int a, int b)
{
    return a == 0 || (b > 0 && b < a) ? b : a;
}

/* What those slides have in common. */
static struct notice_sizes least_sizes(const struct deck *deck, size_t first, bool are_posters)
{
    struct notice_sizes least = { .is_poster = are_posters };
    for (size_t i = first; i < deck->count; i++) {
        if (is_of(&deck->slides[i], are_posters)) {
            const struct notice_sizes sizes = notice_sizes_of(deck->slides[i].count);
            least.title = least_of(least.title, sizes.title);
            least.text_px = least_of(least.text_px, sizes.text_px);
        }
    }
    return least;
}

static void take(
    struct deck *deck, size_t first, bool are_posters, const struct notice_sizes *sizes)
{
    const size_t number = notice_number(sizes);
    for (size_t i = first; i < deck->count && number > 0; i++) {
        struct slide *slide = &deck->slides[i];
        slide->count = is_of(slide, are_posters) ? number : slide->count;
    }
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

void notice_level(const struct pen *pen, struct deck *deck, size_t first, bool are_alike)
{
    struct notice_sizes posters = least_sizes(deck, first, true),
                        others = least_sizes(deck, first, false);
    if (are_alike && posters.title > 0 && notice_number(&others) > 0) {
        posters = others = sizes_of_no_poster(pen, &others);
    }
    take(deck, first, false, &others);
    take(deck, first, true, &posters);
}
