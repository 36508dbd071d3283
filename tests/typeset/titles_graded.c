/* Headlines whose places readers have graded who have not seen the code (graded.h), set at
 * three widths. A headline of several lines is well set where its weakest break is no weaker
 * than it need be: no other lines, as many, have a stronger one; and where its weakest break
 * parts words of one phrase, one line more has none either. titles_graded.tsv is what the model
 * has learnt of (script/title-weights), titles_held.tsv was held back, and only counted; and
 * titles_names_held.tsv, of which few may be broken where no break may be. */
#include "graded.h"
#include "title_reader.h"
#include "titles.h"
#include "typeset/breaks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { LINES_MAX = 16, UNITS_MAX = 128, WHOLE = GRADES };

static const int widths[] = { 8, 11, 15 }; /* em */
enum { WIDTHS = sizeof widths / sizeof *widths };

struct table {
    const char *file;
    bool is_held;
    size_t least_percent, most_torn;
};

static const struct table tables[] = {
    { "titles_graded.tsv", false, 87, 42 },
    { "titles_held.tsv", true, 75, 47 },
    { "titles_names_held.tsv", true, 80, 5 },
};

struct counts {
    size_t all, good;
    size_t weakest[GRADES]; /* of those of several lines */
    size_t breaks[GRADES];
};

/* A headline's units at one width. */
struct places {
    struct units units;
    int width;
    int grades[UNITS_MAX + 1]; /* before each; WHOLE at the end */
};

/* best[n][i]: the weakest break of the best n lines up to unit i; -1 where there are none. */
static int weakest_at_best(const struct places *places, size_t lines)
{
    static int best[LINES_MAX + 2][UNITS_MAX + 1];
    size_t count = places->units.count;
    assert_true(lines <= LINES_MAX + 1);
    for (size_t i = 0; i <= count; i++) {
        best[0][i] = i == 0 ? WHOLE : -1;
    }
    for (size_t n = 1; n <= lines; n++) {
        for (size_t i = 0; i <= count; i++) {
            best[n][i] = -1;
            bool may_end = i > 0 && (i == count || places->units.row[i].level == BREAK_FREE);
            for (size_t j = 0; may_end && j < i; j++) {
                int weakest =
                    best[n - 1][j] < places->grades[i] ? best[n - 1][j] : places->grades[i];
                if (weakest > best[n][i] &&
                    breaks_least(&places->units, j, i) <= places->width) {
                    best[n][i] = weakest;
                }
            }
        }
    }
    return best[lines][count];
}

static size_t size_without_spaces(const char *text)
{
    size_t size = 0;
    for (; *text; text++) {
        size += *text != ' ';
    }
    return size;
}

/* The grade of each of the breaks between lines. Returns the number of lines. */
static size_t read_breaks(const struct places *places, char *lines, int *grades)
{
    size_t unit = 0, above = 0, passed = 0, count = 0;
    for (char *rest = lines, *line; (line = strsep(&rest, "\n"));) {
        above += size_without_spaces(line);
        while (unit < places->units.count && passed < above) {
            passed += size_without_spaces(places->units.row[unit++].text);
        }
        grades[count++] = places->grades[unit];
    }
    return count;
}

static void judge(const struct graded *graded, const struct places *places, bool is_shown,
    struct counts *counts)
{
    int grades[LINES_MAX], weakest = WHOLE, width_em = places->width / TITLE_PX / MEASURE_UNIT;
    char text[2 * GRADED_MAX], shown[2 * GRADED_MAX];
    assert_true(title_lines(graded->text, width_em, "\n", text));
    strcpy(shown, text);
    size_t lines = read_breaks(places, text, grades);
    assert_true(lines <= LINES_MAX);
    for (size_t i = 0; i + 1 < lines; i++) {
        counts->breaks[grades[i]]++;
        weakest = grades[i] < weakest ? grades[i] : weakest;
    }
    if (lines == 1) {
        return;
    }
    bool good = weakest >= weakest_at_best(places, lines) &&
                (weakest > GRADE_POOR || weakest >= weakest_at_best(places, lines + 1));
    counts->all++;
    counts->good += good;
    counts->weakest[weakest]++;
    if (!good && is_shown) {
        print_message("%d (%d): %s\n", width_em, weakest, shown);
    }
}

static void count_title(
    const char *line, size_t size, bool is_shown, struct counts counts[WIDTHS])
{
    const struct graded graded = graded_read(line, size);
    for (size_t k = 0; k < WIDTHS; k++) {
        struct title_reading title;
        assert_true(title_reading_init(&title, graded.text, NULL, widths[k] * TITLE_PX));
        struct places places = { .units = title.units,
            .width = widths[k] * TITLE_PX * MEASURE_UNIT };
        assert_true(places.units.count <= UNITS_MAX);
        for (size_t i = 0; i < places.units.count; i++) {
            places.grades[i] = graded.grades[places.units.row[i].start];
        }
        places.grades[places.units.count] = WHOLE;
        judge(&graded, &places, is_shown, &counts[k]);
        title_reading_finish(&title);
    }
}

/* Returns whether enough of them are well set. */
static bool count_file(const struct table *table)
{
    struct bytes bytes;
    struct counts counts[WIDTHS] = { { 0 } };
    bool is_shown = !table->is_held && titles_is_shown("graded");
    titles_load(table->file, &bytes);
    for (char *rest = bytes.data, *line; (line = strsep(&rest, "\n"));) {
        if (*line && *line != '#') {
            count_title(line, strlen(line), is_shown, counts);
        }
    }
    print_message("%s\n   em  well set  of; weakest break //    /    .  none\n", table->file);
    size_t all = 0, good = 0, torn = 0;
    for (size_t k = 0; k < WIDTHS; k++) {
        const struct counts *c = &counts[k];
        print_message("%5d %9zu %3zu %17zu %4zu %4zu %5zu\n", widths[k], c->good, c->all,
            c->weakest[GRADE_FIRST], c->weakest[GRADE_GOOD], c->weakest[GRADE_POOR],
            c->weakest[GRADE_NONE]);
        all += c->all;
        good += c->good;
        torn += c->weakest[GRADE_NONE];
    }
    print_message("  all %8.1f %%\n", 100.0 * (double)good / (double)all);
    bytes_finish(&bytes);
    return good * 100 >= all * table->least_percent && torn <= table->most_torn;
}

bool titles_as_graded(void)
{
    bool is_enough = true;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        is_enough = count_file(&tables[i]) && is_enough;
    }
    return is_enough;
}
