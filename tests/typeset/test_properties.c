/* What holds for every text: random strings of Han, marks, words, figures and white space. */
#include "base/arena.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static uint32_t random_state;

static uint32_t next_random(uint32_t below)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % below;
}

static void add_random(char *text, const char *const *from, size_t count)
{
    strcat(text, from[next_random((uint32_t)count)]);
}

/* Marks come at most three in a row and words at most as long as six em, so that at twenty em
 * nothing ever has to be forced. */
static void make_text(char *text, size_t parts)
{
    static const char *const han[] = { "重庆", "学", "院", "招生", "人", "的", "大会", "年",
        "第", "一", "转" };
    static const char *const marks[] = { "，", "。", "、", "：", "；", "？", "！", "（", "）",
        "《", "》", "“", "”", "‘", "’", "——", "……", "·", "～", ",", ":", "!", "(", ")", "?",
        "／" };
    static const char *const words[] = { "Linux", "a", "C++", "2024", "50%", "￥12", "8:30",
        "023-65763111", "Wi-Fi", "http://a.cn/b/c", "x@y.cn", "3.5", "-5℃", "e\xCC\x81",
        "don’t" };
    static const char *const blanks[] = { " ", "  ", "\t", "\xE3\x80\x80", "\n", "\r\n",
        "\xE2\x80\x8B" };
    text[0] = '\0';
    for (size_t i = 0; i < parts; i++) {
        switch (next_random(8)) {
        case 0:
        case 1:
            for (uint32_t n = next_random(3); n > 0; n--) {
                add_random(text, marks, sizeof marks / sizeof *marks);
            }
            break;
        case 2:
            add_random(text, words, sizeof words / sizeof *words);
            break;
        case 3:
            add_random(text, blanks, sizeof blanks / sizeof *blanks);
            break;
        default:
            break;
        }
        add_random(text, han, sizeof han / sizeof *han);
    }
}

/* The text without white space and ignorable characters, full-width marks as half-width ones:
 * what the source and its lines have in common. */
static void put_essence(const char *text, char *out)
{
    size_t size = strlen(text), length = strlen(out);
    for (size_t at = 0; at < size;) {
        uint32_t c = utf8_next(text, size, &at);
        if (c == ' ' || c == 0x3000 || c == 0xA0 || mark_is_ignorable(c)) {
            continue;
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            c = c - 0xFF00 + 0x20;
        }
        c = c == 0x2019 ? '\'' : c;
        length += utf8_encode(c, out + length);
    }
    out[length] = '\0';
}

static uint32_t first_of(const char *text)
{
    size_t at = 0;
    return utf8_next(text, strlen(text) + 1, &at);
}

static uint32_t last_of(const char *text)
{
    uint32_t last = 0;
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        last = utf8_next(text, size, &at);
    }
    return last;
}

struct trial {
    char text[8192], wanted[8192], found[8192];
    struct set_text set;
    struct set_options options;
    int px;
};

static void check_whole(struct trial *trial)
{
    trial->wanted[0] = trial->found[0] = '\0';
    put_essence(trial->text, trial->wanted);
    size_t end = 0;
    for (size_t i = 0; i < trial->set.line_count; i++) {
        const struct set_line *line = &trial->set.lines[i];
        put_essence(line->text, trial->found);
        assert_true(line->start >= end && line->end > line->start);
        end = line->end;
        assert_int_not_equal(line->text[0], ' ');
        assert_int_not_equal(last_of(line->text), ' ');
    }
    assert_true(end <= strlen(trial->text));
    assert_string_equal(trial->found, trial->wanted);
}

static void check_widths(const struct trial *trial)
{
    int width = trial->options.width_px * MEASURE_UNIT;
    for (size_t i = 0; i < trial->set.line_count; i++) {
        const struct set_line *line = &trial->set.lines[i];
        if (line->width > width && line->piece_count > 1) {
            fail_msg("%d wide, not %d: %s", line->width, width, line->text);
        }
        for (size_t k = 1; k < line->piece_count; k++) {
            const struct piece *piece = &line->pieces[k];
            bool is_quote = strcmp(piece->text, "‘") == 0 || strcmp(piece[-1].text, "’") == 0;
            int most = trial->px * MEASURE_UNIT * (is_quote ? 3 : 2) / 4;
            assert_true(piece->x >= piece[-1].x + piece[-1].advance - most);
        }
    }
}

static void check_edges(const struct trial *trial)
{
    for (size_t i = 0; i < trial->set.line_count; i++) {
        const struct set_line *line = &trial->set.lines[i];
        bool begins = i == 0 || trial->set.lines[i - 1].paragraph_end;
        bool is_subtitle =
            trial->options.balance && strncmp(line->text, "——", strlen("——")) == 0;
        if (!begins && !is_subtitle && mark_not_first(first_of(line->text))) {
            fail_msg("begins badly: %s\nof %s", line->text, trial->text);
        }
        if (!line->paragraph_end && mark_not_last(last_of(line->text))) {
            fail_msg("ends badly: %s\nof %s", line->text, trial->text);
        }
    }
}

static void run(int em, int rounds, bool edges)
{
    struct measure measure = fixed_measure(NULL);
    static struct trial trial;
    for (int round = 0; round < rounds; round++) {
        struct arena arena;
        arena_init(&arena);
        trial.px = 16;
        trial.options = (struct set_options) {
            .width_px = trial.px * em,
            .indent_em = next_random(2) ? 2 : 0,
            .align = next_random(2) ? SET_JUSTIFY : SET_LEFT,
            .balance = next_random(4) == 0,
            .keep_half_width = next_random(4) == 0,
        };
        make_text(trial.text, 1 + next_random(60));
        struct text_style style = { .px = trial.px };
        assert_true(typeset_text(&arena, &(struct set_source) { &measure, &style, trial.text },
            &trial.options, &trial.set));
        check_whole(&trial);
        check_widths(&trial);
        if (edges) {
            check_edges(&trial);
        }
        arena_finish(&arena);
    }
}

static void test_wide_lines(void **state)
{
    (void)state;
    random_state = 1;
    run(20, 1500, true);
    run(27, 1000, true);
}

static void test_narrow_lines(void **state)
{
    (void)state;
    random_state = 2;
    for (int em = 1; em < 10; em++) {
        run(em, 200, false);
    }
}

/* A justified line is full, or it is a paragraph's last, or it could not be filled within the
 * limits of CLREQ 3.5.4: then it is set as if it were not justified. */
static void test_justified_lines_are_full(void **state)
{
    (void)state;
    random_state = 3;
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = 16 };
    static char text[8192];
    size_t full = 0, all = 0;
    for (int round = 0; round < 300; round++) {
        struct arena arena;
        arena_init(&arena);
        make_text(text, 80);
        struct set_options options = { .width_px = 25 * style.px, .align = SET_JUSTIFY };
        struct set_text set;
        assert_true(typeset_text(
            &arena, &(struct set_source) { &measure, &style, text }, &options, &set));
        for (size_t i = 0; i < set.line_count; i++) {
            if (!set.lines[i].paragraph_end) {
                all++;
                full += set.lines[i].width == 25 * style.px * MEASURE_UNIT;
            }
        }
        arena_finish(&arena);
    }
    assert_in_range(full * 100 / all, 98, 100);
}

/* Each unit is measured once, and the work grows with the text, not with its square. */
static void test_measures_once(void **state)
{
    (void)state;
    static char text[3 * 5000 + 1];
    for (size_t i = 0; i < 5000; i++) {
        strcpy(text + 3 * i, "文");
    }
    size_t calls = 0;
    struct measure measure = fixed_measure(&calls);
    struct text_style style = { .px = 16 };
    struct arena arena;
    arena_init(&arena);
    struct set_options options = { .width_px = 400 };
    struct set_text set;
    assert_true(
        typeset_text(&arena, &(struct set_source) { &measure, &style, text }, &options, &set));
    assert_int_equal(calls, 5000);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wide_lines),
        cmocka_unit_test(test_narrow_lines),
        cmocka_unit_test(test_justified_lines_are_full),
        cmocka_unit_test(test_measures_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
