/* Who signs a text, and when, is told from other short lines at its end: texts made by chance,
 * with a closing and without one, and cases. */
#include "base/bytes.h"
#include "chance.h"
#include "content/text/closing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TEXTS = 2000, PARAGRAPHS_MOST = 40 };

#define PICK(list) (list)[chance((int)(sizeof(list) / sizeof *(list)))]

/* Paragraphs, each with the '\n' that ends it. */
static size_t split(const char *text, struct closing_paragraph *paragraphs)
{
    size_t count = 0;
    for (const char *end; (end = strchr(text, '\n')) && count < PARAGRAPHS_MOST;) {
        paragraphs[count++] = (struct closing_paragraph) { text, (size_t)(end - text) };
        text = end + 1;
    }
    return count;
}

/* What is found in a text, as its paragraphs between " | "; "" for nothing. */
static void print_found(const char *text, struct bytes *out)
{
    struct closing_paragraph paragraphs[PARAGRAPHS_MOST];
    const size_t count = split(text, paragraphs);
    size_t from = 0, to = 0;
    bytes_print(out, "%s", "");
    if (closing_find(paragraphs, count, &from, &to)) {
        assert_true(from > 0 && from < to && to <= count);
        for (size_t i = from; i < to; i++) {
            bytes_print(out, "%s%.*s", i > from ? " | " : "", (int)paragraphs[i].size,
                paragraphs[i].text);
        }
    }
}

static int faults_in(const char *text, const char *wanted)
{
    struct bytes found;
    bytes_init(&found);
    print_found(text, &found);
    const bool differs = strcmp(found.data, wanted) != 0;
    if (differs) {
        print_error("%s-> \"%s\", not \"%s\"\n", text, found.data, wanted);
    }
    bytes_finish(&found);
    return differs;
}

static const char *const sentences[] = {
    "因线路检修，东区宿舍今晚十点至明早六点停电，请同学们提前做好准备。",
    "各学院须于本周五前将材料报送至行政楼二〇三室。",
    "欢迎广大师生前往参观！",
    "现将有关事项通知如下：",
    "特此通知。",
    "特此公告",
    "此致\n敬礼！",
    "感谢您的理解与支持。",
    "讲座面向全校师生开放（无需预约）。",
    "他说：“这是我们共同的节日。”",
};

/* What may be the last line before a closing. */
static const char *const last[] = { "特此通知。", "特此说明", "特此公告。",
    "给您带来不便，敬请谅解。", "望各单位遵照执行！", "未尽事宜，另行通知。", "此致\n敬礼",
    "祝同学们学业进步！", "本通知自发布之日起执行。" };

/* And before one whose day has a year and that names an office. */
static const char *const lists[] = { "附件：申请表", "3.材料须一式两份", "三、报名须按时",
    "联系人：陈老师，电话：65763110", "（三）逾期不再受理" };

static const char *const offices[] = { "学生处", "教务处", "后勤保障处", "图书馆", "校团委",
    "党委宣传部", "信息化建设与管理中心", "共青团滨海职业技术学院委员会", "交通运输学院",
    "附属中学", "学生工作部（处）", "第十二届科技文化节组委会", "2026级学生会", "教务科",
    "人力资源和社会保障局", "滨海市教育局", "物业服务中心", "學生事務處", "研究生院",
    "国际交流与合作办公室", "滨海职业技术学院（盖章）", "保卫部、后勤处", "计算机系" };

static const char *const names[] = { "校长 王明", "全体毕业生", "张晓华", "倡议人 李思远" };

static const char *const days[] = { "2026年11月20日", "2026年1月5日", "二〇二六年十一月二十日",
    "2026-11-20", "2026.11.20", "2026/11/20", "2026 年 11 月 20 日", "中華民國115年11月20日" };

static const char *const parts[] = { "11月20日", "2026年11月", "二〇二六年十一月" };

static const char *const behind[] = { "附件：1.申请表", "附件1：名单\n附件2：日程表",
    "（此件公开发布）", "抄送：各学院", "联系人：陈老师　电话：65763110", "责任编辑：周敏" };

static void print_body(struct bytes *out)
{
    const int count = 1 + chance(6);
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s\n", PICK(sentences));
    }
}

/* Names of offices that stand by themselves. */
static const char *const sure[] = { "学生处", "校团委", "党委宣传部", "学校办公室",
    "滨海职业技术学院", "教育局", "研究生院", "教师发展中心" };

static void print_closing(struct bytes *out, struct bytes *wanted)
{
    const char *office = PICK(offices), *day = PICK(days);
    switch (chance(7)) {
    case 0:
        bytes_print(out, "%s\n%s\n%s\n", chance(4) ? PICK(last) : PICK(lists), office, day);
        bytes_print(wanted, "%s | %s", office, day);
        break;
    case 1:
        bytes_print(out, "%s\n", chance(4) ? PICK(last) : PICK(lists));
        bytes_print(wanted, "%s%s%s", office, chance(2) ? " " : chance(2) ? "　" : "", day);
        bytes_print(out, "%s\n", wanted->data);
        break;
    case 2: {
        const char *other = PICK(offices);
        bytes_print(out, "%s\n%s\n%s\n%s\n", PICK(last), other, office, day);
        bytes_print(wanted, "%s | %s | %s", other, office, day);
        break;
    }
    case 3: {
        const char *name = PICK(names);
        bytes_print(out, "%s\n%s\n%s\n", PICK(last), name, day);
        bytes_print(wanted, "%s | %s", name, day);
        break;
    }
    case 4:
        bytes_print(out, "%s\n%s\n", PICK(last), day);
        bytes_print(wanted, "%s", day);
        break;
    case 5: {
        const char *part = PICK(parts), *known = PICK(sure);
        bytes_print(out, "%s\n%s\n%s\n", PICK(last), known, part);
        bytes_print(wanted, "%s | %s", known, part);
        break;
    }
    default: {
        const char *known = PICK(sure);
        bytes_print(out, "%s\n%s\n", PICK(last), known);
        bytes_print(wanted, "%s", known);
    }
    }
}

static void test_closings(void **state)
{
    (void)state;
    int faults = 0;
    chance_begin(2026);
    for (int i = 0; i < TEXTS; i++) {
        struct bytes text, wanted;
        bytes_init(&text);
        bytes_init(&wanted);
        print_body(&text);
        print_closing(&text, &wanted);
        if (chance(3) == 0) {
            bytes_print(&text, "%s\n", PICK(behind));
        }
        faults += faults_in(text.data, wanted.data);
        bytes_finish(&wanted);
        bytes_finish(&text);
    }
    assert_int_equal(faults, 0);
}

/* What texts end with that nobody signs. */
static const char *const ends[] = { "地点：文科楼报告厅", "电话：65763110",
    "时间：2026年11月20日", "咨询电话 65763110", "地址：滨海市学府路1号", "图书馆一楼大厅",
    "2026年11月20日（星期五）14:00", "2026年11月20日 14:00", "11月20日",
    "11月20日 14:00 图书馆", "主讲人：王明教授", "行政楼203室", "请到学生处领取", "详询教务处",
    "联系人：学生处陈老师", "3.学生处", "· 教务处", "活动时间 2026年11月20日",
    "报名截止 11月30日", "凭学生证入场", "欢迎参会", "敬请期待", "扫码关注图书馆",
    "一等奖：计算机系", "参加单位：学生处、教务处", "网址：www.example.edu.cn",
    "18:30—20:00 音乐厅", "大学生活动中心", "第二食堂", "周三下午两点", "学生会，等你来",
    "把握机会", "票价：10元", "2026", "65763110", "一楼至三楼", "东区宿舍 8 号楼" };

static void test_others(void **state)
{
    (void)state;
    int faults = 0;
    chance_begin(2027);
    for (int i = 0; i < TEXTS; i++) {
        struct bytes text;
        bytes_init(&text);
        print_body(&text);
        const int count = 1 + chance(3);
        for (int k = 0; k < count; k++) {
            bytes_print(&text, "%s\n", PICK(ends));
        }
        faults += faults_in(text.data, "");
        bytes_finish(&text);
    }
    assert_int_equal(faults, 0);
}

/* Headlines, which nobody wrote for this, as a text's last line: none is signed, also above a
 * day's time. */
static void test_headlines(void **state)
{
    static const char *const files[] = { "titles", "titles_second", "titles_second_blind",
        "titles_third", "titles_third_blind", "titles_fourth_blind", "titles_fifth_blind" };
    (void)state;
    int faults = 0, all = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[256], line[4096];
        snprintf(path, sizeof path, TEST_ROOT "/tests/data/%s.tsv", files[i]);
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        while (fgets(line, sizeof line, file)) {
            struct bytes text;
            const size_t size = strcspn(line, "\t\n");
            if (size == 0 || *line == '#') {
                continue;
            }
            bytes_init(&text);
            bytes_print(&text, "现将有关事项通知如下。\n%.*s\n", (int)size, line);
            faults += faults_in(text.data, "");
            bytes_finish(&text);
            all++;
        }
        fclose(file);
    }
    assert_true(all > 400);
    assert_int_equal(faults, 0);
}

static const struct {
    const char *text, *found;
} cases[] = {
    { "", "" },
    { "学生处\n", "" },
    { "学生处\n2026年11月20日\n", "" }, /* nothing is signed */
    { "讲座信息\n文学院\n2026年11月20日\n", "" },
    { "参加单位如下：\n学生处\n教务处\n2026年11月20日\n", "" },
    { "一等奖\n计算机系\n二等奖\n外语系\n", "" },
    { "停电至六点。\n学生处\n教务处\n", "学生处 | 教务处" },
    { "停电至六点。\n图书馆三楼\n2026年11月20日\n", "" },
    { "停电至六点。\n\n学生处\n",
        "" }, /* what is empty is no paragraph: callers leave it out */
    { "停电至六点。\n学生处\n2026年11月20日\n另：西区照常供电。\n", "" },
    { "停电至六点。\n　　学生处 \n 2026年11月20日　\n", "　　学生处  |  2026年11月20日　" },
    { "停电至六点。\n2026年13月40日\n", "" },
};

static void test_cases(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        faults += faults_in(cases[i].text, cases[i].found);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closings),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_headlines),
        cmocka_unit_test(test_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
