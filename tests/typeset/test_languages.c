/* Paragraphs of one language and of many: nothing of them is lost, their edges and indents are
 * as their language has them, and only such words are parted as may be. */
#include "base/arena.h"
#include "base/language/language_tag.h"
#include "chance.h"
#include "fakes/fixed_measure.h"
#include "typeset/hyphens.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PX = 16, EM = PX * MEASURE_UNIT, TEXT_BYTES = 8192 };

static const char HYPHEN[] = "‐"; /* as set_line.text has it */

enum tongue { ENGLISH, CHINESE, JAPANESE, KOREAN, ARABIC, HEBREW, THAI, TIBETAN, TONGUES };

static const char *const words[TONGUES][8] = {
    { "internationalisation", "the", "students", "Comprehensive", "UNESCO", "C919",
        "representatives", "a" },
    { "学校", "招生", "的", "第十八届", "2026年", "运动会", "人", "图书馆" },
    { "学校の", "コミュニケーション", "です", "図書館", "ひらがな", "第3回", "と", "東京" },
    { "도서관", "이용시간이", "16일부터", "한다", "간호기능대회", "2,300명으로", "총장은",
        "수" },
    { "الكلية", "في", "أُقيم", "2026", "المهارات", "023-65763110", "C919", "من" },
    { "המכללה", "של", "16", "סטודנטים", "ל-20", "9:00–17:00", "יונטינג", "גם" },
    { "วิทยาลัย", "ห้องสมุด", "600", "คน", "เปิด", "ที่", "กำหนดการ", "วัน" },
    { "སློབ་གྲྭ་", "ལག་རྩལ་", "ཆེན་མོ།", "640", "བརྒྱབས་", "དཔེ་མཛོད་", "རེད།", "ས" },
};

static const char *const langs[] = { NULL, "zh-Hans", "zh-TW", "en", "en-GB", "ja", "ko", "ar",
    "he", "ug", "th", "bo", "de" };

struct trial {
    char text[TEXT_BYTES];
    const char *lang;
    struct set_options options;
    struct arena arena;
    struct set_text set;
};

/* Words of the languages whose bit is set, with a space between most. */
static void make_text(char *text, unsigned tongues, int count)
{
    char *end = text;
    for (int i = 0; i < count; i++) {
        int tongue = chance(TONGUES);
        while (!(tongues >> tongue & 1)) {
            tongue = (tongue + 1) % TONGUES;
        }
        end = stpcpy(end, words[tongue][chance(8)]);
        bool has_spaces = tongue != CHINESE && tongue != JAPANESE && tongue != TIBETAN;
        end = stpcpy(end, has_spaces || chance(4) == 0 ? (chance(9) ? " " : ", ") : "");
    }
}

static void set(struct trial *trial)
{
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = PX, .lang = trial->lang };
    const struct set_source source = { &measure, &style, trial->text };
    arena_init(&trial->arena);
    assert_true(typeset_text(&trial->arena, &source, &trial->options, &trial->set));
}

static void begin(struct trial *trial, unsigned tongues, int em)
{
    trial->lang = langs[chance(sizeof langs / sizeof *langs)];
    trial->options = (struct set_options) { .width_px = em * PX,
        .indent_em = 2,
        .align = chance(2) ? SET_JUSTIFY : SET_LEFT,
        .hyphenates = chance(4) > 0,
        .keep_half_width = true };
    make_text(trial->text, tongues, 1 + chance(50));
}

/* Without spaces. */
static char *put_bare(const char *text, size_t size, char *out)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] != ' ') {
            *out++ = text[i];
        }
    }
    *out = '\0';
    return out;
}

static void check_whole(const struct trial *trial)
{
    static char source[TEXT_BYTES], found[TEXT_BYTES];
    char *end = found;
    put_bare(trial->text, strlen(trial->text), source);
    *found = '\0';
    for (size_t i = 0; i < trial->set.line_count; i++) {
        const struct set_line *line = &trial->set.lines[i];
        size_t size = strlen(line->text);
        if (line->hyphenated) {
            size -= strlen(HYPHEN);
            assert_string_equal(line->text + size, HYPHEN);
        }
        end = put_bare(line->text, size, end);
    }
    assert_string_equal(found, source);
}

static bool is_small(char letter)
{
    return letter >= 'a' && letter <= 'z';
}

/* How many words are. */
static int check_parted(const struct trial *trial)
{
    int count = 0;
    for (size_t i = 0; i < trial->set.line_count; i++) {
        const struct set_line *line = &trial->set.lines[i];
        if (!line->hyphenated) {
            continue;
        }
        const char *at = trial->text + line->end;
        size_t before = 0, behind = 0;
        while (at - before > trial->text && is_small(at[-1 - (long)before])) {
            before++;
        }
        while (is_small(at[behind])) {
            behind++;
        }
        char edge = at - before > trial->text ? at[-1 - (long)before] : ' ';
        bool is_name = edge >= 'A' && edge <= 'Z';
        before += is_name;
        if (before < HYPHENS_BEFORE || behind < HYPHENS_BEHIND ||
            (is_name && trial->options.align != SET_JUSTIFY)) {
            fail_msg("parted: %s of %s", line->text, trial->text);
        }
        assert_true(trial->options.hyphenates);
        assert_false(trial->lang && strcmp(trial->lang, "de") == 0);
        assert_string_equal(line->pieces[line->piece_count - 1].text +
                                strlen(line->pieces[line->piece_count - 1].text) - 1,
            "-");
        count++;
    }
    return count;
}

static void check_widths(const struct trial *trial)
{
    for (size_t i = 0; i < trial->set.line_count; i++) {
        const struct set_line *line = &trial->set.lines[i];
        if (line->width > trial->options.width_px * MEASURE_UNIT && line->piece_count > 1) {
            fail_msg("%d wide: %s", line->width, line->text);
        }
    }
}

static void test_any_scripts(void **state)
{
    (void)state;
    static struct trial trial;
    int parted = 0;
    chance_begin(20261129);
    for (int round = 0; round < 3000; round++) {
        begin(&trial, 1u + (unsigned)chance((1 << TONGUES) - 1), 2 + chance(30));
        set(&trial);
        check_whole(&trial);
        parted += check_parted(&trial);
        if (trial.options.width_px >= 14 * PX) { /* else some words must be cut */
            check_widths(&trial);
        }
        arena_finish(&trial.arena);
    }
    assert_true(parted > 0 || !hyphens_of("en"));
}

/* Letters alone stand ragged and stand in by one em, whatever the slide asks for. */
static void test_letters_alone(void **state)
{
    (void)state;
    static struct trial trial;
    chance_begin(18);
    for (int round = 0; round < 600; round++) {
        static const unsigned alone[] = { 1 << ENGLISH, 1 << ENGLISH | 1 << THAI, 1 << ARABIC,
            1 << HEBREW | 1 << ENGLISH, 1 << TIBETAN };
        begin(&trial, alone[chance(5)], 14 + chance(20));
        trial.options.align = SET_JUSTIFY;
        set(&trial);
        struct trial left = trial;
        left.options.align = SET_LEFT;
        left.options.indent_em = 1;
        set(&left);
        assert_int_equal(trial.set.line_count, left.set.line_count);
        for (size_t i = 0; i < left.set.line_count; i++) {
            const struct set_line *a = &trial.set.lines[i], *b = &left.set.lines[i];
            assert_string_equal(a->text, b->text);
            assert_int_equal(a->width, b->width);
        }
        arena_finish(&trial.arena);
        arena_finish(&left.arena);
    }
}

static void test_indents(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *text;
        int em;
    } cases[] = {
        { NULL, "学校", 2 }, { "zh-TW", "學校", 2 },
        { "en", "学校", 2 }, /* Chinese in an English feed */
        { "ja", "学校です", 1 }, { "JA-JP", "学校", 1 }, { "ko", "학교", 1 },
        { "ko", "學校", 1 }, { NULL, "학교", 1 }, { NULL, "school", 1 },
        { "zh-Hans", "school", 1 }, { "bo", "སློབ་གྲྭ", 1 },
        { "jav", "学校", 2 }, /* Javanese is not Japanese */
    };
    static struct trial trial;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        trial.lang = cases[i].lang;
        strcpy(trial.text, cases[i].text);
        trial.options = (struct set_options) { .width_px = 20 * PX, .indent_em = 2 };
        set(&trial);
        assert_int_equal(trial.set.lines[0].pieces[0].x, cases[i].em * EM);
        arena_finish(&trial.arena);
    }
}

/* A ragged Korean line ends with a word. */
static void test_korean_words(void **state)
{
    (void)state;
    static struct trial trial;
    chance_begin(1443);
    for (int round = 0; round < 400; round++) {
        begin(&trial, 1 << KOREAN, 12 + chance(20));
        trial.options.align = SET_LEFT;
        set(&trial);
        for (size_t i = 0; i + 1 < trial.set.line_count; i++) {
            char next = trial.text[trial.set.lines[i].end];
            if (next != ' ') {
                fail_msg("parted: %s of %s", trial.set.lines[i].text, trial.text);
            }
        }
        arena_finish(&trial.arena);
    }
}

static void parts_of(const struct hyphens *hyphens, const char *word, char *out)
{
    bool parts[HYPHENS_LONGEST + 1];
    size_t size = strlen(word);
    hyphens_find(hyphens, word, size, parts);
    for (size_t i = 0; i < size; i++) {
        if (parts[i]) {
            *out++ = '-';
        }
        *out++ = word[i];
    }
    *out = '\0';
}

static void test_patterns(void **state)
{
    (void)state;
    static const char *const parted[][2] = {
        { "hyphenation", "hy-phen-ation" },
        { "university", "uni-ver-sity" },
        { "students", "stu-dents" },
        { "of", "of" },
        { "week", "week" },
    };
    struct hyphens *hyphens = hyphens_load(hyphens_folder, "en-US");
    char found[2 * HYPHENS_LONGEST];
    if (!hyphens) {
        skip();
    }
    for (size_t i = 0; i < sizeof parted / sizeof *parted; i++) {
        parts_of(hyphens, parted[i][0], found);
        assert_string_equal(found, parted[i][1]);
    }
    /* Of a word that nothing ends, as one within a text. */
    static const char bare_word[] = "university";
    const size_t bare_size = sizeof bare_word - 1;
    char *bare = malloc(bare_size);
    bool of_bare[sizeof bare_word], of_ended[sizeof bare_word];
    assert_non_null(bare);
    memcpy(bare, bare_word, bare_size);
    hyphens_find(hyphens, bare, bare_size, of_bare);
    hyphens_find(hyphens, bare_word, bare_size, of_ended);
    assert_memory_equal(of_bare, of_ended, bare_size);
    free(bare);
    char longest[HYPHENS_LONGEST + 2];
    memset(longest, 'e', sizeof longest);
    longest[HYPHENS_LONGEST + 1] = '\0';
    bool parts[HYPHENS_LONGEST + 1];
    hyphens_find(hyphens, longest, HYPHENS_LONGEST + 1, parts);
    for (size_t i = 0; i <= HYPHENS_LONGEST; i++) {
        assert_false(parts[i]);
    }
    hyphens_destroy(hyphens);
}

/* Patterns that are not there, or are none, part no word and raise no error. */
static void test_no_patterns(void **state)
{
    (void)state;
    char folder[] = "/tmp/lobbycard-hyphens-XXXXXX", path[64], found[64];
    assert_non_null(mkdtemp(folder));
    assert_null(hyphens_load(folder, "en"));
    parts_of(NULL, "hyphenation", found);
    assert_string_equal(found, "hyphenation");
    assert_null(hyphens_of("de"));
    assert_null(hyphens_of("eng-x")); /* no subtag is cut in two */
    snprintf(path, sizeof path, "%s/hyph_en_US.dic", folder);
    static const char *const broken[] = { "", "\n", "UTF-8", "UTF-8\n\xFF\xFE\n1\n",
        "ISO8859-1\n9\n" };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(broken[i], file);
        fclose(file);
        struct hyphens *hyphens = hyphens_load(folder, "en");
        parts_of(hyphens, "hyphenation", found);
        assert_int_equal(found[0], 'h');
        hyphens_destroy(hyphens);
    }
    remove(path);
    remove(folder);
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *text, *first;
        enum set_align align;
    } cases[] = {
        { "图书馆新购入Elsevier ScienceDirect、学校等外文数据库学校",
            "图书馆新购入Elsevier Science‐", SET_JUSTIFY },
        { "图书馆新购入Elsevier ScienceDirect、学校等外文数据库学校", "图书馆新购入Elsevier",
            SET_LEFT },
        { "图书馆新购入Elsevier SCIENCEDIRECT、学校等外文数据库学校", "图书馆新购入Elsevier",
            SET_JUSTIFY },
        { "图书馆新购入Elsevier sciencedirec2、学校等外文数据库学校", "图书馆新购入Elsevier",
            SET_JUSTIFY },
    };
    static struct trial trial;
    if (!hyphens_of("zh")) {
        skip();
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        trial.lang = NULL;
        strcpy(trial.text, cases[i].text);
        trial.options = (struct set_options) {
            .width_px = 17 * PX, .indent_em = 2, .align = cases[i].align, .hyphenates = true
        };
        set(&trial);
        assert_string_equal(trial.set.lines[0].text, cases[i].first);
        arena_finish(&trial.arena);
    }
}

static void test_sides(void **state)
{
    (void)state;
    static const char *const right[] = { "ar", "AR-EG", "he", "iw", "ug", "ug-Arab", "fa-IR",
        "ur", "ku-Arab", "yi", "az-Arab-IR" };
    static const char *const left[] = { NULL, "", "zh", "en", "arn", "hebrew", "ug-Latn",
        "ug-Cyrl-KZ", "ku", "ar-Latn", "zh-Hant-HK", "en-x-arab", "-", "ara" };
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(language_tag_is_right_to_left(right[i]));
    }
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        assert_false(language_tag_is_right_to_left(left[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_scripts),
        cmocka_unit_test(test_letters_alone),
        cmocka_unit_test(test_indents),
        cmocka_unit_test(test_korean_words),
        cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_no_patterns),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
