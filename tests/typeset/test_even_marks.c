/* Marks as they were typed, and as they are shown. */
#include "base/arena.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { PX = 100 };

static const struct {
    const char *typed, *shown;
} cases[] = {
    /* quotes */
    { "所谓\"三全育人\"精神", "所谓“三全育人”精神" },
    { "他说\"Hello\"就走", "他说“Hello”就走" },
    { "他说 \"Hello\" 就走", "他说“Hello”就走" },
    { "他说'不'，it's 'ok' so", "他说‘不’，it’s 'ok' so" },
    { "\"高'质量'发展\"", "“高‘质量’发展”" },
    { "15.6\"屏幕和\"大\"屏", "15.6\"屏幕和“大”屏" },
    { "一个\"没有下文", "一个\"没有下文" },
    { "He said \"Hello\" once", "He said \"Hello\" once" },
    { "학교는 \"열린 도서관\"을 엽니다.", "학교는 “열린 도서관”을 엽니다." },
    { "'한마음' 축제", "‘한마음’ 축제" },
    { "'26년 입학생과 '27년 졸업생", "'26년 입학생과 '27년 졸업생" },
    { "15.6\"와 27\" 화면", "15.6\"와 27\" 화면" },
    { "도서관 \"Open\" 안내", "도서관 “Open” 안내" },
    /* dashes */
    { "走在路上--记农学院", "走在路上——记农学院" },
    { "走在路上 －－ 记农学院", "走在路上——记农学院" },
    { "走在路上――“最美”李想，始于──2026年", "走在路上——“最美”李想，始于——2026年" },
    { "用--help，A--B，文---文，2026--2027", "用--help，A--B，文---文，2026--2027" },
    { "中国-东盟，见https://a.cn/文/a--b", "中国-东盟，见https://a.cn/文/a--b" },
    /* stops */
    { "文文.文文.完.", "文文。文文。完。" },
    { "文文. 文文.", "文文。文文。" },
    { "（文文.）文", "（文文。）文" },
    { "文\"文文.\"文", "文“文文。”文" },
    { "一.总则", "一.总则" },
    { "十二.附则.", "十二.附则。" },
    { "约翰.史密斯来了.", "约翰.史密斯来了。" },
    { "列夫.托尔斯泰", "列夫.托尔斯泰" },
    { "等等...文", "等等...文" },
    /* hosts */
    { "中文域名“云汀.中国”启用", "中文域名“云汀.中国”启用" },
    { "访问 云汀.教育 或 数学.云汀.网址。", "访问 云汀.教育 或 数学.云汀.网址。" },
    { "见https://云汀.学院/主页", "见https://云汀.学院/主页" },
    { "云汀.中国", "云汀.中国" },
    { "会已开.中国科学院、政务大厅.香港、澳门", "会已开。中国科学院、政务大厅。香港、澳门" },
    { "见https://a.cn说明.下周停课", "见https://a.cn说明。下周停课" },
    { "3.5万元，学校.cn", "3.5万元，学校.cn" },
    { "Vol. 三", "Vol. 三" },
    { "1. 总则", "1. 总则" },
    { "使用Linux, 然后", "使用Linux, 然后" },
    /* times */
    { "上午8：30开会", "上午8:30开会" },
    { "8:30-17:30办公", "8:30—17:30办公" },
    { "8：30～9：00，8:30 – 9:00，8:30~9:00", "8:30—9:00，8:30—9:00，8:30—9:00" },
    { "8:30-17:30", "8:30—17:30" },
    { "周一~周五9:00—17:00", "周一—周五9:00—17:00" },
    { "周一至周日 7:00-次日1:00", "周一至周日7:00—次日1:00" },
    { "上午8:30–下午5:00，8:30 ～ 晚上10:00", "上午8:30—下午5:00，8:30—晚上10:00" },
    { "9:00一16:00", "9:00—16:00" },
    { "星期一－星期五，周一-五，週一 - 週日", "星期一—星期五，周一—五，週一—週日" },
    { "第一-第五，统一-周期，七日-周一", "第一-第五，统一-周期，七日-周一" },
    { "8:30一人，一周一-5", "8:30一人，一周一-5" },
    { "open 8:30-17:30", "open 8:30-17:30" },
    { "8:30至17:30", "8:30至17:30" },
    { "9点~17点，9时30分-11时，晚9点半～次日6点", "9点—17点，9时30分—11时，晚9点半—次日6点" },
    { "2点-3人，一点-二点，第3点~第5点", "2点-3人，一点-二点，第3点~第5点" },
    { "比例1：200，绘1：50000地形图，按1：300的比", "比例1:200，绘1:50000地形图，按1:300的比" },
    { "方案1：200人，编号11：200，问题1：2026年", "方案1：200人，编号11：200，问题1：2026年" },
    { "电话：023-65763110，房间：201：300人", "电话：023-65763110，房间：201：300人" },
    { "2026-11-20", "2026-11-20" },
    /* a place that was left free */
    { "学院　ICP备19001440号-1　公网安备50010602503266号",
        "学院　ICP备19001440号-1　公网安备50010602503266号" },
    { "宣传部　11月20日，宣传部（处）　11月20日", "宣传部　11月20日，宣传部（处）　11月20日" },
    { "2026年　（第一季）", "2026年　（第一季）" },
    { "停水，　3号楼　，请储水", "停水，3号楼，请储水" },
    { "共 580 余人", "共580余人" },
    /* prices */
    { "￥ 100和$ 5、¥ 20元", "￥100和$5、¥20元" },
};

static void test_shown(void **state)
{
    (void)state;
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    size_t failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        struct set_options options = { .width_px = 100 * PX, .even_times = true };
        struct set_text set;
        assert_true(typeset_text(
            &arena, &(struct set_source) { &measure, &style, cases[i].typed }, &options, &set));
        assert_int_equal(set.line_count, 1);
        if (strcmp(set.lines[0].text, cases[i].shown) != 0) {
            failed++;
            print_error("%s: %s, not %s\n", cases[i].typed, set.lines[0].text, cases[i].shown);
        }
        arena_finish(&arena);
    }
    assert_int_equal(failed, 0);
}

/* Where each piece stands, in hundredths of an em. */
static void test_gaps(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int x[8];
    } gaps[] = {
        { "文[1]文[12]。", { 0, 100, 250, 350, 550 } },
        { "高‘质’”文", { 0, 100, 200, 300, 325, 425 } },
        { "高“‘质’，文", { 0, 100, 125, 225, 325, 350, 450 } },
        { "文\xE3\x80\x80文", { 0, 200 } },
        { "三3×10⁴人", { 0, 125, 400 } },
        { "文　3　文", { 0, 200, 350 } },
    };
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        struct arena arena;
        arena_init(&arena);
        struct set_options options = { .width_px = 100 * PX };
        struct set_text set;
        assert_true(typeset_text(
            &arena, &(struct set_source) { &measure, &style, gaps[i].typed }, &options, &set));
        for (size_t k = 0; k < set.lines[0].piece_count; k++) {
            assert_int_equal(set.lines[0].pieces[k].x / MEASURE_UNIT, gaps[i].x[k]);
        }
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shown),
        cmocka_unit_test(test_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
