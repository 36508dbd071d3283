/* What a reading hands out besides the numbers of the tables: what is dialled, the names of
 * extensions, doubts, limits. */
#include "base/bytes.h"
#include "content/phone/phone_read.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct phone_reading read_by(struct arena *arena, const char *raw, enum phone_plan plan)
{
    struct phone_reading reading;
    assert_true(phone_read(arena, raw, plan, &reading));
    return reading;
}

static const struct {
    const char *raw;
    enum phone_plan plan;
    const char *dial;
} dials[] = {
    { "023-65763111", PHONE_PLAN_CN, "tel:+862365763111" },
    { "010-62345678", PHONE_PLAN_CN, "tel:+861062345678" },
    { "0816-2345678", PHONE_PLAN_CN, "tel:+868162345678" },
    { "13800001234", PHONE_PLAN_CN, "tel:+8613800001234" },
    { "+86 23 6576 3111", PHONE_PLAN_CN, "tel:+862365763111" },
    { "65763111（区号023）", PHONE_PLAN_CN, "tel:+862365763111" },
    { "+852-23456789", PHONE_PLAN_CN, "tel:+85223456789" },
    { "+44 (0)20 7946 0123", PHONE_PLAN_CN, "tel:+442079460123" },
    { "4006789012", PHONE_PLAN_CN, "tel:4006789012" },
    { "8008101234", PHONE_PLAN_CN, "tel:8008101234" },
    { "110", PHONE_PLAN_CN, "tel:110" },
    { "999", PHONE_PLAN_CN, "tel:999" },
    { "12345", PHONE_PLAN_CN, "tel:12345" },
    { "023-12345", PHONE_PLAN_CN, "tel:+862312345" },
    { "95588", PHONE_PLAN_CN, "tel:95588" },
    { "118114", PHONE_PLAN_CN, "tel:118114" },
    { "95105105", PHONE_PLAN_CN, "tel:95105105" },
    { "10105757", PHONE_PLAN_CN, "tel:10105757" },
    { "02-2736-1661", PHONE_PLAN_TW, "tel:+886227361661" },
    { "0912-345-678", PHONE_PLAN_TW, "tel:+886912345678" },
    { "2358 6622", PHONE_PLAN_HK, "tel:+85223586622" },
    { "2882 2833", PHONE_PLAN_MO, "tel:+85328822833" },
    /* not from a mobile phone */
    { "65763111", PHONE_PLAN_CN, "" },
    { "8765432", PHONE_PLAN_CN, "" },
    { "内线：6576", PHONE_PLAN_CN, "" },
    { "内线：8001", PHONE_PLAN_CN, "" },
    { "2736-1661", PHONE_PLAN_TW, "" },
};

static void test_dials(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dials / sizeof *dials; i++) {
        struct arena arena;
        arena_init(&arena);
        struct phone_reading reading = read_by(&arena, dials[i].raw, dials[i].plan);
        if (reading.entry_count != 1 || strcmp(reading.entries[0].dial, dials[i].dial) != 0) {
            fail_msg("%s: %s, not %s", dials[i].raw,
                reading.entry_count ? reading.entries[0].dial : "nothing", dials[i].dial);
        }
        arena_finish(&arena);
    }
}

static const struct {
    const char *raw, *line;
} lines[] = {
    { "招办：65763111转8001（王老师）、8002（李老师）；传真65763222",
        "65763111 (招办) 转 8001 (王老师), 8002 (李老师) | 65763222 (传真)" },
    { "023-65763111~3", "023-65763111 ~ 023-65763113" },
    { "内线6138，外线65763138", "6138 (内线) | 65763138 (外线)" },
    { "待定", "" },
    { "序号 部门 电话\n1 招办 65763111\n2 学生处 65763222",
        "65763111 (招办) | 65763222 (学生处)" },
    { "部门,内线,传真\n招办,6110,65763222", "6110 (招办 内线) | 65763222 (招办 传真)" },
    { "传真 65763111 电话 65763222", "65763111 (传真) | 65763222" },
    { "招办：65763111；传真：65763222", "65763111 (招办) | 65763222 (传真)" },
    { "招办65763111、学生处65763222、传真65763333",
        "65763111 (招办) | 65763222 (学生处) | 65763333 (传真)" },
    { "急诊：3120（校内）／0759-2383120（校外）",
        "3120 (急诊 校内) | 0759-2383120 (急诊 校外)" },
    { "网络中心：校内8008，校外65918008", "8008 (网络中心 校内) | 65918008 (网络中心 校外)" },
    { "保卫处（外）62789401（内）9401", "62789401 (保卫处（外）) | 9401 (保卫处 内)" },
    { "招办 电话65763111 传真65763112；学生处 电话65763222 传真65763223",
        "65763111 (招办) | 65763112 (招办 传真) | 65763222 (学生处) | 65763223 (学生处 传真)" },
    { "周一至周五8:00-12:00拨打65763111，节假日拨打65763222",
        "65763111 (周一至周五8:00-12:00) | 65763222 (节假日)" },
    { "图书馆（借阅65763111，还书65763222）",
        "65763111 (图书馆 借阅) | 65763222 (图书馆 还书)" },
    { "单位 邮编 电话\n招办 400000 65763111", "65763111 (招办)" },
    { "| 校区 | 报警电话 | 医疗急救 |\n| 东区 | 65760110 | 65760120 |",
        "65760110 (东区 报警电话) | 65760120 (东区 医疗急救)" },
    { "王老师（办公室65763111，手机13800001234）",
        "65763111 (王老师 办公室) | 138-0000-1234 (王老师)" },
    { "总机 023-65763000 传真 023-65763001", "023-65763000 (总机) | 023-65763001 (传真)" },
    { "校内报警：8110；校外报警：110", "8110 (校内报警) | 110 (校外报警)" },
    { "8号楼 暂缺\n9号楼 65763111", "65763111 (9号楼)" },
    { "65763111、65763222（都江堰校区）", "65763111 | 65763222 (都江堰校区)" },
    { "集团号612345，手机13758912345", "612345 (集团号) | 137-5891-2345" },
    { "65763111转2再转8001", "65763111 转 2 (再转8001)" },
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct arena arena;
        arena_init(&arena);
        struct phone_reading reading = read_by(&arena, lines[i].raw, PHONE_PLAN_CN);
        assert_string_equal(phone_reading_print(&arena, &reading), lines[i].line);
        arena_finish(&arena);
    }
}

static const struct {
    const char *raw;
    enum phone_doubt_kind kind;
    const char *text;
    int found, due;
} doubts[] = {
    { "65763111 8001", PHONE_DOUBT_LEFT, "8001", 0, 0 },
    { "65763111 邮编400000", PHONE_DOUBT_OTHER, "邮编400000", 0, 0 },
    { "65763111，zs65763@example.edu.cn", PHONE_DOUBT_TEXT, "zs65763@example.edu.cn", 0, 0 },
    { "65763111~13", PHONE_DOUBT_RANGE, "65763111~13", 0, 0 },
    { "023-6576311、023-65763222", PHONE_DOUBT_LENGTH, "023-6576311", 7, 8 },
    { "023-65763222、6576311", PHONE_DOUBT_LENGTH, "6576311", 7, 8 },
    { "1390000567、023-65763222", PHONE_DOUBT_LENGTH, "1390000567", 10, 11 },
    { "950-12345、023-65763222", PHONE_DOUBT_UNSURE, "950-12345", 0, 0 },
};

static void test_doubts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++) {
        struct arena arena;
        arena_init(&arena);
        struct phone_reading reading = read_by(&arena, doubts[i].raw, PHONE_PLAN_CN);
        assert_true(reading.entry_count > 0);
        assert_int_equal(reading.doubt_count, 1);
        assert_int_equal(reading.doubts[0].kind, doubts[i].kind);
        assert_string_equal(reading.doubts[0].text, doubts[i].text);
        assert_int_equal(reading.doubts[0].found, doubts[i].found);
        assert_int_equal(reading.doubts[0].due, doubts[i].due);
        arena_finish(&arena);
    }
}

/* Two readings that are as good: the one that is not taken is told. */
static void test_two_readings(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct phone_reading reading = read_by(&arena, "65763111 招办 65763222", PHONE_PLAN_CN);
    assert_string_equal(phone_reading_print(&arena, &reading), "65763111 (招办) | 65763222");
    assert_string_equal(reading.other, "65763111 | 65763222 (招办)");
    reading = read_by(&arena, "65763111招办 65763222", PHONE_PLAN_CN);
    assert_null(reading.other);
    arena_finish(&arena);
}

/* 8 KiB and 400 groups of digits at most, whatever comes, and that is told. */
static void test_limits(void **state)
{
    (void)state;
    struct arena arena;
    struct bytes raw;
    arena_init(&arena);
    bytes_init(&raw);
    for (int i = 0; i < 390; i++) {
        assert_true(bytes_print(&raw, "6576%04d、", i));
    }
    struct phone_reading reading = read_by(&arena, raw.data, PHONE_PLAN_CN);
    assert_int_equal(reading.entry_count, 390);
    assert_int_equal(reading.doubt_count, 0);
    for (int i = 0; i < 2000; i++) {
        assert_true(bytes_print(&raw, "6576%04d、", i));
    }
    reading = read_by(&arena, raw.data, PHONE_PLAN_CN);
    assert_int_equal(reading.entry_count, 400);
    assert_int_equal(reading.doubts[reading.doubt_count - 1].kind, PHONE_DOUBT_CUT);
    assert_string_equal(reading.entries[49].number, "65760049");
    bytes_clear(&raw);
    for (int i = 0; i < 20000; i++) {
        assert_true(bytes_print(&raw, "(((（（招"));
    }
    reading = read_by(&arena, raw.data, PHONE_PLAN_CN);
    assert_int_equal(reading.entry_count, 0);
    bytes_finish(&raw);
    arena_finish(&arena);
}

/* An extension that ends the text, with any number of tokens in front of it. */
static void test_extension_at_the_end(void **state)
{
    (void)state;
    static const char number[] = "65763111转8001";
    char raw[600];
    for (size_t marks = 0; marks + sizeof number <= sizeof raw; marks++) {
        struct arena arena;
        arena_init(&arena);
        memset(raw, ';', marks);
        memcpy(raw + marks, number, sizeof number);
        struct phone_reading reading = read_by(&arena, raw, PHONE_PLAN_CN);
        assert_string_equal(phone_reading_print(&arena, &reading), "65763111 转 8001");
        arena_finish(&arena);
    }
}

static const struct {
    const char *lang;
    enum phone_plan plan;
} langs[] = {
    { "zh-Hans", PHONE_PLAN_CN },
    { "zh", PHONE_PLAN_CN },
    { "en", PHONE_PLAN_CN },
    { "ug", PHONE_PLAN_CN },
    { "", PHONE_PLAN_CN },
    { "zh-Hant", PHONE_PLAN_TW },
    { "zh-hant-tw", PHONE_PLAN_TW },
    { "zh-TW", PHONE_PLAN_TW },
    { "zh-Hant-HK", PHONE_PLAN_HK },
    { "zh-HK", PHONE_PLAN_HK },
    { "zh-Hant-MO", PHONE_PLAN_MO },
    { "zh-MO", PHONE_PLAN_MO },
    { "zh-Hantx", PHONE_PLAN_CN },
};

static void test_plan_of_lang(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        if (phone_plan_of_lang(langs[i].lang) != langs[i].plan) {
            fail_msg("%s", langs[i].lang);
        }
    }
}

struct hostile {
    const char *begin, *part, *end;
};

/* What reading `size` bytes of it `times` over takes of the processor; `bytes` of memory each.
 */
static clock_t read_hostile(
    const struct hostile *hostile, size_t size, int times, size_t *bytes)
{
    struct bytes raw;
    bytes_init(&raw);
    assert_true(bytes_print(&raw, "%s", hostile->begin));
    while (raw.size < size) {
        assert_true(bytes_print(&raw, "%s", hostile->part));
    }
    assert_true(bytes_print(&raw, "%s", hostile->end));
    clock_t start = clock();
    for (int i = 0; i < times; i++) {
        struct arena arena;
        arena_init(&arena);
        read_by(&arena, raw.data, PHONE_PLAN_CN);
        *bytes = arena.total_bytes;
        arena_finish(&arena);
    }
    clock_t took = clock() - start;
    bytes_finish(&raw);
    return took;
}

/* A string that is all texts, marks or words takes no longer, and no more memory, than its size
 * asks for: as much in one as in 16 pieces, on whatever machine. By its square it would be 16
 * times as much. */
static void test_hostile(void **state)
{
    static const struct hostile hostile[] = { { "", "转", "" }, { "65763111", "轉接", "" },
        { "", "a,", "65763111" }, { "", "a|", "65763111" }, { "65763111 ", "a;", "" },
        { "", "a\n", "65763111" }, { "", "(a)", "65763111" }, { "", "a 内线 ", "8001" },
        { "姓名,电话\n", "a,b,c\n", "" }, { "", "传真 ", "65763111" },
        { "", "暂缺 ", "65763111" }, { "", "138 0000 0000 ", "" } };
    enum { PIECES = 16, SIZE = 8000, TRIES = 5, MOST = 6 };
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        size_t bytes = 0;
        double least = MOST + 1;
        for (int tries = 0; tries < TRIES && least > MOST; tries++) {
            clock_t pieces = read_hostile(&hostile[i], SIZE / PIECES, PIECES, &bytes);
            clock_t whole = read_hostile(&hostile[i], SIZE, 1, &bytes);
            least = fmin(least, (double)whole / (double)(pieces + 1));
        }
        if (least > MOST || bytes > (size_t)1024 * 1024) {
            fail_msg("%s: %.1f times as long as in pieces, %zu bytes", hostile[i].part, least,
                bytes);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dials),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_doubts),
        cmocka_unit_test(test_two_readings),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_extension_at_the_end),
        cmocka_unit_test(test_plan_of_lang),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
