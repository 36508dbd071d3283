/* Documents in the shapes of real systems, format by format, and the native feeds that come of
 * them (tests/data/adapt). */
#include "adapt/adapt.h"
#include "adapt/cases.h"
#include "adapt/outline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Sunday, 2026-11-29, 10:00, in China. */
static const int64_t now_ms = INT64_C(1795917600000);

static struct arena arena;
static const struct adapt_format *format;

/* Of documents that have "-mapped" in their names. */
static const struct adapt_pair map[] = { { "id", "/标题" }, { "title", "/标题" },
    { "published", "/日期" }, { "body", "/内容" }, { "image", "/图片" } };

static void print_feed(const char *name, const struct bytes *document, struct bytes *out)
{
    struct bytes text;
    struct error error = { "" };
    struct adapt_request request = { .data = document->data,
        .size = document->size,
        .base = strcmp(format->name, "csv") == 0   ? name
                : strcmp(format->name, "rss") == 0 ? ""
                                                   : "https://www.example.edu.cn/api",
        .map = map,
        .map_count = strstr(name, "-mapped.") ? sizeof map / sizeof *map : 0,
        .kind = strstr(name, "-table.")    ? "table"
                : strstr(name, "-notice.") ? "notice"
                                           : "article",
        .take = 20,
        .now_ms = now_ms,
        .zone = zone_create(&arena, "Asia/Shanghai") };
    struct adapt_out *feed = adapt_out_create(request.take, now_ms, request.zone);
    bytes_init(&text);
    assert_non_null(feed);
    assert_non_null(request.zone);
    if (format->adapt(&request, feed, &error) && adapt_out_print(feed, &text, &error)) {
        outline_print(text.data, out);
    } else {
        bytes_print(out, "refused: %s\n", error.text);
    }
    adapt_out_destroy(feed);
    bytes_finish(&text);
}

static void test_format(void **state)
{
    const char *name = *state;
    format = adapt_format_find(name);
    assert_non_null(format);
    if (format->prepare) {
        format->prepare();
    }
    assert_int_equal(cases_run(name, 6, print_feed), 0);
}

/* Asked alone: prose is no table. */
static void test_csv_is_told(void **state)
{
    static const struct {
        const char *text;
        enum adapt_fit fit;
    } texts[] = { { "窗口,菜品\n1 号,面\n2 号,饭\n", ADAPT_MAYBE },
        { "a;b\n1;2\n", ADAPT_MAYBE }, { "菜单,,\n窗口,菜品,价格\n1,面,9\n", ADAPT_MAYBE },
        { "Sorry, this page is gone.\nPlease, ask, again.\nBye\n", ADAPT_NO },
        { "各位同学，你们好\n今天放假\n", ADAPT_NO }, { "a,b\n", ADAPT_NO }, { "", ADAPT_NO },
        { "{\"a\": 1,\n\"b\": 2}\n", ADAPT_NO }, { "<p>a,b\nc,d\n", ADAPT_NO },
        { "BEGIN:VCALENDAR\nX:a,b\nY:c,d\n", ADAPT_NO } };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct adapt_request request = { .data = texts[i].text,
            .size = strlen(texts[i].text) };
        assert_int_equal(adapt_format_find("csv")->detect(&request), texts[i].fit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_format, "rss"),
        cmocka_unit_test_prestate(test_format, "csv"),
        cmocka_unit_test_prestate(test_format, "wordpress"),
        cmocka_unit_test_prestate(test_format, "json-feed"),
        cmocka_unit_test_prestate(test_format, "ical"),
        cmocka_unit_test_prestate(test_format, "cap"),
        cmocka_unit_test(test_csv_is_told),
    };
    arena_init(&arena);
    int wrong = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return wrong;
}
