/* English headlines, put together by chance: where the words between spaces have room, no line
 * ends at a hyphen, nor inside a label that the headline begins with (Info Session:). */
#include "base/arena.h"
#include "base/bytes.h"
#include "chance.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { TITLES = IS_SANITIZED ? 200 : 3000, PX = 40, LEAST_EM = 8, MOST_EM = 20, WORDS = 9 };

/* What takes more than eight lines is filled, and a line of two letters is worse than a hyphen.
 */
enum { FEW = 200 };

#define PICK(list) (list)[chance((int)(sizeof(list) / sizeof *(list)))]

static void print_title(struct bytes *out)
{
    static const char *const labels[] = { "Info Session", "Career Fair", "Open Day",
        "Guest Lecture", "Call for Papers", "Welcome Week", "Lost and Found", "New Hours" };
    static const char *const words[] = { "Double", "Degree", "Programmes", "2027", "on",
        "Campus", "Registration", "and", "Tour", "for", "Families", "Main", "Library",
        "Physics", "of", "the", "Exchange", "Students", "Applications", "in", "Materials",
        "Chemistry" };
    static const char *const joined[] = { "Sino-German", "Long-Term", "State-of-the-Art",
        "Hands-on", "Low-Carbon", "Post-Graduate", "AI-Driven", "Sino-French", "Re-Opening",
        "First-Year" };
    const int count = 3 + chance(WORDS);
    if (chance(2)) {
        bytes_print(out, "%s: ", PICK(labels));
    }
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s%s", i > 0 ? " " : "", chance(4) ? PICK(words) : PICK(joined));
    }
}

static int width_of(const struct measure *measure, const struct text_style *style,
    const char *text, size_t size)
{
    struct arena arena;
    struct set_text set;
    char word[256];
    const struct set_options options = { .width_px = 100 * PX };
    snprintf(word, sizeof word, "%.*s", (int)size, text);
    const struct set_source source = { measure, style, word };
    arena_init(&arena);
    assert_true(typeset_text(&arena, &source, &options, &set));
    const int width = set.lines[0].width;
    arena_finish(&arena);
    return width;
}

/* The widest of what stands between spaces, and the label. */
static int widest_of(
    const struct measure *measure, const struct text_style *style, const char *text)
{
    const char *colon = strchr(text, ':');
    int widest = colon ? width_of(measure, style, text, (size_t)(colon - text) + 1) : 0;
    for (const char *at = text; *at;) {
        const size_t size = strcspn(at, " ");
        const int width = width_of(measure, style, at, size);
        widest = width > widest ? width : widest;
        at += size + (at[size] == ' ');
    }
    return widest;
}

struct told {
    int titles, hyphens, labels;
};

static void look_at(const struct set_text *set, const char *text, struct told *told)
{
    const char *colon = strchr(text, ':');
    int hyphens = 0;
    for (size_t i = 1; i < set->line_count; i++) {
        hyphens += text[set->lines[i].start - 1] == '-';
    }
    told->titles++;
    told->hyphens += hyphens > 0;
    told->labels +=
        colon && set->line_count > 1 && set->lines[1].start < (size_t)(colon - text);
}

static void test_break_at_spaces(void **state)
{
    (void)state;
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = PX, .bold = true, .is_title = true, .lang = "en" };
    struct told told = { 0 };
    chance_begin(18);
    for (int n = 0; n < TITLES; n++) {
        struct bytes text;
        struct arena arena;
        struct set_text set;
        bytes_init(&text);
        arena_init(&arena);
        print_title(&text);
        const struct set_options options = {
            .width_px = (LEAST_EM + chance(MOST_EM - LEAST_EM)) * PX,
            .balance = true,
        };
        const struct set_source source = { &measure, &style, text.data };
        if (widest_of(&measure, &style, text.data) <= options.width_px * MEASURE_UNIT) {
            assert_true(typeset_text(&arena, &source, &options, &set));
            look_at(&set, text.data, &told);
        }
        arena_finish(&arena);
        bytes_finish(&text);
    }
    printf("of %d titles %d end at a hyphen, %d inside a label\n", told.titles, told.hyphens,
        told.labels);
    assert_true(told.titles > TITLES / 2);
    assert_true(told.hyphens * FEW <= told.titles);
    assert_int_equal(told.labels, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_break_at_spaces) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
