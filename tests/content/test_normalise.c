/* What is done to text before it is shown, rule by rule, and what folds to what. */
#include "base/arena.h"
#include "base/utf8.h"
#include "chance.h"
#include "content/text/normalise.h"

#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uspoof.h>

#include <cmocka.h>

static const struct {
    const char *what, *text, *line; /* line: what is shown of it in one line */
} shown[] = {
    { "nothing", "", "" },
    { "ordinary", "九寨沟 3 日游", "九寨沟 3 日游" },
    { "C0 controls",
        "a\x01\x02\x07\x08\x1B\x1F"
        "b",
        "ab" },
    { "delete",
        "a\x7F"
        "b",
        "ab" },
    { "C1 controls",
        "a\xC2\x80\xC2\x9F"
        "b",
        "ab" },
    { "next line",
        "a\xC2\x85"
        "b",
        "a b" },
    { "plain, with spaces at its ends", " Reading room ", "Reading room" },
    { "plain, with a space at its end", "Reading room ", "Reading room" },
    { "plain, with two spaces", "Reading  room", "Reading room" },
    { "the space of A3A0", "王\uE5E5某", "王　某" },
    { "private-use characters of GB 18030-2000", "王\uE863、\uE815\uE816\uE864",
        "王䶮、⺁𠂇龻" },
    { "many of two units", "\uE816\uE816\uE816\uE816\uE816\uE816\uE816\uE816\uE816\uE816",
        "𠂇𠂇𠂇𠂇𠂇𠂇𠂇𠂇𠂇𠂇" },
    { "other private-use characters stay, for 〓", "王\uE000\uF8FF", "王\uE000\uF8FF" },
    { "bullets of Word's Symbol and Wingdings", "\uF0B7一\uF06C二\uF0D8三\uF0FC四\uF020五",
        "•一●二▶三√四\uF020五" },
    { "soft hyphen", "开\xC2\xAD学", "开学" },
    { "bidi marks", "a\u200Eb\u200Fc\u061Cd", "abcd" },
    { "bidi embeddings", "a\u202Ab\u202Bc\u202Cd", "abcd" },
    { "bidi overrides", "a\u202Db\u202Ec", "abc" },
    { "bidi isolates", "a\u2066b\u2067c\u2068d\u2069e", "abcde" },
    { "zero-width space", "六\u200B合", "六合" },
    { "word joiner", "六\u2060合", "六合" },
    { "byte order mark", "\uFEFF六\uFEFF合", "六合" },
    { "invisible operators", "a\u2061b\u2062c\u2063d\u2064e", "abcde" },
    { "deprecated format characters", "a\u206Ab\u206Fc", "abc" },
    { "combining grapheme joiner", "a\u034Fb", "ab" },
    { "Hangul fillers", "a\u115F\u1160\u3164\uFFA0b", "ab" },
    { "Mongolian vowel separator", "a\u180Eb", "ab" },
    { "interlinear annotation", "a\uFFF9b\uFFFAc\uFFFBd", "abcd" },
    { "noncharacters", "a\uFDD0b\uFFFEc", "abc" },
    { "tag characters", "六\U000E0061\U000E007F合", "六合" },
    { "zero-width joiner between Han", "六\u200D合", "六合" },
    { "non-joiner between Latin", "a\u200Cb", "ab" },
    { "joiners at the ends", "\u200D六\u200C", "六" },
    { "non-joiner in Persian stays", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645" },
    { "joiner in Devanagari stays", "\u0915\u094D\u200D\u0937", "\u0915\u094D\u200D\u0937" },
    { "joiner of a family stays", "\U0001F468\u200D\U0001F469\u200D\U0001F467",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467" },
    { "joiner between emoji and Han", "\U0001F468\u200D六", "\U0001F468六" },
    { "emoji selector on an emoji stays", "\u2764\uFE0F", "\u2764\uFE0F" },
    { "text selector on an emoji stays", "\u2764\uFE0E", "\u2764\uFE0E" },
    { "keycap stays", "1\uFE0F\u20E3", "1\uFE0F\u20E3" },
    { "emoji selector on Han", "六\uFE0F合", "六合" },
    { "emoji selector on Latin", "a\uFE0Fb", "ab" },
    { "ideographic selector on Han stays", "葛\U000E0100飾", "葛\U000E0100飾" },
    { "ideographic selector on Latin", "a\U000E0100b", "ab" },
    { "selector at the start", "\uFE0F六", "六" },
    { "two selectors", "\u2764\uFE0F\uFE0F", "\u2764\uFE0F" },
    { "unused selectors", "六\uFE05合", "六合" },
    { "Mongolian selector on Mongolian stays", "\u1820\u180B", "\u1820\u180B" },
    { "Mongolian selector on Han", "六\u180B合", "六合" },
    { "three marks", "a\u0316\u0317\u0318b", "a\u0316\u0317\u0318b" },
    { "four marks", "a\u0316\u0317\u0318\u0319b", "a\u0316\u0317\u0318b" },
    { "marks count again on the next", "a\u0316\u0317\u0318b\u0319",
        "a\u0316\u0317\u0318b\u0319" },
    { "a mark without a base", "\u0301a", "a" },
    { "a mark behind a space", "a \u0301b", "a b" },
    { "marks hidden by a control", "a\u0316\u0317\u200B\u0318\u0319b", "a\u0316\u0317\u0318b" },
    { "marks hidden by a selector", "六\u0316\u0317\uFE0F\u0318\u0319",
        "六\u0316\u0317\u0318" },
    { "composed", "e\u0301cole",
        "\xC3\xA9"
        "cole" },
    { "compatibility ideographs", "\xEF\xA7\x91", "六" },
    { "full-width stays as it is", "６Ａ", "６Ａ" },
    { "white space", "  a \t\u00A0 b\u3000", "a b" },
    { "wide white space", "a\u3000\u3000b", "a\u3000b" },
    { "wide and narrow", "a \u3000b", "a b" },
    { "all kinds of it", "a\u1680\u2003\u202F\u205Fb", "a b" },
    { "line ends", "a\r\nb\rc\n\n\nd\u2028e\u2029f", "a b c d e f" },
    { "a tag", "开<b>学</b>典礼", "开学典礼" },
    { "a tag that ends a line", "开学<br/>典礼", "开学 典礼" },
    { "a script", "开<script>alert(1)</script>学", "开学" },
    { "no tags", "3 < 5 > 2, a<b", "3 < 5 > 2, a<b" },
    { "entities", "A&amp;B&nbsp;C&#x4E5D;&#32918;", "A&B C九肖" },
    { "hidden in entities", "六&#8203;合&#x202E;彩", "六合彩" },
};

static void test_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct arena arena;
        bool is_cut;
        arena_init(&arena);
        const char *line = normalise_shown(&arena, shown[i].text, true, 500, &is_cut);
        assert_non_null(line);
        if (strcmp(line, shown[i].line) != 0 || is_cut) {
            fail_msg("%s: \"%s\", not \"%s\"", shown[i].what, line, shown[i].line);
        }
        /* Once more it is as it was. */
        assert_string_equal(normalise_shown(&arena, line, true, 500, &is_cut), line);
        arena_finish(&arena);
    }
}

static void test_paragraphs(void **state)
{
    (void)state;
    struct arena arena;
    bool is_cut;
    arena_init(&arena);
    assert_string_equal(
        normalise_shown(&arena, " a \r\n b\n\n\n\nc<p>d</p>e \n", false, 500, &is_cut),
        "a\nb\n\nc\nd\ne");
    arena_finish(&arena);
}

/* A zero-width space in front is dropped, and has all rules gone through. */
static void check_short_cut(const char *text, bool one_line, size_t most)
{
    struct arena arena;
    bool is_cut, is_cut_too;
    arena_init(&arena);
    const char *shown_so = normalise_shown(&arena, text, one_line, most, &is_cut);
    const char *slowly = normalise_shown(
        &arena, arena_printf(&arena, "\u200B%s", text), one_line, most, &is_cut_too);
    if (!shown_so || !slowly || strcmp(shown_so, slowly) != 0 || is_cut != is_cut_too) {
        fail_msg("\"%s\" is shown as \"%s\", by all rules as \"%s\"", text, shown_so, slowly);
    }
    arena_finish(&arena);
}

/* Text that needs nothing is told at a look: each character between others, and any of them. */
static void test_short_cut(void **state)
{
    (void)state;
    static const char *const pieces[] = { "字", "一", "龥", "鿿", "，", "。", "「", "】", "（",
        "～", "“", "…", "a", "Z", "9", " ", " ", "  ", "\n", "\t", "<b>", "<", "&amp;", "&",
        "\u0301", "\u3099", "\u302A", "\uFF9E", "\uF900", "\u2003", "\u3000", "\u200D",
        "\uFE0F", "\u2329", "\u037E", "\uAC00", "\u11A8", "\uE863", "か", "é", "\U00020000",
        "]]>" };
    const int count = sizeof pieces / sizeof *pieces;
    char text[200];
    for (uint32_t c = 1; c < 0x11000; c++) {
        char encoded[5] = "";
        if (utf8_encode(c, encoded) > 0 && c != '<' && c != '&') {
            snprintf(text, sizeof text, "字%s字a%sb", encoded, encoded);
            check_short_cut(text, true, 500);
        }
    }
    chance_begin(20261130);
    for (int i = (int)how_many(20000, 500000); i > 0; i--) {
        size_t size = 0;
        int usual = chance(3) ? 17 : count; /* mostly of what needs nothing */
        for (int n = chance(12); n >= 0; n--) {
            size +=
                (size_t)snprintf(text + size, sizeof text - size, "%s", pieces[chance(usual)]);
        }
        check_short_cut(text, chance(2), chance(4) ? 500 : 1 + (size_t)chance(6));
    }
}

/* Lengths count what readers see as one character, and end between two of them. */
static void test_lengths(void **state)
{
    (void)state;
    static const struct {
        const char *text, *cut; /* behind three clusters; NULL: not at all */
    } cases[] = {
        { "九寨沟", NULL },
        { "九寨沟游", "九寨沟" },
        { "abcd", "abc" },
        { "e\u0316x\u0317y\u0318z", "e\u0316x\u0317y\u0318" },
        { "\U0001F468\u200D\U0001F469\u200D\U0001F467ab", NULL },
        { "\U0001F1E8\U0001F1F3\U0001F1E8\U0001F1F3ab",
            "\U0001F1E8\U0001F1F3\U0001F1E8\U0001F1F3a" },
        { "ab1\uFE0F\u20E3c", "ab1\uFE0F\u20E3" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        bool is_cut;
        arena_init(&arena);
        const char *line = normalise_shown(&arena, cases[i].text, true, 3, &is_cut);
        assert_string_equal(line, cases[i].cut ? cases[i].cut : cases[i].text);
        assert_int_equal(is_cut, cases[i].cut != NULL);
        arena_finish(&arena);
    }
}

/* No cluster is a way around the length: conjoining letters and joined emoji have no end. */
static void test_endless_clusters(void **state)
{
    (void)state;
    static const char *const pieces[] = { "\u1100", "\U0001F468\u200D", "\u0915\u094D\u200D" };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct arena arena;
        bool is_cut;
        char text[40000] = "";
        size_t size = 0, length = strlen(pieces[i]);
        while (size + length < sizeof text - 1) {
            memcpy(text + size, pieces[i], length);
            size += length;
        }
        arena_init(&arena);
        const char *line = normalise_shown(&arena, text, true, 100, &is_cut);
        assert_true(is_cut);
        assert_true(strlen(line) <= 100 * 8 * 3);
        assert_true(strlen(line) > 100);
        arena_finish(&arena);
    }
}

/* Every form of a digit, by itself. */
static void test_digits(void **state)
{
    (void)state;
    static const char *const forms[] = { "9", "９", "九", "玖", "⑨", "⑼", "⒐", "㊈", "㈨", "❾",
        "➒", "٩", "۹", "९", "𝟗", "𝟡", "𝟿", "⁹", "₉", "Ⅸ", "ⅸ", "🄊", "⓽", "〩" };
    struct error error;
    struct text_folder *folder = text_folder_create(&error);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct arena arena;
        arena_init(&arena);
        const char *folded = text_folder_fold(folder, &arena, forms[i]);
        if (strcmp(folded, "9") != 0) {
            fail_msg("%s folds to \"%s\"", forms[i], folded);
        }
        arena_finish(&arena);
    }
    text_folder_destroy(folder);
}

static void test_one_thing(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "六合彩", "六·合·彩" },
        { "六合彩", "六 合 彩" },
        { "六合彩", "六－合－彩" },
        { "六合彩", "六_合*彩" },
        { "六合彩", "六丨合丶彩" },
        { "六合彩", "6合彩" },
        { "六合彩", "陸合彩" },
        { "六合彩", "【六】合彩！" },
        { "六合彩", "六\u0336合\u0336彩\u0336" },
        { "六合彩", "㊅合彩" },
        { "六合彩", "六\U0001F525合\U0001F525彩" },
        { "开户送金", "開戶送金" },
        { "赌场", "賭場" },
        { "体彩", "體彩" },
        { "casino", "CASINO" },
        { "casino", "ｃａｓｉｎｏ" },
        { "casino", "c\u0430sin\u043E" },
        { "casino", "\U0001D41C\U0001D41A\U0001D42C\U0001D422\U0001D427\U0001D428" },
        { "casino", "ⓒⓐⓢⓘⓝⓞ" },
        { "casino", "c-a-s-i-n-o" },
        { "casino", "cásíño" },
        { "qq", "ＱＱ" },
    };
    struct error error;
    struct text_folder *folder = text_folder_create(&error);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct arena arena;
        arena_init(&arena);
        const char *a = text_folder_fold(folder, &arena, pairs[i][0]);
        const char *b = text_folder_fold(folder, &arena, pairs[i][1]);
        if (strcmp(a, b) != 0) {
            fail_msg("%s folds to \"%s\", %s to \"%s\"", pairs[i][0], a, pairs[i][1], b);
        }
        arena_finish(&arena);
    }
    text_folder_destroy(folder);
}

static bool is_out;

#define QUOTED(name) #name
#define NAME_OF(name) QUOTED(name)

/* Found before ICU's own. */
USpoofChecker *uspoof_open(UErrorCode *status)
{
    USpoofChecker *(*real)(UErrorCode *);
    *(void **)&real = dlsym(RTLD_NEXT, NAME_OF(uspoof_open));
    assert_non_null(real);
    if (is_out) {
        *status = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    return real(status);
}

/* A letter that cannot be looked up for want of memory comes to nothing neither now nor later.
 */
static void test_no_memory(void **state)
{
    enum { CYRILLIC_A = 0x430 };
    struct error error;
    struct text_folder *folder = text_folder_create(&error);
    (void)state;
    assert_non_null(folder);
    is_out = true;
    assert_null(text_folder_look(folder, CYRILLIC_A));
    assert_non_null(text_folder_look(folder, 'a'));
    is_out = false;
    const struct folded *folded = text_folder_look(folder, CYRILLIC_A);
    assert_non_null(folded);
    assert_int_equal(folded->count, 1);
    assert_int_equal(folded->letter, 'a');
    text_folder_destroy(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shown),
        cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_short_cut),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_endless_clusters),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_one_thing),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
