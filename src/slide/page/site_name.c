#include "slide/page/site.h"

#include <string.h>

/* What ends the name of an institution inside a longer name; 大学生 goes on. */
static const char *const ends[] = { "学院", "大学", "学校", "党校", "中学", "小学", "中心",
    "医院", "學院", "大學", "學校", "中學", "小學", "醫院" };

enum {
    PART_LEAST = 12, /* bytes: four Han characters */
    BREAKS_MOST = 4,
    LESS_PCT = 80,  /* of the size without such lines, at the least */
    MORE_PCT = 120, /* where a line more inside an institution is worth it */
};

static bool is_end(const char *text)
{
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t size = strlen(ends[i]);
        if (strncmp(text, ends[i], size) == 0 &&
            strncmp(text + size, "生", strlen("生")) != 0) {
            return true;
        }
    }
    return false;
}

/* Behind which bytes of the name an institution ends. */
static size_t find_breaks(const char *name, size_t breaks[BREAKS_MOST])
{
    const size_t size = strlen(name), end = strlen("学院");
    size_t count = 0, begin = 0;
    for (size_t at = PART_LEAST; at + PART_LEAST <= size && count < BREAKS_MOST; at++) {
        if (at >= begin + PART_LEAST && is_end(name + at - end)) {
            breaks[count++] = begin = at;
        }
    }
    return count;
}

/* The name with a new line at those of its breaks that have a bit; NULL when memory is out. */
static const char *broken(
    struct arena *arena, const char *name, const size_t *breaks, unsigned bits)
{
    const size_t size = strlen(name);
    char *text = arena_alloc(arena, size + BREAKS_MOST + 1), *to = text;
    size_t from = 0;
    for (size_t i = 0; text && bits >> i; i++) {
        if (bits >> i & 1) {
            to = mempcpy(to, name + from, breaks[i] - from);
            *to++ = '\n';
            from = breaks[i];
        }
    }
    if (text) {
        memcpy(to, name + from, size - from + 1);
    }
    return text;
}

/* How a name is broken, and in what size it is set then. */
struct broken_name {
    const char *text;
    int px, lines;
};

/* The larger of both, where `lines` hold it. */
static void try_broken(struct pen *pen, const struct text_spec *spec, struct pixel_rect room,
    const char *text, struct broken_name *best)
{
    struct text_spec few = *spec;
    few.max_lines = best->lines;
    const struct fitted fitted = pen_fit(pen, &few, room, text);
    bool is_good = !fitted.clipped && !fitted.forced && !fitted.parted;
    if (is_good && fitted.px > best->px) {
        best->text = text;
        best->px = fitted.px;
    }
}

const char *site_name_fit(
    struct pen *pen, struct text_spec *spec, struct pixel_rect room, const char *name)
{
    size_t breaks[BREAKS_MOST];
    const size_t count = spec->max_lines > 1 ? find_breaks(name, breaks) : 0;
    struct broken_name whole = { name, 0, 0 }, split = { name, 0, spec->max_lines + 1 };
    for (unsigned bits = 1; bits < 1U << count; bits++) {
        struct broken_name one = { name, 0, 1 + __builtin_popcount(bits) };
        const char *text = broken(pen->arena, name, breaks, bits);
        if (!text) {
            pen->failed = true;
            return name;
        }
        if (one.lines <= split.lines) {
            try_broken(pen, spec, room, text, &one);
            whole = one.px > whole.px ? one : whole;
        }
        try_broken(pen, spec, room, text, &split);
    }
    const struct broken_name *best = split.px * 100 > whole.px * MORE_PCT ? &split : &whole;
    if (best->px * 100 < pen_fit(pen, spec, room, name).px * LESS_PCT || best->px == 0) {
        return name;
    }
    spec->max_lines = best->lines;
    return best->text;
}
