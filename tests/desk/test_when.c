/* Sentences and what they mean, both ways. */
#include "base/clock.h"
#include "chance.h"
#include "command/desk/when/when.h"
#include "content/json/json_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Wednesday, 2026-11-25, 10:20. */
static const int64_t now_ms = INT64_C(1795602000000);
static const char *const known[] = { "dormitory", "lobby", "library", "和平楼", "食堂" };

static const struct {
    const char *sentence, *show, *says; /* says: in Chinese, NULL where not asked */
} cases[] = {
    { "明天 8:00 到 周日 22:00，宿舍屏",
        "{\"from\": \"2026-11-26T08:00\", \"until\": \"2026-11-29T22:00\", \"screens\": "
        "[\"dormitory\"]}",
        "11月26日（周四） 8:00 到 11月29日（周日） 22:00，宿舍屏" },
    { "明天8点到周日晚上10点 宿舍屏",
        "{\"from\": \"2026-11-26T08:00\", \"until\": \"2026-11-29T22:00\", \"screens\": "
        "[\"dormitory\"]}",
        NULL },
    { "tomorrow 8:00 to Sunday 22:00, dormitory screens",
        "{\"from\": \"2026-11-26T08:00\", \"until\": \"2026-11-29T22:00\", \"screens\": "
        "[\"dormitory\"]}",
        NULL },
    { "今天下午3点到6点", "{\"from\": \"2026-11-25T15:00\", \"until\": \"2026-11-25T18:00\"}",
        NULL },
    { "12月1日到12月5日，每天 8:00-12:00、14:00-18:00，大厅、图书馆屏",
        "{\"from\": \"2026-12-01\", \"until\": \"2026-12-05\", \"hours\": "
        "\"08:00-12:00,14:00-18:00\", \"screens\": [\"lobby\", \"library\"]}",
        "12月1日（周二） 到 12月5日（周六），每天 8:00-12:00、14:00-18:00，大厅、图书馆屏" },
    { "12月1日到12月5日 8:00-12:00",
        "{\"from\": \"2026-12-01\", \"until\": \"2026-12-05\", \"hours\": \"08:00-12:00\"}",
        NULL },
    { "8:00-12:00，宿舍屏", "{\"hours\": \"08:00-12:00\", \"screens\": [\"dormitory\"]}",
        "每天 8:00-12:00，宿舍屏" },
    { "从现在起到周日", "{\"until\": \"2026-11-29\"}", "到 11月29日（周日），所有屏幕" },
    { "即日起至12月31日", "{\"until\": \"2026-12-31\"}", NULL },
    { "工作日 7:30-9:00", "{\"days\": \"Mon-Fri\", \"hours\": \"07:30-09:00\"}",
        "每周一至周五 7:30-9:00，所有屏幕" },
    { "周一至周五 8:00-18:00，除宿舍屏外",
        "{\"days\": \"Mon-Fri\", \"hours\": \"08:00-18:00\", \"screens\": [\"!dormitory\"]}",
        "每周一至周五 8:00-18:00，不在宿舍屏" },
    { "每周一、三、五", "{\"days\": \"Mon,Wed,Fri\"}", NULL },
    { "周六", "{\"from\": \"2026-11-28\", \"until\": \"2026-11-28\"}", NULL },
    { "周三", "{\"from\": \"2026-11-25\", \"until\": \"2026-11-25\"}", NULL },
    { "每周六", "{\"days\": \"Sat\"}", NULL },
    { "下周一到下周五", "{\"from\": \"2026-11-30\", \"until\": \"2026-12-04\"}", NULL },
    { "直到周五", "{\"until\": \"2026-11-27\"}", NULL },
    { "到12月5日12:00为止", "{\"until\": \"2026-12-05T12:00\"}", NULL },
    { "明天", "{\"from\": \"2026-11-26\", \"until\": \"2026-11-26\"}", NULL },
    { "明天起", "{\"from\": \"2026-11-26\"}", "11月26日（周四） 起，所有屏幕" },
    { "明天起3天", "{\"from\": \"2026-11-26\", \"until\": \"2026-11-28\"}", NULL },
    { "3天", "{\"until\": \"2026-11-27\"}", NULL },
    { "两小时", "{\"until\": \"2026-11-25T12:20\"}", NULL },
    { "今晚8点到明早6点", "{\"from\": \"2026-11-25T20:00\", \"until\": \"2026-11-26T06:00\"}",
        NULL },
    { "明天 22:00 到 6:00", "{\"from\": \"2026-11-26T22:00\", \"until\": \"2026-11-27T06:00\"}",
        NULL },
    { "１２月１日　８：００起", "{\"from\": \"2026-12-01T08:00\"}", NULL },
    { "1月5日", "{\"from\": \"2027-01-05\", \"until\": \"2027-01-05\"}", NULL },
    { "2026年11月30日周一 8:00 到 12:00",
        "{\"from\": \"2026-11-30T08:00\", \"until\": \"2026-11-30T12:00\"}", NULL },
    { "月底", "{\"from\": \"2026-11-30\", \"until\": \"2026-11-30\"}", NULL },
    { "到月底", "{\"until\": \"2026-11-30\"}", NULL },
    { "一直", "{}", "一直显示，所有屏幕" },
    { "", "{}", "一直显示，所有屏幕" },
    { "所有屏幕", "{}", NULL },
    { "在和平楼屏", "{\"screens\": [\"和平楼\"]}", NULL },
    { "大厅和食堂屏", "{\"screens\": [\"lobby\", \"食堂\"]}", NULL },
    { "不在大厅屏", "{\"screens\": [\"!lobby\"]}", NULL },
    { "优先级 5，每轮 3 次，发布后 30 天内",
        "{\"priority\": 5, \"weight\": 3, \"max_age\": \"30d\"}",
        "一直显示，所有屏幕，优先级 5，每轮 3 次，发布后 30 天内" },
    { "from 1 Dec on", "{\"from\": \"2026-12-01\"}", NULL },
    { "Dec 1 to Dec 5, daily 8am-12:00 and 2pm-6pm",
        "{\"from\": \"2026-12-01\", \"until\": \"2026-12-05\", \"hours\": "
        "\"08:00-12:00,14:00-18:00\"}",
        NULL },
    { "Mon-Fri 8:00-18:00", "{\"days\": \"Mon-Fri\", \"hours\": \"08:00-18:00\"}", NULL },
    { "every Mon and Wed", "{\"days\": \"Mon,Wed\"}", NULL },
    { "until Friday 6 pm", "{\"until\": \"2026-11-27T18:00\"}", NULL },
    { "next Monday", "{\"from\": \"2026-11-30\", \"until\": \"2026-11-30\"}", NULL },
    { "for 3 days", "{\"until\": \"2026-11-27\"}", NULL },
    { "always", "{}", NULL },
    { "lobby, library screens", "{\"screens\": [\"lobby\", \"library\"]}", NULL },
    { "tomorrow on lobby screens",
        "{\"from\": \"2026-11-26\", \"until\": \"2026-11-26\", \"screens\": [\"lobby\"]}",
        NULL },
    { "not on lobby screens", "{\"screens\": [\"!lobby\"]}", NULL },
    { "2026-12-01T08:00:30+08:00 到 12月2日",
        "{\"from\": \"2026-12-01T08:00:30+08:00\", \"until\": \"2026-12-02\"}", NULL },
    { "明天起，晚上8点到10点", "{\"from\": \"2026-11-26\", \"hours\": \"20:00-22:00\"}", NULL },
    /* What is not understood. */
    { "明天，后天", NULL, NULL },
    { "2月30日", NULL, NULL },
    { "12月1日（周三）", NULL, NULL },
    { "有空的时候", NULL, NULL },
    { "明天到", NULL, NULL },
    { "25:00 到 26:00", NULL, NULL },
    { "明天，后天呢", NULL, NULL },
    { "8:00-12:00，9:00-10:00", NULL, NULL },
};

static struct when_context context_in(struct arena *arena, bool is_chinese)
{
    return (struct when_context) { arena, now_ms, known, 5, is_chinese };
}

static void test_cases(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct when when;
        struct error error = { 0 };
        struct bytes out;
        arena_init(&arena);
        bytes_init(&out);
        struct when_context context = context_in(&arena, true);
        bool done = when_read(&context, cases[i].sentence, &when, &error);
        if (done) {
            assert_true(when_print(&when, &out));
        }
        if (done != (cases[i].show != NULL) || (done && strcmp(out.data, cases[i].show) != 0)) {
            print_error("%s: %s\n", cases[i].sentence, done ? out.data : error.text);
            wrong++;
        }
        bytes_clear(&out);
        if (done && cases[i].says) {
            assert_true(when_say(&context, &when, &out));
            if (strcmp(out.data, cases[i].says) != 0) {
                print_error("%s says %s\n", cases[i].sentence, out.data);
                wrong++;
            }
        }
        bytes_finish(&out);
        arena_finish(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* What was read from any sentence, and any show made by chance of tags that screens have, is
 * said so that it is read as the same, in both languages. */
static void check_said(struct when_context context, const struct when *when, const char *of)
{
    for (int chinese = 0; chinese < 2; chinese++) {
        struct when again;
        context.is_chinese = chinese;
        struct error error = { 0 };
        struct bytes said, show;
        bytes_init(&said);
        bytes_init(&show);
        assert_true(when_say(&context, when, &said) && when_print(when, &show));
        if (!when_read(&context, said.data, &again, &error) || !when_is_same(when, &again)) {
            struct bytes other;
            bytes_init(&other);
            when_print(&again, &other);
            fail_msg("%s is %s, said as %s, which is %s", of, show.data, said.data,
                *error.text ? error.text : other.data);
        }
        bytes_finish(&said);
        bytes_finish(&show);
    }
}

static void test_said_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct when when;
        struct error error = { 0 };
        arena_init(&arena);
        struct when_context context = context_in(&arena, true);
        if (when_read(&context, cases[i].sentence, &when, &error)) {
            check_said(context, &when, cases[i].sentence);
        }
        arena_finish(&arena);
    }
}

static struct moment any_moment(void)
{
    static const int years[] = { 0, 0, 0, 1, -1, 30 };
    int64_t day = now_ms / 86400000 + chance(400) - 40 + 365 * years[chance(6)];
    switch (chance(5)) {
    case 0:
        return (struct moment) { 0 };
    case 1:
        return (struct moment) { MOMENT_DATE, 0, day * 86400000 };
    case 2:
        return (struct moment) { MOMENT_INSTANT, 480,
            day * 86400000 + chance(86400) * INT64_C(1000) };
    case 3:
        return (
            struct moment) { MOMENT_LOCAL, 0, day * 86400000 + chance(86400) * INT64_C(1000) };
    default:
        return (
            struct moment) { MOMENT_LOCAL, 0, day * 86400000 + chance(1440) * INT64_C(60000) };
    }
}

/* What ends before it begins is refused. */
static void put_in_order(struct when *when)
{
    struct moment from = when->from;
    if (from.form && when->until.form && when->until.face_ms <= from.face_ms) {
        when->from = when->until;
        when->until = from;
        when->until.face_ms += 60000 * (when->from.face_ms == from.face_ms);
        when->until.form = when->until.form == MOMENT_DATE ? MOMENT_LOCAL : when->until.form;
    }
}

static void test_any_show(void **state)
{
    (void)state;
    static const char *const days[] = { NULL, "Mon", "Mon-Fri", "Mon-Fri,Sun", "Sat-Mon",
        "Mon,Wed,Fri", "Sun" };
    static const char *const hours[] = { NULL, "08:00-12:00", "22:00-02:00", "00:00-24:00",
        "07:30-12:00,13:00-18:05" };
    static const char *const tags[] = { "dormitory", "宿舍", "lobby", "和平楼", "A和B", "大屏",
        "not", "x-1_y", "除外", "除", "every", "明天", "8", "and", "所有", "all", "屏幕", "在",
        "screens" };
    chance_begin(7);
    for (int i = 0; i < 4000; i++) {
        struct arena arena;
        arena_init(&arena);
        struct when when = { .from = any_moment(), .until = any_moment() };
        when.days = days[chance(7)];
        when.hours = hours[chance(5)];
        size_t count = (size_t)chance(4), used = 0;
        for (int is_not = 0; is_not < 2; is_not++) {
            for (size_t j = 0; j < count; j++) {
                when.tags[used] =
                    arena_printf(&arena, "%s%s", is_not ? "!" : "", tags[chance(19)]);
                used += chance(2) == 0;
            }
        }
        when.tag_count = used;
        when.has_priority = chance(4) == 0;
        when.priority = when.has_priority ? chance(2001) - 1000 : 0;
        when.has_weight = chance(4) == 0;
        when.weight = when.has_weight ? 1 + chance(10) : 0;
        when.max_age = chance(4) == 0 ? "12h" : NULL;
        struct when_context context = { &arena, now_ms, tags, 19, true };
        put_in_order(&when);
        if (when.from.form && when.until.face_ms - when.from.face_ms < INT64_C(864000000)) {
            when.days = when.hours = NULL; /* what is never shown is refused */
        }
        check_said(context, &when, "a show");
        arena_finish(&arena);
    }
}

/* Pieces of sentences put together at random: read without harm, and said again. */
static void test_any_sentence(void **state)
{
    (void)state;
    static const char *const pieces[] = { "明天", "周日", " ", "8:00", "到", "，", "宿舍屏",
        "每", "下周", "12月", "1日", "起", "-", "、", "Mon", "until ", "tomorrow ", "3", "天",
        "（周二）", "不在", "除", "外", "“", "”", "2026", "下午", "点", "半", "工作日", "5",
        "on ", "for ", "10:30", "，", "，" };
    int read = 0;
    chance_begin(99);
    for (int i = 0; i < 60000; i++) {
        char sentence[400] = "";
        for (int n = 1 + chance(9); n > 0; n--) {
            strcat(sentence, pieces[chance(36)]);
        }
        struct arena arena;
        struct when when;
        struct error error = { 0 };
        arena_init(&arena);
        struct when_context context = context_in(&arena, true);
        if (when_read(&context, sentence, &when, &error)) {
            read++;
            check_said(context, &when, sentence);
            for (size_t j = 0; j < when.tag_count; j++) {
                const char *tag = when.tags[j] + (*when.tags[j] == '!');
                assert_true(strcmp(tag, "dormitory") == 0);
            }
        } else {
            assert_true(*error.text);
        }
        arena_finish(&arena);
    }
    assert_true(read > 2000);
}

static void test_show_back(void **state)
{
    (void)state;
    static const struct {
        const char *show, *printed;
        bool is_whole;
    } shows[] = {
        { "{\"until\": \"2026-12-01\", \"screens\": \"lobby\", \"days\": \"周一至周五\"}",
            "{\"until\": \"2026-12-01\", \"days\": \"Mon-Fri\", \"screens\": [\"lobby\"]}",
            true },
        { "{\"windows\": [], \"priority\": -3}", "{\"priority\": -3}", false },
        { "{\"from\": null, \"until\": \"\"}", "{}", true },
        { "{\"from\": \"soon\"}", NULL, true },
        { "{\"hours\": 3}", NULL, true },
    };
    for (size_t i = 0; i < sizeof shows / sizeof *shows; i++) {
        struct arena arena;
        struct json_tree tree;
        struct when when;
        struct bytes out;
        bool is_whole;
        arena_init(&arena);
        bytes_init(&out);
        struct when_context context = context_in(&arena, true);
        assert_true(json_tree_make(&tree, &arena, shows[i].show, strlen(shows[i].show)));
        bool done = when_of_show(&context, &tree, tree.root, &when, &is_whole);
        assert_int_equal(done, shows[i].printed != NULL);
        if (done) {
            assert_true(when_print(&when, &out));
            assert_string_equal(out.data, shows[i].printed);
            assert_int_equal(is_whole, shows[i].is_whole);
        }
        bytes_finish(&out);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases),
        cmocka_unit_test(test_said_is_read), cmocka_unit_test(test_any_show),
        cmocka_unit_test(test_any_sentence), cmocka_unit_test(test_show_back) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
