/* Texts that no edge holds straight: marks of one width in every line, and lines that end where
 * two readers let one end (graded.h). The texts are headlines of theirs, joined to sentences.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "fakes/fixed_measure.h"
#include "graded.h"
#include "typeset/chars/marks.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    PX = 16,
    HEADLINES = 512,
    TEXTS = 200,
    FEWEST_EM = 8,
    MOST_EM = 32,
    STEP_EM = 3,
    TORN_MOST = 90, /* lines in a thousand; filled without a look at words, 390 */
};

static struct graded headlines[HEADLINES];
static size_t headline_count;

static int read_headlines(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_ROOT "/tests/data/titles_graded.tsv", "r");
    char line[2 * GRADED_MAX];
    while (file && headline_count < HEADLINES && fgets(line, sizeof line, file)) {
        size_t size = strcspn(line, "\t\n");
        if (size > 0 && line[0] != '#') {
            headlines[headline_count++] = graded_read(line, size);
        }
    }
    return file ? fclose(file) : -1;
}

static uint32_t random_state = 12;

static uint32_t next_random(uint32_t below)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % below;
}

struct text {
    char text[4 * GRADED_MAX];
    bool may_end[4 * GRADED_MAX]; /* a line, before that byte */
};

static void make_text(struct text *text)
{
    static const char *const marks[] = { "，", "。", "；" };
    size_t size = 0;
    memset(text, 0, sizeof *text);
    for (uint32_t n = 1 + next_random(3); n > 0; n--) {
        const struct graded *one = &headlines[next_random((uint32_t)headline_count)];
        for (size_t i = 0; one->text[i]; i++) {
            text->text[size] = one->text[i];
            text->may_end[size++] = i == 0 || one->grades[i] != GRADE_NONE;
        }
        const char *mark = marks[n == 1 ? 1 : next_random(3)];
        size = (size_t)(stpcpy(text->text + size, mark) - text->text);
    }
}

static void set_text(
    struct arena *arena, const char *text, int em, bool by_words, struct set_text *set)
{
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = PX };
    const struct set_source source = { &measure, &style, text };
    const struct set_options options = { .width_px = em * PX, .whole_words = by_words };
    assert_true(typeset_text(arena, &source, &options, set));
}

static enum unit_class class_of(const char *text)
{
    size_t at = 0;
    return mark_class(utf8_next(text, strlen(text), &at));
}

/* A pause or stop before Han takes its em, an opening mark behind Han too. */
static void check_marks(const struct set_line *line)
{
    for (size_t i = 0; i + 1 < line->piece_count; i++) {
        const struct piece *piece = &line->pieces[i];
        enum unit_class class = class_of(piece->text), next = class_of(piece[1].text);
        bool is_behind = (class == UNIT_COMMA || class == UNIT_STOP || class == UNIT_CLOSE) &&
                         next == UNIT_HAN;
        bool is_before = class == UNIT_HAN && next == UNIT_OPEN;
        int stands = piece[1].x - piece->x;
        /* At the line's start its blank half is outside. */
        if ((is_behind || is_before) && stands < PX * MEASURE_UNIT) {
            fail_msg(
                "%s: %s takes %d of %d", line->text, piece->text, stands, PX * MEASURE_UNIT);
        }
    }
}

static void test_marks_are_not_squeezed(void **state)
{
    (void)state;
    static struct text text;
    for (int i = 0; i < TEXTS; i++) {
        make_text(&text);
        for (int em = FEWEST_EM; em <= MOST_EM; em += STEP_EM) {
            struct arena arena;
            struct set_text set;
            arena_init(&arena);
            set_text(&arena, text.text, em, i % 2, &set);
            for (size_t k = 0; k < set.line_count; k++) {
                check_marks(&set.lines[k]);
            }
            arena_finish(&arena);
        }
    }
}

/* Where a text may have so many lines only, its marks give way before it is cut. */
static void test_marks_give_way_to_the_room(void **state)
{
    (void)state;
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = PX };
    const struct set_source source = { &measure, &style, "图书馆，今日闭馆。" };
    struct set_options options = { .width_px = 8 * PX, .max_lines = 1 };
    struct arena arena;
    struct set_text set;
    arena_init(&arena);
    assert_true(typeset_text(&arena, &source, &options, &set));
    assert_int_equal(set.line_count, 1);
    options.max_lines = 2;
    assert_true(typeset_text(&arena, &source, &options, &set));
    assert_int_equal(set.line_count, 2);
    options.max_lines = 1;
    assert_true(typeset_text(&arena, &source, &options, &set));
    assert_int_equal(set.line_count, 1);
    arena_finish(&arena);
}

static size_t count_torn(const struct text *text, const struct set_text *set, bool is_shown)
{
    size_t torn = 0;
    for (size_t k = 1; k < set->line_count; k++) {
        bool is_torn = !text->may_end[set->lines[k].start];
        if (is_torn && is_shown) {
            printf("%s|%s\n", set->lines[k - 1].text, set->lines[k].text);
        }
        torn += is_torn;
    }
    return torn;
}

/* No text has more than one line more, for words that would be parted else. */
static void test_words_stay_whole(void **state)
{
    (void)state;
    static struct text text;
    size_t torn = 0, lines = 0, more = 0, torn_before = 0, lines_before = 0;
    for (int i = 0; i < TEXTS; i++) {
        make_text(&text);
        for (int em = FEWEST_EM; em <= MOST_EM; em += STEP_EM) {
            struct arena arena;
            struct set_text set, filled;
            arena_init(&arena);
            set_text(&arena, text.text, em, true, &set);
            set_text(&arena, text.text, em, false, &filled);
            torn += count_torn(&text, &set, getenv("SHOWN"));
            torn_before += count_torn(&text, &filled, false);
            lines += set.line_count;
            lines_before += filled.line_count;
            assert_true(set.line_count <= filled.line_count + 1);
            more += set.line_count > filled.line_count;
            arena_finish(&arena);
        }
    }
    printf("%zu of %zu lines end where none may (%zu of %zu filled), %zu texts have one more\n",
        torn, lines, torn_before, lines_before, more);
    assert_true(torn * 1000 <= lines * TORN_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks_are_not_squeezed),
        cmocka_unit_test(test_marks_give_way_to_the_room),
        cmocka_unit_test(test_words_stay_whole),
    };
    return cmocka_run_group_tests(tests, read_headlines, NULL);
}
