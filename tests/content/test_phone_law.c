/* Strings of numbers that nobody wrote: made of what such strings are made of, and those of the
 * tables with something changed. Each must keep the law (phone_law.h). LOBBYCARD_SEED makes one
 * run again, LOBBYCARD_LONG makes ten million. */
#include "content/phone_law.h"
#include "content/phone_table.h"
#include "long_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { STRINGS = 30000, STRINGS_LONG = 10000000, RAW_MAX = 400, PARTS_MAX = 14 };

static const char *const numbers[] = { "023-65763111", "65763222", "02365763333",
    "(023)6576 3444", "138 0000 1234", "13900005678", "400-678-9012", "4006789012", "110",
    "119", "12345", "95588", "96110", "0816-2345678", "2345679", "+86 23 6576 3111",
    "+852 2358 6622", "0912-345-678", "(02)2345-6789", "03-4638800", "10105757", "6576", "8001",
    "3112", "12", "3", "0571", "023", "1390000567", "657631111", "2026", "612345678",
    "00852-23586622", "+1", "(555) 010-1234", "1 3 9 0 0 0 0 5 6 7 8", "８８８８１２３４",
    "O23-65763111" };
static const char *const words[] = { "招办", "教务处", "电话", "联系电话：", "QQ", "QQ群：",
    "微信同号", "邮编：", "学校代码", "内线", "短号", "分机", "转", "ext", "x", "总机：",
    "区号", "传真", "校园", "校园110", "Tel: ", "Fax:", "室", "号", "年", "7×24小时",
    "8:30-17:30", "（本部）", "（新校区）", "【招办】", "(王老师)", "1、", "2、", "①", "(1)",
    "一、", "地址：", "zsb65763@example.edu.cn", "A126", "至", "或", "原", "均为微信同号",
    "请拨打", "微信", "按1", "A", "校内拨打", "虚拟网", "周一至周五", "外线", "再转", "转接",
    "转各部门：", "变更为", "停用", "以上均为", "夜间", "暂缺", "部门 内线 外线\n",
    "| 序号 | 部门 | 电话 |\n", "（长沙）", "3-0412", "浙A·", "粤B D", "车牌沪C" };
static const char *const marks[] = { " ", "-", "、", "，", ",", "/", "；", ";", "：", ":", "（",
    "）", "(", ")", "~", "～", "—", ".", "·", "\n", "\t", "#", "*", "****", "+", "_", "一", "“",
    "”", "|", "[", "]", "  ", "ー", "/-", "、-", "，－", "·" };

static uint64_t state_of;

static size_t pick(size_t count)
{
    state_of ^= state_of << 13;
    state_of ^= state_of >> 7;
    state_of ^= state_of << 17;
    return (size_t)(state_of % count);
}

static void append(char *out, const char *text)
{
    size_t size = strlen(out), length = strlen(text);
    if (size + length < RAW_MAX) {
        memcpy(out + size, text, length + 1);
    }
}

#define ANY(list) list[pick(sizeof(list) / sizeof *(list))]

static void compose(char *out)
{
    out[0] = '\0';
    for (size_t parts = 1 + pick(PARTS_MAX); parts > 0; parts--) {
        switch (pick(8)) {
        case 0:
        case 1:
        case 2:
            append(out, ANY(numbers));
            break;
        case 3:
        case 4:
            append(out, ANY(words));
            break;
        case 5: {
            char digits[12] = "";
            for (size_t i = 0, size = 1 + pick(11); i < size; i++) {
                digits[i] = (char)('0' + pick(10));
                digits[i + 1] = '\0';
            }
            append(out, digits);
            break;
        }
        default:
            append(out, ANY(marks));
            break;
        }
    }
}

/* The byte where a character begins, at or before one. */
static size_t beginning(const char *text, size_t at)
{
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

/* A string of the tables with a part of it gone, doubled, or something put in. */
static void mutate(const struct phone_table *table, char *out)
{
    char copy[RAW_MAX * 2];
    snprintf(copy, sizeof copy, "%s", table->rows[pick(table->count)].raw);
    copy[beginning(copy, RAW_MAX - 60)] = '\0';
    for (size_t changes = 1 + pick(4); changes > 0; changes--) {
        size_t size = strlen(copy);
        size_t from = beginning(copy, pick(size + 1)), until = beginning(copy, pick(size + 1));
        char rest[RAW_MAX * 2];
        switch (pick(4)) {
        case 0: /* gone */
            if (until > from && until - from < 9) {
                memmove(copy + from, copy + until, size - until + 1);
            }
            break;
        default: /* put in */
            snprintf(rest, sizeof rest, "%s", copy + from);
            copy[from] = '\0';
            append(copy, pick(2) ? ANY(marks) : pick(2) ? ANY(words) : ANY(numbers));
            append(copy, rest);
            break;
        }
    }
    out[0] = '\0';
    append(out, copy);
}

static void keep_the_law(const char *raw, enum phone_plan plan, uint64_t seed)
{
    struct arena arena;
    struct phone_reading reading;
    struct error error = { "" };
    arena_init(&arena);
    assert_true(phone_read(&arena, raw, plan, &reading));
    if (!phone_law_holds(raw, &reading, &error)) {
        fail_msg("LOBBYCARD_SEED=%llu plan %d, %s in \"%s\" read as %s",
            (unsigned long long)seed, (int)plan, error.text, raw,
            phone_reading_print(&arena, &reading));
    }
    arena_finish(&arena);
}

static void test_law(void **state)
{
    (void)state;
    struct phone_table table;
    phone_table_read(TEST_ROOT "/tests/data/phones", &table);
    assert_true(table.count > 300);
    uint64_t seed = seed_of((uint64_t)time(NULL));
    long strings = how_many(STRINGS, STRINGS_LONG);
    print_message("LOBBYCARD_SEED=%llu, %ld strings\n", (unsigned long long)seed, strings);
    state_of = seed * 2654435761u + 88172645463325252u;
    for (long i = 0; i < strings; i++) {
        char raw[RAW_MAX];
        if (i % 2) {
            compose(raw);
        } else {
            mutate(&table, raw);
        }
        keep_the_law(raw, (enum phone_plan)pick(PHONE_PLAN_COUNT), seed);
    }
    phone_table_finish(&table);
}

/* "8795-3110/-3120" is read as "8795-3110/3120" is, whatever the marks. */
static void test_led_ends(void **state)
{
    (void)state;
    static const char *const lists[] = { "/", "、", "，", "或", " / ", "、 ", "~" };
    static const char *const dashes[] = { "-", "－", "—", "–", "- " };
    static const char *const fronts[] = { "", "0571-", "(0571)", "招办：", "招办" };
    uint64_t seed = seed_of((uint64_t)time(NULL));
    state_of = seed * 2654435761u + 88172645463325252u;
    for (int i = 0; i < 2000; i++) {
        char led[RAW_MAX], plain[RAW_MAX];
        const char *list = ANY(lists), *front = ANY(fronts);
        unsigned head = 2000 + (unsigned)pick(7000), group = (unsigned)pick(10000),
                 end = group / 1000 * 1000 + (unsigned)pick(1000);
        snprintf(plain, sizeof plain, "%s%04u-%04u%s%04u", front, head, group, list, end);
        snprintf(
            led, sizeof led, "%s%04u-%04u%s%s%04u", front, head, group, list, ANY(dashes), end);
        struct arena arena;
        struct phone_reading one, two;
        arena_init(&arena);
        assert_true(phone_read(&arena, plain, PHONE_PLAN_CN, &one));
        assert_true(phone_read(&arena, led, PHONE_PLAN_CN, &two));
        const char *wanted = phone_reading_print(&arena, &one);
        const char *found = phone_reading_print(&arena, &two);
        if (one.entry_count > 0 && strcmp(wanted, found) != 0) {
            fail_msg("LOBBYCARD_SEED=%llu %s read as %s, not %s", (unsigned long long)seed, led,
                found, wanted);
        }
        arena_finish(&arena);
    }
}

/* Those of the tables as they stand. */
static void test_tables_keep_it(void **state)
{
    (void)state;
    struct phone_table table;
    phone_table_read(TEST_ROOT "/tests/data/phones", &table);
    for (size_t i = 0; i < table.count; i++) {
        keep_the_law(table.rows[i].raw, table.rows[i].plan, 0);
    }
    phone_table_finish(&table);
}

/* The law itself: readings that break it in each way. */
static void test_the_law_can_be_broken(void **state)
{
    (void)state;
    static const char raw[] = "023-65763111 3112 转 8001";
    struct phone_extension extension = { .digits = "8002", .name = "" };
    struct phone_entry entry = { .number = "65763111", .label = "", .note = "", .dial = "" };
    struct phone_digit digits[24];
    struct phone_reading reading = { .entries = &entry, .entry_count = 1, .digits = digits };
    struct error error = { "" };
    for (size_t i = 0; i < sizeof raw; i++) {
        if (raw[i] >= '0' && raw[i] <= '9') {
            digits[reading.digit_count++] = (struct phone_digit) { .at = i,
                .use = i < 3    ? PHONE_USE_AREA
                       : i < 12 ? PHONE_USE_NUMBER
                                : PHONE_USE_LEFT };
        }
    }
    assert_false(phone_law_holds(raw, &reading, &error)); /* 3112 and 8001 without a word */
    assert_non_null(strstr(error.text, "without a word"));
    struct phone_doubt doubts[] = { { .kind = PHONE_DOUBT_LEFT, .text = "3112 转 8001" } };
    reading.doubts = doubts;
    reading.doubt_count = 1;
    assert_true(phone_law_holds(raw, &reading, &error));
    entry.number = "023-65763111"; /* the area's code that was given */
    assert_true(phone_law_holds(raw, &reading, &error));
    entry.number = "024-65763111"; /* one that was not */
    assert_false(phone_law_holds(raw, &reading, &error));
    entry.number = "65763112";
    assert_false(phone_law_holds(raw, &reading, &error));
    entry.number = "65763111";
    entry.extensions = &extension; /* one that nobody gave */
    entry.extension_count = 1;
    assert_false(phone_law_holds(raw, &reading, &error));
    entry.extension_count = 0;
    digits[11].use = PHONE_USE_NUMBER; /* with 3 of 3112 */
    assert_false(phone_law_holds(raw, &reading, &error));
    digits[11].use = PHONE_USE_NOTE; /* of a note that is not there */
    assert_false(phone_law_holds(raw, &reading, &error));
    digits[11].use = PHONE_USE_LEFT;
    reading.digit_count--; /* the last told of nowhere */
    assert_false(phone_law_holds(raw, &reading, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_law_can_be_broken),
        cmocka_unit_test(test_tables_keep_it),
        cmocka_unit_test(test_led_ends),
        cmocka_unit_test(test_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
