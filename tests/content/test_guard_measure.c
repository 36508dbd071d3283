/* How many offers the shipped lists hold and how many ordinary sentences, by lists of people
 * who had not seen them. Prints each miss, and the share of them. LOBBYCARD_GUARD_ORDINARY and
 * LOBBYCARD_GUARD_OFFERS name lists of your own. */
#include "base/bytes.h"
#include "base/system/file.h"
#include "base/utf8.h"
#include "content/guard/guard.h"
#include "content/parsed.h"
#include "unescape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { LIST_MAX_BYTES = 1024 * 1024 };

static const char *const shipped[] = { TEST_ROOT "/config/guard/gambling.txt",
    TEST_ROOT "/config/guard/lottery.txt", TEST_ROOT "/config/guard/fraud.txt" };

static struct guard *guard;

static int set_up(void **state)
{
    (void)state;
    struct error error = { "" };
    const struct guard_setup setup = { .deny = shipped, .deny_count = 3 };
    guard = guard_create(&setup, &error);
    if (!guard) {
        print_error("%s\n", error.text);
    }
    return guard ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    guard_destroy(guard);
    return 0;
}

static void add_json_string(struct bytes *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool done = c == '"' || c == '\\' || c < 0x20 ? bytes_print(out, "\\u%04x", c)
                                                      : bytes_append(out, text, 1);
        assert_true(done);
    }
}

/* Whether anything of the document is held; why, in a buffer of its own. */
static bool is_held(const char *json, char *why, size_t room)
{
    struct error error = { "" };
    struct feed *feed = parse(json);
    size_t before = feed->held_count;
    bool fine = guard_apply(guard, feed, "https://jw.example.org/f.json", &error);
    bool held = !fine || feed->held_count > before;
    snprintf(why, room, "%s", !fine ? error.text : held ? feed->held[before].reason : "");
    feed_destroy(feed);
    return held;
}

/* A notice with that text. */
static bool is_text_held(const char *text, char *why, size_t room)
{
    struct bytes json;
    bytes_init(&json);
    assert_true(bytes_print(
        &json, "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"notice\",\"title\":\""));
    add_json_string(&json, text);
    assert_true(bytes_print(&json, "\"}]}"));
    bool held = is_held(json.data, why, room);
    bytes_finish(&json);
    return held;
}

struct measured {
    const char *name, *path;
    bool should_hold;
    bool is_json;
    int all, wrong;
};

static void judge_line(struct measured *measured, char *line, int number)
{
    char why[600];
    unescape(line);
    bool held = measured->is_json ? is_held(line, why, sizeof why)
                                  : is_text_held(line, why, sizeof why);
    measured->all++;
    if (held != measured->should_hold) {
        measured->wrong++;
        print_message("%s:%d: %s: %.400s %s\n", measured->name, number,
            held ? "held" : "passed", line, why);
    }
}

/* False where the list is not on this machine. */
static bool measure(struct measured *measured)
{
    struct bytes text;
    struct error error;
    bytes_init(&text);
    if (access(measured->path, R_OK) != 0) {
        print_message("skipped: no %s\n", measured->path);
        return false;
    }
    assert_true(file_read(measured->path, LIST_MAX_BYTES, &text, &error));
    char *rest = text.data, *line;
    for (int number = 1; (line = strsep(&rest, "\n")); number++) {
        if (*line && *line != '#') {
            judge_line(measured, line, number);
        }
    }
    bytes_finish(&text);
    print_message("%s: %d of %d %s (%.1f %%)\n", measured->name, measured->wrong, measured->all,
        measured->should_hold ? "pass" : "are held",
        100.0 * measured->wrong / (measured->all ? measured->all : 1));
    return true;
}

static void assert_share(const struct measured *measured, int percent)
{
    assert_true(measured->all > 0);
    assert_true(measured->wrong * 100 <= percent * measured->all);
}

#define FIELD TEST_ROOT "/../shared/field/guard/"
#define OWN TEST_ROOT "/tests/data/guard/"

static void test_field_evasions(void **state)
{
    (void)state;
    struct measured measured = { "field evasions", FIELD "evasions.txt", .should_hold = true };
    if (measure(&measured)) {
        assert_share(&measured, 0);
    }
}

static void test_field_ordinary(void **state)
{
    (void)state;
    struct measured measured = { "field ordinary", FIELD "ordinary.txt", .should_hold = false };
    if (measure(&measured)) {
        assert_share(&measured, 0);
    }
}

/* Of the halves that nobody had read when the lists were mended, what was measured then. */
static const struct kept {
    const char *name, *path;
    bool should_hold, is_json;
    int percent; /* that may be wrong */
} kept[] = {
    { "evasions", OWN "evasions.txt", .should_hold = true, .percent = 1 },
    { "ordinary", OWN "ordinary.txt", .percent = 0 },
    { "split", OWN "split.jsonl", .should_hold = true, .is_json = true, .percent = 0 },
    { "offers, read", OWN "offers-1.txt", .should_hold = true, .percent = 1 },
    { "offers, unread", OWN "offers-2.txt", .should_hold = true, .percent = 4 },
    { "plain, read", OWN "plain-1.txt", .percent = 0 },
    { "plain, unread", OWN "plain-2.txt", .percent = 0 },
    { "offers of trades", OWN "offers-3.txt", .should_hold = true, .percent = 2 },
    { "plain of trades", OWN "plain-3.txt", .percent = 0 },
    { "offers of many kinds, read", OWN "offers-4.txt", .should_hold = true, .percent = 1 },
    { "offers of many kinds, unread", OWN "offers-5.txt", .should_hold = true, .percent = 12 },
    { "plain of many kinds, read", OWN "plain-4.txt", .percent = 0 },
    { "plain of many kinds, unread", OWN "plain-5.txt", .percent = 1 },
    { "offers of a third hand", OWN "offers-6.txt", .should_hold = true, .percent = 2 },
    { "plain of a third hand", OWN "plain-6.txt", .percent = 1 },
    { "plain of a trade college", OWN "plain-7.txt", .percent = 0 },
    { "its days", OWN "plain-8.txt", .percent = 7 },
    { "its days, read", OWN "trades.txt", .percent = 1 },
    { "offers beside them", OWN "offers-7.txt", .should_hold = true, .percent = 3 },
    { "disguises of a fifth hand", OWN "offers-8.txt", .should_hold = true, .percent = 6 },
    { "plain of a fifth hand", OWN "plain-9.txt", .percent = 3 },
    { "strung", OWN "strung.txt", .should_hold = true, .percent = 5 },
    { "departments", OWN "departments.txt", .percent = 0 },
    { "filings", OWN "filings.txt", .percent = 0 },
    { "spoken", OWN "spoken.txt", .should_hold = true, .percent = 12 },
    { "everyday", OWN "everyday.txt", .percent = 1 },
};

static void test_kept(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct measured measured = { .name = kept[i].name,
            .path = kept[i].path,
            .should_hold = kept[i].should_hold,
            .is_json = kept[i].is_json };
        assert_true(measure(&measured));
        assert_share(&measured, kept[i].percent);
    }
}

/* Words of an office around a text, as paragraphs and as lines. */
static const char *const amid[] = {
    "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"article\",\"title\":\"学校召开学生工作会议\","
    "\"body\":[{\"text\":\"11月20日下午，学校在行政楼三楼会议室召开学生工作会议，全体辅导员参加会议，"
    "会议由学生处处长主持，总结了本学期工作并布置了期末任务。\"},{\"text\":\"%s\"},{\"text\":"
    "\"会议要求各学院做好期末安全教育与考风考纪教育。\"}]}]}",
    "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"article\",\"title\":\"图书馆新馆试运行\","
    "\"body\":[{\"text\":\"一楼为总服务台与展厅，二楼至四楼为开架书库，读者可以凭校园卡预约使用。\"},"
    "{\"text\":\"%s\"},{\"text\":\"轻声慢步，爱护书籍。\"}]}]}",
    "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"notice\",\"title\":\"学校召开学生工作会议\","
    "\"text\":\"学校在行政楼三楼会议室召开学生工作会议，要求各学院做好期末安全教育。\\n%s\\n"
    "全体辅导员参加会议，会议由学生处处长主持。\"}]}",
};

static bool is_held_amid(const char *text, const char *document)
{
    char why[600];
    struct bytes escaped, json;
    bytes_init(&escaped);
    bytes_init(&json);
    add_json_string(&escaped, text);
    const char *place = strstr(document, "%s");
    assert_true(bytes_print(&json, "%.*s%s%s", (int)(place - document), document, escaped.data,
        place + strlen("%s")));
    bool held = is_held(json.data, why, sizeof why);
    bytes_finish(&escaped);
    bytes_finish(&json);
    return held;
}

/* What is an offer alone is one amid whatever an office says, and what is none is none. */
static void check_amid(const char *path)
{
    struct bytes text;
    struct error error;
    char why[600];
    bytes_init(&text);
    assert_true(file_read(path, LIST_MAX_BYTES, &text, &error));
    char *rest = text.data, *line;
    while ((line = strsep(&rest, "\n"))) {
        if (!*line || *line == '#') {
            continue;
        }
        unescape(line);
        bool held = is_text_held(line, why, sizeof why);
        for (size_t i = 0; i < sizeof amid / sizeof *amid; i++) {
            if (is_held_amid(line, amid[i]) != held) {
                fail_msg("%s alone and not amid document %zu, or the other way round: %s",
                    held ? "held" : "passed", i, line);
            }
        }
    }
    bytes_finish(&text);
}

static void test_amid(void **state)
{
    (void)state;
    check_amid(OWN "offers-7.txt");
    check_amid(OWN "offers-6.txt");
    check_amid(OWN "plain-6.txt");
    check_amid(OWN "plain-7.txt");
    check_amid(OWN "plain-8.txt");
}

/* What somebody wants to know, without a limit. */
static void test_given(void **state)
{
    (void)state;
    const char *ordinary = getenv("LOBBYCARD_GUARD_ORDINARY");
    const char *offers = getenv("LOBBYCARD_GUARD_OFFERS");
    if (ordinary) {
        measure(&(struct measured) { .name = "ordinary", .path = ordinary });
    }
    if (offers) {
        measure(&(struct measured) { .name = "offers", .path = offers, .should_hold = true });
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_field_evasions),
        cmocka_unit_test(test_field_ordinary), cmocka_unit_test(test_kept),
        cmocka_unit_test(test_amid), cmocka_unit_test(test_given) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
