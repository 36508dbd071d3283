/* What it costs to set a headline, without a face: each headline of tests/data/titles.tsv at
 * six widths, and fitted into a box of two lines. Printed as JSON, in CPU time:
 *
 *     title_cost ROOT ROUNDS
 */
#include "../fakes/fixed_measure.h"
#include "base/arena.h"
#include "base/system/file.h"
#include "typeset/typeset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const int widths[] = { 8, 10, 12, 14, 17, 20 }; /* em */
enum { WIDTHS = sizeof widths / sizeof *widths, PX = 40 };

static const struct text_style style = { .px = PX };

static bool set_one(const struct set_source *source, int width_em)
{
    const struct set_options options = { .width_px = width_em * PX, .balance = true };
    struct arena arena;
    arena_init(&arena);
    struct set_text set;
    bool done = typeset_text(&arena, source, &options, &set);
    arena_finish(&arena);
    return done;
}

static bool fit_one(const struct set_source *source, int width_em)
{
    const struct fit_options options = {
        .set = { .width_px = width_em * PX, .balance = true },
        .max_px = 2 * PX,
        .min_px = PX / 2,
        .max_height_px = 5 * PX,
        .line_height_pct = 125,
        .max_lines = 2,
    };
    struct arena arena;
    arena_init(&arena);
    struct fitted fitted;
    bool done = typeset_fit(&arena, source, &options, &fitted);
    arena_finish(&arena);
    return done;
}

/* In ns of CPU a title; below 0 when memory is out. */
static double cost(char *const *titles, size_t count, int rounds,
    bool (*one)(const struct set_source *source, int width_em))
{
    const struct measure measure = fixed_measure(NULL);
    clock_t start = clock();
    for (int round = 0; round < rounds; round++) {
        for (size_t i = 0; i < count * WIDTHS; i++) {
            if (!one(&(struct set_source) { &measure, &style, titles[i / WIDTHS] },
                    widths[i % WIDTHS])) {
                return -1;
            }
        }
    }
    double ns = (double)(clock() - start) * 1e9 / CLOCKS_PER_SEC;
    return ns / (rounds * (double)(count * WIDTHS));
}

int main(int argc, char **argv)
{
    enum { TITLES = 120 };
    struct bytes table;
    struct error error;
    char path[4096], *titles[TITLES];
    int rounds = argc > 2 ? atoi(argv[2]) : 1;
    size_t count = 0;
    bytes_init(&table);
    snprintf(path, sizeof path, "%s/tests/data/titles.tsv", argc > 1 ? argv[1] : ".");
    if (rounds < 1 || !file_read(path, 1 << 20, &table, &error)) {
        fprintf(stderr, "title_cost ROOT ROUNDS\n");
        return 2;
    }
    for (char *rest = table.data, *line; count < TITLES && (line = strsep(&rest, "\n"));) {
        titles[count++] = strsep(&line, "\t");
    }
    printf("{\"set_ns\": %.0f, \"fit_ns\": %.0f}\n", cost(titles, count, rounds, set_one),
        cost(titles, count, rounds, fit_one));
    bytes_finish(&table);
    return 0;
}
