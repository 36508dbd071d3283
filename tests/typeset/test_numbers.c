/* A number reads left to right in every script, and stands where a plain number would (UAX #9,
 * HL3). LOBBYCARD_SEED makes one run again, LOBBYCARD_LONG makes many sentences. */
#include "base/arena.h"
#include "base/bytes.h"
#include "base/utf8.h"
#include "chance.h"
#include "fakes/fixed_measure.h"
#include "typeset/chars/marks.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PX = 16, EM = PX * MEASURE_UNIT, SENTENCES = 3000, SENTENCES_LONG = 200000 };

static bool is_blank(uint32_t character)
{
    return character == ' ' || character == 0x3000 || character == 0xA0;
}

/* What the eye meets from left to right: a piece of right to left letters is
 * turned round as the shaper does it. */
static void print_seen(const struct set_line *line, struct bytes *out)
{
    for (size_t i = 0; i < line->piece_count; i++) {
        const char *text = line->pieces[i].text;
        size_t size = strlen(text), at = 0;
        bool turned = mark_is_right_to_left(utf8_next(text, size, &at)) &&
                      !(text[0] == '\xD9' && (unsigned char)text[1] >= 0xA0 &&
                          (unsigned char)text[1] <= 0xA9);
        int gap =
            i > 0 ? line->pieces[i].x - line->pieces[i - 1].x - line->pieces[i - 1].advance : 0;
        assert_true(gap >= 0);
        bytes_print(out, "%s", gap >= EM / 5 ? " " : "");
        if (!turned) {
            bytes_print(out, "%s", text);
            continue;
        }
        for (size_t end = size; end > 0;) {
            size_t begin = end - 1;
            while (begin > 0 && ((unsigned char)text[begin] & 0xC0) == 0x80) {
                begin--;
            }
            bytes_append(out, text + begin, end - begin);
            end = begin;
        }
    }
}

static char *without_blanks(const char *text)
{
    struct bytes out;
    bytes_init(&out);
    for (size_t at = 0, size = strlen(text); at < size;) {
        size_t begin = at;
        if (!is_blank(utf8_next(text, size, &at))) {
            bytes_append(&out, text + begin, at - begin);
        }
    }
    bytes_append(&out, "", 0);
    return out.data;
}

/* All lines as they are seen, one below the other. */
static char *seen_at(const char *text, int width_em)
{
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    struct set_options options = { .width_px = width_em * PX, .keep_half_width = true };
    struct arena arena;
    struct set_text set;
    struct bytes out;
    bytes_init(&out);
    arena_init(&arena);
    assert_true(
        typeset_text(&arena, &(struct set_source) { &measure, &style, text }, &options, &set));
    for (size_t i = 0; i < set.line_count; i++) {
        print_seen(&set.lines[i], &out);
        bytes_print(&out, "\n");
    }
    arena_finish(&arena);
    return out.data;
}

static const struct {
    const char *text, *seen;
} sentences[] = {
    /* telephone numbers */
    { "هاتف 023-65763110", "023-65763110 فتاه" },
    { "تېلېفون: 023-65763110", "023-65763110 :نوفېلېت" },
    { "טלפון 023-65763110", "023-65763110 ןופלט" },
    { "هاتف +86 23 6576 3110 مكتب", "بتكم +86 23 6576 3110 فتاه" },
    { "هاتف (023)65763110 مكتب", "بتكم (023)65763110 فتاه" },
    { "هاتف (023) 65763110 مكتب", "بتكم (023) 65763110 فتاه" },
    { "هاتف +86 (0)23-6576 3110", "+86 (0)23-6576 3110 فتاه" },
    { "هاتف 138 0000 1234", "138 0000 1234 فتاه" },
    { "هاتف 2345 6789", "2345 6789 فتاه" },
    { "هاتف 400-820-1234.", ".400-820-1234 فتاه" },
    { "هاتف 023-65763110 转 8001", "023-65763110 转 8001 فتاه" },
    { "هاتف 023-65763110 ext. 8001 مكتب", "بتكم 023-65763110 ext. 8001 فتاه" },
    { "هاتف 65763111/65763112", "65763111/65763112 فتاه" },
    { "هاتف 65763111#8001", "65763111#8001 فتاه" },
    { "هاتف ٠٢٣-٦٥٧٦", "٠٢٣-٦٥٧٦ فتاه" },
    /* each stands where it did: the first on the right */
    { "023-65763110، 023-65763111", "023-65763110، 023-65763111" },
    { "هاتف 023-65763110، 023-65763111", "023-65763111 ،023-65763110 فتاه" },
    { "غرفة 201 8:30-17:30", "8:30-17:30 201 ةفرغ" },
    /* times, ranges and dates */
    { "من 8:30-17:30 كل", "لك 8:30-17:30 نم" },
    { "من 8:30—17:30 كل", "لك 8:30—17:30 نم" },
    { "من 8:30 - 17:30 كل", "لك 8:30 - 17:30 نم" },
    { "من 8：30～17：30 كل", "لك 8：30～17：30 نم" },
    { "من 8:30 AM كل", "لك 8:30 AM نم" },
    { "يوم 2026-11-28 كل", "لك 2026-11-28 موي" },
    { "يوم 2026/11/28 8:30 كل", "لك 8:30 2026/11/28 موي" },
    { "2026-يىلى 11-ئاينىڭ 28-كۈنى", "ىنۈك-28 ڭىنيائ-11 ىلىي-2026" },
    /* rooms, prices, shares, degrees */
    { "غرفة 201-B اليوم", "مويلا 201-B ةفرغ" },
    { "غرفة B-201 اليوم", "مويلا B-201 ةفرغ" },
    { "غرفة Room 201 اليوم", "مويلا Room 201 ةفرغ" },
    { "غرفة (201) اليوم", "مويلا (201) ةفرغ" },
    { "غرفة (3-201) اليوم", "مويلا (3-201) ةفرغ" },
    { "غرفة(3-201)اليوم", "مويلا(3-201)ةفرغ" },
    { "مكتب (غرفة 3-201)", "(3-201 ةفرغ) بتكم" },
    { "بنسبة 50% اليوم", "مويلا 50% ةبسنب" },
    { "بسعر ¥12.50 اليوم", "مويلا ¥12.50 رعسب" },
    { "حرارة -5℃ اليوم", "مويلا -5℃ ةرارح" },
    { "غرفة 3号楼-201室 اليوم", "مويلا 3 号楼-201 室 ةفرغ" },
    /* in Chinese: it goes with the words that it stands behind */
    { "请到 غرفة 3-201 办理", "请到 3-201 ةفرغ 办理" },
    { "电话 هاتف 023-65763110 办公室", "电话 023-65763110 فتاه 办公室" },
    { "电话 023-65763110 هاتف", "电话 023-65763110 فتاه" },
    /* with letters it is a word of theirs, which begins a paragraph on their side */
    { "电话 هاتف 办公室在3-201室", "电话 فتاه 办公室在 3-201 室" },
    { "A-201 مكتب", "A-201 بتكم" },
    /* no number, or one that is none */
    { "ab سر24cd", "ab 24رسcd" },
    { "سر-بي", "يب-رس" },
};

static void test_sentences(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        char *seen = seen_at(sentences[i].text, 80);
        seen[strlen(seen) - 1] = '\0';
        if (strcmp(seen, sentences[i].seen) != 0) {
            print_error("%s: seen %s, not %s\n", sentences[i].text, seen, sentences[i].seen);
            wrong++;
        }
        free(seen);
    }
    assert_int_equal(wrong, 0);
}

/* As people write them. */
static void print_number(struct bytes *out)
{
    unsigned a = 1000 + chance(9000), b = 1000 + chance(9000), h = 1 + chance(12);
    switch (chance(20)) {
    case 0:
        bytes_print(out, "023-%u%u", a, b);
        break;
    case 1:
        bytes_print(out, "(0%u)%u%u", 10 + chance(80), a, b);
        break;
    case 2:
        bytes_print(out, "(023) %u%u", a, b);
        break;
    case 3:
        bytes_print(out, "+86 23 %u %u", a, b);
        break;
    case 4:
        bytes_print(out, "+86-138-%u-%u", a, b);
        break;
    case 5:
        bytes_print(out, "400-820-%u", a);
        break;
    case 6:
        bytes_print(out, "138 %u %u", a, b);
        break;
    case 7:
        bytes_print(out, "%u:30-%u:45", h, h + 3);
        break;
    case 8:
        bytes_print(out, "%02u:00—%u:00", h, h + 9);
        break;
    case 9:
        bytes_print(out, "%u:15～%u:15", h, h + 1);
        break;
    case 10:
        bytes_print(out, "2026-%02u-%02u", h, h + 10);
        break;
    case 11:
        bytes_print(out, "%u/%u/2026", h + 10, h);
        break;
    case 12:
        bytes_print(out, "2026.%u.%u", h, h + 10);
        break;
    case 13:
        bytes_print(out, "%u-%u", h, 100 + chance(900));
        break;
    case 14:
        bytes_print(out, "%u-%c", 100 + chance(900), 'A' + (int)chance(26));
        break;
    case 15:
        bytes_print(out, "%u%%", h);
        break;
    case 16:
        bytes_print(out, "¥%u.%02u", h, h);
        break;
    case 17:
        bytes_print(out, "023-%u%u转%u", a, b, 8000 + h);
        break;
    case 18:
        bytes_print(out, "%u:00 - %u:00", h, h + 2);
        break;
    default:
        bytes_print(out, "%u", a);
    }
}

static const char *const words[][8] = {
    { "هاتف", "المكتب", "غرفة", "من", "الدوام", "مكتب", "القبول", "يوم" },
    { "تېلېفون", "ئىشخانا", "نومۇرى", "ۋاقتى", "ياتاق", "كۈنى", "مەكتەپ", "ھەر" },
    { "טלפון", "משרד", "חדר", "שעות", "יום", "הרשמה", "בניין", "כל" },
};
static const char *const marks[] = { "، ", " ", " ", ": ", ". ", " — ", "؛ ", " / " };

struct made {
    struct bytes text;
    char *numbers[8];
    size_t count;
};

/* Words of one script, now and then a Latin or Chinese one, and numbers between them. */
static void make_sentence(struct made *made, bool is_mixed)
{
    const char *const *script = words[chance(3)];
    bytes_init(&made->text);
    made->count = 0;
    int parts = 2 + (int)chance(12);
    bytes_print(&made->text, "%s", script[chance(8)]);
    for (int i = 0; i < parts; i++) {
        bytes_print(&made->text, "%s", marks[chance(8)]);
        if (chance(2) && made->count < 8) {
            struct bytes number;
            bytes_init(&number);
            print_number(&number);
            bytes_print(&made->text, "%s", number.data);
            made->numbers[made->count++] = number.data;
            /* Two numbers with nothing but a space between them may be one. */
            bytes_print(&made->text, "%s%s", chance(6) ? " " : "، ", script[chance(8)]);
        } else {
            static const char *const others[] = { "Room", "办公室", "Library", "North Gate" };
            bytes_print(&made->text, "%s",
                is_mixed && chance(3) == 0 ? others[chance(4)] : script[chance(8)]);
        }
    }
}

static void forget(struct made *made)
{
    for (size_t i = 0; i < made->count; i++) {
        free(made->numbers[i]);
    }
    bytes_finish(&made->text);
}

/* Each number whole on one line, as it was written; without other scripts, in the order of the
 * text from right to left. */
static bool is_right(const struct made *made, int width_em, bool is_mixed)
{
    bool right = true;
    char *spaced = seen_at(made->text.data, width_em), *seen = without_blanks(spaced);
    const char *before = NULL;
    for (size_t i = 0; i < made->count; i++) {
        char *number = without_blanks(made->numbers[i]);
        const char *found = strstr(seen, number);
        /* The same number may be there twice, or as a part of another. */
        bool is_once = found && !strstr(found + 1, number);
        if (!found || (is_once && before && found > before && !is_mixed && width_em > 500)) {
            print_error("%s in: %s\nseen: %s\n", made->numbers[i], made->text.data, spaced);
            right = false;
        }
        before = is_once ? found : before;
        free(number);
    }
    free(seen);
    free(spaced);
    return right;
}

static void test_any_sentence(void **state)
{
    (void)state;
    int count = (int)how_many(SENTENCES, SENTENCES_LONG);
    chance_begin(20261129);
    int wrong = 0;
    for (int i = 0; i < count && wrong < 5; i++) {
        struct made made;
        bool is_mixed = chance(2);
        make_sentence(&made, is_mixed);
        wrong += !is_right(&made, chance(2) ? 1000 : 24 + (int)chance(30), is_mixed);
        forget(&made);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_any_sentence) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
