/* What is suggested where a text is no JSON, or a feed's value is not as it should be: the text
 * as it is once all of it is pasted. tests/e2e/e2e_mistakes.py has many more. */
#include "mend/mend.h"

#include "base/bytes.h"
#include "config/config.h"
#include "content/feed/native/feed_parse.h"
#include "content/json/json_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { FAULTS_MAX = 20 };

struct told {
    struct mend_fault faults[FAULTS_MAX];
    size_t count;
};

static void tell(void *context, const struct mend_fault *fault)
{
    struct told *told = context;
    assert_true(told->count < FAULTS_MAX);
    told->faults[told->count++] = *fault;
}

static struct mend_job job_of(struct arena *arena, const char *text)
{
    static const char *names[] = { "lobby", "dormitory" };
    static const struct text_list tags = { names, 2 };
    return (struct mend_job) { .arena = arena,
        .text = text,
        .size = strlen(text),
        .tags = { &tags, NULL },
        .zone = zone_create(arena, "Asia/Shanghai"),
        .now_ms = INT64_C(1795917600000) }; /* 2026-11-29T10:00+08:00 */
}

static char *paste(struct arena *arena, const char *text, const struct mend *mend)
{
    char *out = arena_strdup(arena, "");
    size_t at = 0;
    for (size_t i = 0; i < mend->count; i++) {
        const struct mend_edit *edit = &mend->edits[i];
        out = arena_printf(arena, "%s%.*s%s", out, (int)(edit->at - at), text + at, edit->text);
        at = edit->at + edit->size;
    }
    return arena_printf(arena, "%s%s", out, text + at);
}

/* A text, and what it becomes; NULL where nothing is known. */
static const char *const texts[][2] = {
    { "{\"a\": “b”}", "{\"a\": \"b\"}" },
    { "{“a”: “b”, “c”: [“d”]}", "{\"a\": \"b\", \"c\": [\"d\"]}" },
    { "{'a': 1}", "{\"a\": 1}" },
    { "{\"a\": \"b”, \"c\": 1}", "{\"a\": \"b\", \"c\": 1}" },
    { "{\"a\": b\", \"c\": 1}", "{\"a\": \"b\", \"c\": 1}" },
    { "{\"a\": \"b, \"c\": 1}", "{\"a\": \"b\", \"c\": 1}" },
    { "{\"a\": \"b\n}", "{\"a\": \"b\"\n}" },
    { "{\"a\": \"b\n c\"}", "{\"a\": \"b\\nc\"}" },
    { "{a: 1}", "{\"a\": 1}" },
    { "{\"a\": 2026-12-02}", "{\"a\": \"2026-12-02\"}" },
    { "{\"a\"：1，\"b\": 2}", "{\"a\":1,\"b\": 2}" },
    { "{\"a\": ｛\"b\": 【1】｝}", "{\"a\": {\"b\": [1]}}" },
    { "{\"a\" = 1; \"b\": 2}", "{\"a\" : 1, \"b\": 2}" },
    { "{\"a\": 1 \"b\": 2}", "{\"a\": 1, \"b\": 2}" },
    { "{\"a\" 1}", "{\"a\": 1}" },
    { "{\"a\": [1,,2,],}", "{\"a\": [1,2]}" },
    { "{\"a\": 1, // b\n\"c\": 2 /* d */}", "{\"a\": 1, \n\"c\": 2 }" },
    { "{\"a\": True, \"b\": no}", "{\"a\": true, \"b\": false}" },
    { "{\"a\": \"三号楼\"更换\"管道\"}", "{\"a\": \"三号楼“更换”管道\"}" },
    { "{\"a\": \"b\\\", \"c\": 1\n}", "{\"a\": \"b\", \"c\": 1\n}" },
    { "{\"a\": \"b\tc\"}", "{\"a\": \"b c\"}" },
    { "{\"a\": \"b\\u0000c\"}", "{\"a\": \"bc\"}" },
    { "{\"a\": 1, \"a\": 1, \"b\": 3}", "{\"a\": 1, \"b\": 3}" },
    { "{\"a\": [1], \"a\": [2], \"b\": 3}", "{\"a\": [1,2], \"b\": 3}" },
    { "{\"a\": 1, \"a\": 2, \"b\": 3}", NULL },
    { "[{\"a\": 1, {\"b\": 2}]", "[{\"a\": 1}, {\"b\": 2}]" },
    { "{\"a\": [1, 2, \"b\": 3}", "{\"a\": [1, 2], \"b\": 3}" },
    { "{\"a\": [{\"b\": 1}}", "{\"a\": [{\"b\": 1}]}" },
    { "{\"a\": [{\"b\": 1", "{\"a\": [{\"b\": 1}]}" },
    { "{\"a\": 1}}", "{\"a\": 1}" },
    { "{\"a\": 1}, \"b\": 2}", "{\"a\": 1, \"b\": 2}" },
    { "{\"a\": [{\"b\": 1}], {\"b\": 2}}", "{\"a\": [{\"b\": 1}, {\"b\": 2}]}" },
    { "{\"a\": [{\"b\": 1}]}{\"b\": 2}", "{\"a\": [{\"b\": 1},\n  {\"b\": 2}\n ]}" },
    { "[{\"a\": 1}, \"b\": 2}]", "[{\"a\": 1}, {\"b\": 2}]" },
    { "```json\n{\"a\": 1}\n```\n", "{\"a\": 1}\n" },
    { "{\"a\": \"b", NULL },
    { "{\"a\": 1}{\"lobbycard\": 1}", NULL },
    { "{\"a\": \"\xFF\"}", NULL },
};

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct arena arena;
        struct told told = { .count = 0 };
        struct error error = { "" };
        arena_init(&arena);
        const struct mend_job job = job_of(&arena, texts[i][0]);
        mend_text(&job, tell, &told);
        assert_true(told.count > 0);
        struct mend all = { .count = 0 };
        for (size_t k = 0; k < told.count; k++) {
            assert_non_null(told.faults[k].why);
            for (size_t e = 0; e < told.faults[k].mend.count; e++) {
                const struct mend_edit *edit = &told.faults[k].mend.edits[e];
                mend_add(&job, &all, edit->at, edit->size, edit->text);
            }
        }
        const char *mended = paste(&arena, texts[i][0], &all);
        if (texts[i][1]) {
            assert_string_equal(mended, texts[i][1]);
            assert_true(json_scan(mended, strlen(mended), &json_limits_default, &error));
        } else {
            assert_int_equal(all.count, 0);
        }
        arena_finish(&arena);
    }
}

#define ITEM(members) "{\"lobbycard\":1,\"items\":[{\"id\":\"a\"," members "}]}"
#define NOTICE "\"kind\":\"notice\",\"text\":\"b\""

/* A feed with findings, and what it becomes. */
static const char *const feeds[][2] = {
    { ITEM(NOTICE ",\"until\":\"2026-11-30\",\"days\":\"Sun\""),
        ITEM(NOTICE ",\"show\": {\"until\": \"2026-11-30\", \"days\": \"Sun\"}") },
    { ITEM(NOTICE ",\"until\":\"2026-11-30\",\"show\":{\"days\":\"Sun\"}"),
        ITEM(NOTICE ",\"show\":{\"days\":\"Sun\", \"until\": \"2026-11-30\"}") },
    { ITEM(NOTICE ",\"show\":{\"until\":\"11月30日\"}"),
        ITEM(NOTICE ",\"show\":{\"until\":\"2026-11-30\"}") },
    { ITEM("\"kind\":\"article\",\"title\":\"t\",\"text\":\"b\""),
        ITEM("\"kind\":\"article\",\"title\":\"t\",\"body\": [{\"text\": \"b\"}]") },
    { ITEM("\"kind\":\"notice\",\"title\":\"t\",\"body\":[{\"text\":\"b\"},{\"text\":\"c\"}]"),
        ITEM("\"kind\":\"notice\",\"title\":\"t\",\"text\": \"b\\nc\"") },
    { ITEM("\"类型\":\"通知\",\"正文\":\"b\""), ITEM("\"kind\":\"notice\",\"text\":\"b\"") },
    { ITEM(NOTICE ",\"titel\":\"t\",\"tilte\":\"u\""),
        ITEM(NOTICE ",\"title\":\"t\",\"tilte\":\"u\"") },
    { ITEM("\"kind\":\"table\",\"title\":\"t\",\"columns\":[{\"label\":\"l\"}],\"rows\":[]"),
        ITEM("\"kind\":\"table\",\"title\":\"t\",\"columns\":[{\"label\":\"l\"}],\"rows\":[], "
             "\"empty\": \"……\"") },
    { ITEM("\"text\":\"b\""), ITEM("\"text\":\"b\", \"kind\": \"notice\"") },
    { ITEM("\"kind\":\"Notice\",\"text\":\"b\""), ITEM(NOTICE) },
    { ITEM(NOTICE ",\"level\":\"重要\""), ITEM(NOTICE ",\"level\":\"important\"") },
    { ITEM(NOTICE ",\"show\":{\"max_age\":\"3天\"}"),
        ITEM(NOTICE ",\"show\":{\"max_age\":\"3d\"}") },
    { ITEM(NOTICE ",\"show\":{\"hours\":\"早上7点到晚上10点\"}"),
        ITEM(NOTICE ",\"show\":{\"hours\":\"07:00-22:00\"}") },
    { ITEM(NOTICE ",\"show\":{\"weight\":99}"), ITEM(NOTICE ",\"show\":{\"weight\":10}") },
    { ITEM(NOTICE ",\"show\":\"2026-11-30\""),
        ITEM(NOTICE ",\"show\":{\"until\": \"2026-11-30\"}") },
    { ITEM(NOTICE ",\"url\":\"www.example.edu.cn\""),
        ITEM(NOTICE ",\"url\":\"https://www.example.edu.cn\"") },
    { ITEM(NOTICE ",\"title\":\"a\\nb\""), ITEM(NOTICE ",\"title\":\"a b\"") },
    { "{\"lobbycard\":1,\"items\":{\"x\":{" NOTICE "}}}",
        "{\"lobbycard\":1,\"items\":[{" NOTICE "}]}" },
    { "{\"lobbycard\":1,\"items\":{" NOTICE "}}",
        "{\"lobbycard\":1,\"items\":[{" NOTICE "}]}" },
    { "{\"lobbycard\":1,\"通知\":[{" NOTICE "}]}",
        "{\"lobbycard\":1,\"items\":[{" NOTICE "}]}" },
    { "{\"lobbycard\":1,\"site\":\"x\"}", "{\"lobbycard\":1,\"site\":{\"name\": \"x\"}}" },
    { ITEM(NOTICE ",\"url\":\"a@b.cn\""), ITEM("\"kind\":\"notice\",\"text\":\"b\\na@b.cn\"") },
    { "{\"lobbycard\":1,\"links\":[{\"label\":\"l\",\"url\":\"mailto:a@b.cn\"}]}",
        "{\"lobbycard\":1,\"links\":[], \"items\": [{\"kind\": \"notice\", \"title\": "
        "\"l\", \"text\": \"a@b.cn\"}]}" },
    { "{\"lobbycard\":1,\"id\":\"a\"," NOTICE "}",
        "{\"lobbycard\":1,\"items\": [{\"id\":\"a\"," NOTICE "}]}" },
    { "{\"lobbycard\":1,\"name\":\"n\",\"welcome\":\"w\"}",
        "{\"lobbycard\":1,\"site\": {\"name\":\"n\",\"welcome\":\"w\"}}" },
    { "{\"lobbycard\":1,\"site\":{\"name\":\"n\"},\"welcome\":\"w\"}",
        "{\"lobbycard\":1,\"site\":{\"name\":\"n\", \"welcome\": \"w\"}}" },
    { "{\"lobbycard\":1,\"site\":{\"items\":[{" NOTICE "}]}}",
        "{\"lobbycard\":1,\"site\":{}, \"items\": [{" NOTICE "}]}" },
    { "{\"lobbycard\":1,\"items\":[{\"label\":\"l\",\"numbers\":\"110\"}]}",
        "{\"lobbycard\":1,\"items\":[], \"hotlines\": [{\"label\":\"l\",\"numbers\":"
        "\"110\"}]}" },
    { "{\"lobbycard\":1,\"items\":[[{" NOTICE "},{" NOTICE "}]]}",
        "{\"lobbycard\":1,\"items\":[{" NOTICE "},{" NOTICE "}]}" },
    { ITEM("\"kind\":\"notice\",\"text\":[\"b\",\"c\"]"),
        ITEM("\"kind\":\"notice\",\"text\":\"b\\nc\"") },
    { ITEM(NOTICE ",\"show\":{\"days\":[\"Mon\",\"Tue\"]}"),
        ITEM(NOTICE ",\"show\":{\"days\":\"Mon,Tue\"}") },
    { ITEM(NOTICE ",\"show\":{\"show\":{\"days\":\"Mon\"}}"),
        ITEM(NOTICE ",\"show\":{\"days\":\"Mon\"}") },
    { ITEM(NOTICE ",\"show\":{\"level\":\"urgent\",\"days\":\"Mon\"}"),
        ITEM(NOTICE ",\"show\":{\"days\":\"Mon\"}, \"level\": \"urgent\"") },
    { ITEM(NOTICE ",\"show\":\"{\\\"days\\\":\\\"Mon\\\"}\""),
        ITEM(NOTICE ",\"show\":{\"days\":\"Mon\"}") },
    { ITEM(NOTICE ",\"image\":\"c.jpg\""),
        "{\"lobbycard\":1,\"items\":[{\"id\":\"a\"," NOTICE
        "},\n  {\"id\": \"a-picture\", \"kind\": \"picture\", \"image\": \"c.jpg\"}]}" },
    { ITEM("\"kind\":\"article\",\"image\":\"c.jpg\",\"body\":[{\"text\":\"b\"}]"),
        ITEM("\"kind\":\"article\",\"body\":[{\"text\":\"b\"}, {\"image\": \"c.jpg\"}]") },
    { ITEM("\"kind\":\"article\",\"title\":\"t\",\"body\":[{\"title\":\"b\"}]"),
        ITEM("\"kind\":\"article\",\"title\":\"t\",\"body\":[{\"heading\":\"b\"}]") },
    { ITEM(NOTICE ",\"source\":\"s\""), ITEM("\"kind\":\"notice\",\"text\":\"b\\ns\"") },
    { ITEM(NOTICE ",\"body\":[{\"heading\":\"c\"},{\"text\":\"d\"}]"),
        ITEM("\"kind\":\"notice\",\"text\":\"b\\nc\\nd\"") },
    { ITEM("\"kind\":\"countdown\",\"title\":\"t\",\"to\":\"2026-12-05\",\"text\":\"b\""),
        "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"countdown\",\"title\":\"t\","
        "\"to\":\"2026-12-05\"},\n  {\"id\": \"a-notice\", \"kind\": \"notice\", \"title\": "
        "\"t\", \"text\": \"b\"}]}" },
    { ITEM("\"kind\":\"countdown\",\"title\":\"t\",\"date\":\"2026-12-05\""),
        ITEM("\"kind\":\"countdown\",\"title\":\"t\",\"to\":\"2026-12-05\"") },
    { ITEM(
          "\"kind\":\"notice\",\"title\":\"t\",\"rows\":[{\"time\":\"09:00\",\"title\":\"r\"}]"),
        ITEM(
            "\"kind\":\"agenda\",\"title\":\"t\",\"rows\":[{\"time\":\"09:00\",\"title\":\"r\"}]") },
    { ITEM("\"kind\":\"agenda\",\"title\":\"t\",\"rows\":[\"09:00 r\"]"),
        ITEM(
            "\"kind\":\"agenda\",\"title\":\"t\",\"rows\":[{\"time\": \"09:00\", \"title\": \"r\"}]") },
    { ITEM(NOTICE ",\"url\":\"https://a.cn/ b\""), ITEM(NOTICE ",\"url\":\"https://a.cn/b\"") },
    { ITEM("\"kind\":\"picture\",\"image\":[\"b.jpg\",\"c.jpg\",\"d.jpg\"]"),
        "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"picture\",\"image\":\"b.jpg\"},\n"
        "  {\"id\": \"a-picture\", \"kind\": \"picture\", \"image\": \"c.jpg\"},\n"
        "  {\"id\": \"a-picture2\", \"kind\": \"picture\", \"image\": \"d.jpg\"}]}" },
    { ITEM(NOTICE ",\"nobody\":\"knows\""), ITEM(NOTICE ",\"nobody\":\"knows\"") },
    { "{\"lobbycard\":1,\"hotlines\":[{\"phone\":\"110\"}]}",
        "{\"lobbycard\":1,\"hotlines\":[{\"numbers\":\"110\"}]}" },
};

static void test_feeds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
        struct arena arena;
        struct json_tree tree;
        struct error error = { "" };
        struct mend mend = { .count = 0 };
        arena_init(&arena);
        struct mend_job job = job_of(&arena, feeds[i][0]);
        struct feed *feed = feed_parse(
            job.text, job.size, &(struct feed_how) { PHONE_PLAN_UNSAID, true }, &error);
        assert_non_null(feed);
        assert_true(feed->findings.count > 0);
        assert_true(json_tree_make(&tree, &arena, job.text, job.size));
        job.tree = &tree;
        for (size_t k = 0; k < feed->findings.count && mend.count == 0; k++) {
            mend_find(&job, &feed->findings.list[k], &mend);
        }
        assert_string_equal(paste(&arena, feeds[i][0], &mend), feeds[i][1]);
        feed_destroy(feed);
        arena_finish(&arena);
    }
}

/* A whole feed in which one mark is typed wrongly, at each place that has it. */
static const char whole[] =
    "{\"lobbycard\": 1,\n \"site\": {\"name\": \"临江师范大学\", \"footer\": [\"滨江路 88 号\"]},\n"
    " \"hotlines\": [{\"label\": \"校园110\", \"numbers\": \"65763110\"}],\n \"items\": [\n"
    "  {\"id\": \"n-2\", \"kind\": \"notice\", \"title\": \"四六级考试\", \"text\": \"请带好证件。\",\n"
    "   \"show\": {\"until\": \"2026-12-12T18:00\", \"days\": \"Mon-Fri\"}},\n"
    "  {\"id\": \"t-1\", \"kind\": \"table\", \"title\": \"今日菜单\", \"max_age\": \"8h\",\n"
    "   \"rows\": [{\"cells\": [\"红烧排骨\", 12]}, {\"cells\": [\"面\", 9.5], \"until\": null}]}\n ]}\n";
static const char *const mistyped[][2] = { { "\"", "“" }, { "\"", "”" }, { "\"", "＂" },
    { "\"", "'" }, { ":", "::" }, { ":", "：" }, { ",", ",," }, { ",", "，" }, { "\"", "「" },
    { "\"", "』" }, { "\"", "’" }, { "\"", "\"\"" }, { ":", "=" }, { ":", ";" }, { ":", "；" },
    { ",", "、" }, { ",", "；" }, { "{", "｛" }, { "}", "｝" }, { "[", "【" }, { "]", "】" },
    { "{", "{{" }, { "}", "}}" }, { "]", "]]" } };

static void test_one_mark(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistyped / sizeof *mistyped; i++) {
        const char *right = mistyped[i][0], *wrong = mistyped[i][1];
        for (const char *at = whole; (at = strstr(at, right)); at++) {
            struct arena arena;
            struct told told = { .count = 0 };
            struct json_fault fault = { .why = NULL };
            arena_init(&arena);
            const char *text = arena_printf(
                &arena, "%.*s%s%s", (int)(at - whole), whole, wrong, at + strlen(right));
            const struct mend_job job = job_of(&arena, text);
            bool is_good =
                json_scan_fault(job.text, job.size, &json_limits_default, &fault, NULL);
            mend_text(&job, tell, &told);
            if (!is_good &&
                (told.count != 1 || told.faults[0].mend.count == 0 ||
                    strcmp(paste(&arena, text, &told.faults[0].mend), whole) != 0)) {
                fail_msg("%s for %s in front of %.20s: %s", wrong, right, at,
                    told.count ? told.faults[0].why : "");
            }
            arena_finish(&arena);
        }
    }
}

/* In a hostile text the guesses come to an end, and soon. */
static void test_many_faults(void **state)
{
    (void)state;
    struct arena arena;
    struct told told = { .count = 0 };
    struct bytes text;
    bytes_init(&text);
    arena_init(&arena);
    assert_true(bytes_append(&text, "[", 1));
    for (int i = 0; i < 100000; i++) {
        assert_true(bytes_print(&text, "“a”，"));
    }
    const struct mend_job job = job_of(&arena, text.data);
    mend_text(&job, tell, &told);
    assert_true(told.count > 0 && told.count < FAULTS_MAX);
    arena_finish(&arena);
    bytes_finish(&text);
}

/* The title of the item that the fault is in or behind, and not of the next one. */
static void test_titles(void **state)
{
    (void)state;
    static const char *const indents[] = { " ", "  ", "    ", "\t", "\t\t", "" };
    for (size_t i = 0; i < sizeof indents / sizeof *indents; i++) {
        struct arena arena;
        struct told told = { .count = 0 };
        arena_init(&arena);
        const char *text = arena_printf(&arena,
            "{\"items\": [\n%s{\"id\": \"a\"}\n%s{\"title\": \"乙\", “x\": 1}\n]}", indents[i],
            indents[i]);
        const struct mend_job job = job_of(&arena, text);
        mend_text(&job, tell, &told);
        assert_int_equal(told.count, 2);
        assert_int_equal(told.faults[0].element, 1);
        assert_null(told.faults[0].title);
        assert_int_equal(told.faults[1].element, 2);
        assert_string_equal(told.faults[1].title, "乙");
        arena_finish(&arena);
    }
}

/* A text of a notice, and what is said to stand in front of the sign. */
static const char *const signs[][2] = { { "电话\uF028 65763111", "behind \"电话\"" },
    { "一楼\\n电话\uF028", "behind \"电话\"" }, { "一楼\\u4E00电话\uF028", "behind \"电话\"" },
    { "一楼大厅左手第三间电话\uF028", "behind \"厅左手第三间电话\"" }, { "\uF028", "" },
    { "一楼\\n\uF028", "" }, { "\\uF028", "" } };

static void test_signs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        struct arena arena;
        struct json_tree tree;
        struct mend mend = { .count = 0 };
        const struct finding finding = { FINDING_WARNING, FINDING_GLYPH, "/items/0/text", NULL,
            "no face has U+F028" };
        arena_init(&arena);
        const char *text = arena_printf(
            &arena, "{\"items\": [{\"kind\": \"notice\", \"text\": \"%s\"}]}", signs[i][0]);
        struct mend_job job = job_of(&arena, text);
        assert_true(json_tree_make(&tree, &arena, job.text, job.size));
        job.tree = &tree;
        mend_find(&job, &finding, &mend);
        assert_true(*signs[i][1] ? mend.why && strstr(mend.why, signs[i][1]) : !mend.why);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_feeds),
        cmocka_unit_test(test_one_mark),
        cmocka_unit_test(test_many_faults),
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
