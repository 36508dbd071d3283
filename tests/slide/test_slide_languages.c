/* What the program itself says on slides, in each language: tests/data/words.txt has what
 * readers of it expect, tests/data/words-feed.json and words-alerts.json what is shown. And in
 * whose language it is said: of the item, of the feed, of the config. */
#include "base/utf8.h"
#include "slide/deck.h"
#include "slide/fixture.h"
#include "wording/language/language.h"

static char *in_language(const char *path, const char *tag)
{
    char *json = fixture_read(path), *place = strstr(json, "LANG");
    struct bytes out;
    bytes_init(&out);
    assert_true(bytes_print(&out, "%.*s%s%s", (int)(place - json), json, tag, place + 4));
    free(json);
    return out.data;
}

/* The header's date is asked for of the headlines alone. */
static bool is_word_of(const struct box *box, const char *kind, const char *role)
{
    return box->kind == BOX_TEXT && box->line_count > 0 && strcmp(box->role, role) == 0 &&
           (box->live != LIVE_DATE || strcmp(kind, "headlines") == 0);
}

/* Lines with a space between them, and no other space than that. */
static void print_lines(const struct box *box, struct bytes *out)
{
    for (size_t i = 0; i < box->line_count; i++) {
        assert_true(bytes_print(out, "%s%s", i > 0 ? " " : "", box->lines[i].line.text));
    }
}

/* The first time each slide of the kind has a box of the role, up to two of a list. */
static void collect(const struct layout *layout, const char *kind, const char *role, bool once,
    struct bytes *out)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    size_t found = 0;
    for (size_t i = 0; i < deck->count; i++) {
        if (strcmp(deck->slides[i].kind->name, kind) != 0 || (once && found > 0)) {
            continue;
        }
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        for (size_t k = 0; k < scene->box_count; k++) {
            if (is_word_of(&scene->boxes[k], kind, role) && !(once && found > 0)) {
                assert_true(bytes_print(out, "%s", found++ > 0 ? "|" : ""));
                print_lines(&scene->boxes[k], out);
            }
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

/* Whether spaces beside it are the typesetter's: Han, kana, full-width marks, and Thai, whose
 * lines end between words that have none. */
static bool is_spaceless(uint32_t c)
{
    return (c >= 0x2E80 && c < 0xAC00) || c >= 0xF900 || (c >= 0x0E00 && c < 0x0E80);
}

static void even_spaces(char *text)
{
    size_t size = strlen(text), to = 0;
    uint32_t before = ' ';
    for (size_t at = 0; at < size;) {
        size_t begin = at, next;
        uint32_t c = utf8_next(text, size, &at);
        next = at;
        uint32_t behind = at < size ? utf8_next(text, size, &next) : ' ';
        bool is_space = c == ' ' || c == 0x3000;
        if (is_space && (is_spaceless(before) || is_spaceless(behind) || before == ' ')) {
            continue;
        }
        memmove(text + to, text + begin, at - begin);
        to += at - begin;
        before = c;
    }
    text[to] = '\0';
}

/* In place: its layout points into it. */
static void show(struct fixture *fixture, const char *path, const char *tag)
{
    char *json = in_language(path, tag);
    fixture_init(fixture, json, "paper");
    free(json);
    fixture->view.is_expired = true;
    assert_true(moment_read("2026-08-31", MOMENT_DATE, &fixture->config->screen.term_start));
}

static int differing;

static void check_line(const char *kind, const char *role, const char *tag, const char *wanted)
{
    bool is_alert = strcmp(kind, "alert") == 0;
    struct fixture fixture;
    show(&fixture, is_alert ? "tests/data/words-alerts.json" : "tests/data/words-feed.json",
        tag);
    struct bytes got;
    bytes_init(&got);
    bool once = strcmp(role, "date-newest") == 0 || strcmp(kind, "headlines") == 0;
    once = once && strcmp(role, "date-item") != 0;
    collect(&fixture.layout, kind, role, once, &got);
    char *text = strdup(got.size > 0 ? got.data : ""), *expected = strdup(wanted);
    even_spaces(text);
    even_spaces(expected);
    /* A list may begin with others, such as numbers without an extension behind it. */
    if (strncmp(text, expected, strlen(expected)) != 0) {
        print_error(
            "%s/%s in %s:\n  wanted %s\n  got    %s\n", kind, role, tag, expected, text);
        differing++;
    }
    free(text);
    free(expected);
    bytes_finish(&got);
    fixture_finish(&fixture);
}

static void test_words(void **state)
{
    (void)state;
    char *text = fixture_read("tests/data/words.txt"), *rest = text;
    char kind[64] = "", role[64] = "";
    int lines = 0, blocks = 0;
    for (char *line; (line = strsep(&rest, "\n"));) {
        char *slash = strchr(line, '/');
        size_t name = strcspn(line, " ");
        if (!*line || *line == '#') {
            continue;
        }
        if (!line[name] && slash) {
            snprintf(kind, sizeof kind, "%.*s", (int)(slash - line), line);
            snprintf(role, sizeof role, "%s", slash + 1);
            blocks++;
            continue;
        }
        line[name] = '\0';
        check_line(kind, role, line, line + name + 1 + strspn(line + name + 1, " "));
        lines++;
    }
    size_t count = 0;
    while (wordings[count]) {
        count++;
    }
    assert_int_equal(lines, (int)count * blocks);
    assert_int_equal(differing, 0);
    free(text);
}

/* Whose language it is. */
static const struct {
    const char *item, *feed, *config, *headlines, *notice;
} owners[] = {
    { "", "", "zh-Hans", "要闻", "有效期至 11月30日" },
    { "", "", "en", "News", "Until 30 November" },
    { "", "ko", "en", "소식", "11월 30일까지" },
    { "ja", "ko", "en", "소식", "11月30日まで" },
    { "en", "zh-Hans", "zh-Hans", "要闻", "Until 30 November" },
    { "zh-Hant", "", "zh-Hans", "要闻", "有效期限至 11月30日" },
    { "tlh", "en", "zh-Hans", "News", "Until 30 November" },
    { "", "ug", "en", "要闻", "有效期至 11月30日" },
    { "jp", "", "zh-Hans", "要闻", "11月30日まで" },
};

static void test_owners(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
        char json[1024];
        struct fixture fixture;
        struct bytes got;
        snprintf(json, sizeof json,
            "{\"lobbycard\":1,\"lang\":\"%s\",\"items\":["
            "{\"kind\":\"article\",\"title\":\"T\",\"published\":\"2026-11-21\"},"
            "{\"kind\":\"notice\",\"lang\":\"%s\",\"title\":\"T\",\"show\":"
            "{\"until\":\"2026-11-30\"}}]}",
            owners[i].feed, owners[i].item);
        fixture_init(&fixture, json, "paper");
        fixture.config->screen.lang = owners[i].config;
        bytes_init(&got);
        collect(&fixture.layout, "headlines", "section", true, &got);
        assert_true(bytes_print(&got, "|"));
        collect(&fixture.layout, "notice", "validity", true, &got);
        char wanted[256];
        snprintf(wanted, sizeof wanted, "%s|%s", owners[i].headlines, owners[i].notice);
        even_spaces(got.data);
        even_spaces(wanted);
        assert_string_equal(got.data, wanted);
        bytes_finish(&got);
        fixture_finish(&fixture);
    }
}

/* Titles that say what is left themselves. */
static const struct {
    const char *lang, *title, *above;
} counts[] = {
    { "zh-Hans", "期末考试", "距离期末考试还有" },
    { "zh-Hans", "距期末考试", "距期末考试还有" },
    { "zh-Hans", "距离期末考试还有", "距离期末考试还有" },
    { "zh-Hant", "期末考試還有", "距離期末考試還有" },
    { "ja", "卒業式", "卒業式まで" },
    { "ja", "卒業式まで", "卒業式まで" },
    { "ko", "졸업식", "졸업식까지" },
    { "ko", "졸업식까지", "졸업식까지" },
    { "en", "Graduation", "Graduation" },
    { "ar", "حفل التخرج", "متبقٍّ على حفل التخرج" },
};

static void test_titles_that_count(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        char json[1024];
        struct fixture fixture;
        struct bytes got;
        snprintf(json, sizeof json,
            "{\"lobbycard\":1,\"lang\":\"%s\",\"items\":[{\"kind\":\"countdown\","
            "\"title\":\"%s\",\"to\":\"2026-12-22\"}]}",
            counts[i].lang, counts[i].title);
        fixture_init(&fixture, json, "paper");
        bytes_init(&got);
        collect(&fixture.layout, "countdown", "title", true, &got);
        assert_string_equal(got.data, counts[i].above);
        bytes_finish(&got);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_owners),
        cmocka_unit_test(test_titles_that_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
