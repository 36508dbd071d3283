/* The words of headlines, and the lists that they are found by. */
#include "title_reader.h"
#include "typeset/title/lexicon.h"
#include "typeset/title/lexicon_words.h"
#include "typeset/title/words.inc"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* | between words */
static const char *const cases[] = {
    "学校|召开|2026年|春季|学期",
    "圖書館|元旦|休館",
    "图书馆|元旦|休馆",
    "第二食堂|改造|完工|，|新增|营养|套餐",
    "图书馆|志愿者|服务",
    "校友|林婉清|向|母校|捐赠|500万元",
    "省|教育厅|厅长|王建国|来校|调研",
    "诺贝尔奖|得主|让|·|蒂罗尔|做客",
    "新疆|喀什|大学|师生|来|我校",
    "第十八届|校园|歌手|大赛|总决赛",
    "面向|28省|招生|5200人",
    "自|12月1日起|执行",
    "第四季度|安全|生产|会议",
    "食品|安全|检查",
    "作家|刘震云|谈|小说",
    "青年|教师|吴昊|：|把|论文",
    "GRE|考试",
    "公共|教学楼|A座|电梯",
    "支教团|出发",
    "吴国栋|教授|报告会",
    "全国|教书|育人|楷模",
    "校友|王强|向|母校|捐赠",
    "关于|王立新|等|同志",
    "与|加拿大|阿尔伯塔|大学",
    "公布|2026年度|青年|教师",
    "2027年度|省|社会|科学|基金",
    "与|马来西亚|理科|大学",
    "王志强|同志|任|化工|学院|党委|书记",
    "3号楼|至|7号楼|明日|停暖|8小时",
    "去除|99.9%|微|塑料",
    "副校长|欧阳文婷|带队|赴|重庆",
    "教务处|处长|司马青云|解读|方案",
    "宇文|老师|受|表彰",
    "感受|东方|文化|魅力",
    "司空见惯|的|浪费|现象",
    "欧阳修|诗文|朗诵会",
    "“|AI+|艺术|”|毕业|设计展",
    "“|5G+|工业|互联网|”|学院",
    "数控|多轴|加工|赛项|开幕",
    "榮獲|金牌|，|校長|親自|接機",
    "學務處|公告|：|停車證|換發|作業",
    "著名|作家|林婉清|詩歌|朗誦會",
    "著名|作家|林婉清|诗歌|朗诵会",
};

static void read_words(const char *text, const char *lang, char *out)
{
    struct title_reading title;
    assert_true(title_reading_init(&title, text, lang, 1 << 10));
    out[0] = '\0';
    for (size_t w = 0; w < title.phrase.count; w++) {
        const struct phrase_word *word = &title.phrase.words[w];
        strcat(out, w ? "|" : "");
        for (size_t i = word->from; i < word->to; i++) {
            strcat(out, title.units.row[i].text);
        }
    }
    title_reading_finish(&title);
}

/* Of characters that Chinese has, too. */
static const char *const cases_in_japanese[] = {
    "入学|説明会|開催",
    "図書館|臨時|休館",
    "学生|募集|要項|公開",
    "留学生|交流会|参加者|募集",
    "大学|祭|日程|変更",
    "健康|診断|実施",
};

static void check_words(const char *const *parted, size_t count, const char *lang)
{
    for (size_t i = 0; i < count; i++) {
        char text[256] = "", words[512];
        size_t size = 0;
        for (const char *c = parted[i]; *c; c++) {
            text[size] = *c;
            size += *c != '|';
        }
        text[size] = '\0';
        read_words(text, lang, words);
        assert_string_equal(words, parted[i]);
    }
}

static void test_words(void **state)
{
    (void)state;
    check_words(cases, sizeof cases / sizeof *cases, NULL);
    check_words(cases_in_japanese, sizeof cases_in_japanese / sizeof *cases_in_japanese, "ja");
}

/* Words of `size` bytes with `extra` behind them are in order, each once. */
static void check_order(const char *words, size_t length, size_t size, size_t extra)
{
    size_t stride = size + extra;
    assert_int_equal(length % stride, 0);
    for (size_t at = stride; at < length; at += stride) {
        assert_true(memcmp(words + at - stride, words + at, size) < 0);
    }
}

static void check_kinds(const char *words, size_t length, size_t size)
{
    check_order(words, length, size, 1);
    for (size_t at = 0; at < length; at += size + 1) {
        assert_int_not_equal(lexicon_kinds(words + at, size), 0);
    }
}

/* Behind each its tag, its cost, and of up to three characters a third. */
static void check_tagged(const char *words, size_t length, size_t size)
{
    enum { THREE = 3 * 3 };
    size_t extra = size <= THREE ? 3 : 2;
    check_order(words, length, size, extra);
    for (size_t at = 0; at < length; at += size + extra) {
        assert_int_equal(lexicon_find(words + at, size).tag, words[at + size]);
    }
}

static void test_lists(void **state)
{
    (void)state;
    enum { HAN = 3 };
    check_tagged(table_of_one, sizeof table_of_one - 1, HAN);
    check_tagged(table_of_two, sizeof table_of_two - 1, 2 * HAN);
    check_tagged(table_of_three, sizeof table_of_three - 1, 3 * HAN);
    check_tagged(table_of_four, sizeof table_of_four - 1, 4 * HAN);
    check_tagged(table_of_five, sizeof table_of_five - 1, 5 * HAN);
    check_tagged(table_of_six, sizeof table_of_six - 1, 6 * HAN);
    check_kinds(words_of_one, sizeof words_of_one - 1, HAN);
    check_kinds(words_of_two, sizeof words_of_two - 1, 2 * HAN);
    check_kinds(words_of_three, sizeof words_of_three - 1, 3 * HAN);
    check_kinds(words_of_four, sizeof words_of_four - 1, 4 * HAN);
    assert_int_equal(lexicon_find("大赛", 2 * HAN).tag, 'n');
    assert_int_equal(lexicon_find("社会实践", 4 * HAN).tag, TAG_PAIR);
    assert_int_equal(lexicon_find("技能展示周", 5 * HAN).tag, TAG_PAIR);
    assert_int_equal(lexicon_find("轨道交通", 4 * HAN).tag, TAG_LIKELY);
    assert_int_equal(lexicon_find("人工智能", 4 * HAN).tag, TAG_WHOLE);
    assert_true(lexicon_find("校园", 2 * HAN).role < ROLE_EITHER);
    assert_true(lexicon_find("大赛", 2 * HAN).role > ROLE_EITHER);
    assert_int_equal(lexicon_find("的", HAN).role, ROLE_UNKNOWN);
    assert_int_equal(lexicon_find("的的", 2 * HAN).tag, TAG_NONE);
    assert_int_equal(lexicon_find("學", HAN).tag, TAG_NONE);
    assert_int_equal(lexicon_find("", 0).tag, TAG_NONE);
    assert_true(lexicon_find("的", HAN).cost < lexicon_find("钛", HAN).cost);
    static const struct {
        const char *word;
        unsigned kinds;
    } known[] = {
        { "召开", WORD_PREDICATE },
        { "与", WORD_LEADING },
        { "的", WORD_PARTICLE },
        { "校长", WORD_TITLE },
        { "王", WORD_SURNAME },
        { "欧阳", WORD_SURNAME },
        { "今晚", WORD_TIME },
        { "自治州", WORD_BOUND },
        { "全国", WORD_SCOPE },
        { "副校长", WORD_BOUND | WORD_TITLE },
        { "龟", 0 },
        { "ab", 0 },
        { "", 0 },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_int_equal(lexicon_kinds(known[i].word, strlen(known[i].word)), known[i].kinds);
    }
}

/* What stays on one line though the lines are the more unlike for it. */
static void test_titles(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width_em;
        const char *lines;
    } titles[] = {
        { "学校党委理论学习中心组专题学习习近平总书记重要讲话精神", 14,
            "学校党委理论学习中心组|专题学习习近平总书记|重要讲话精神" },
        { "讲座预告｜中国科学院院士周明远：量子计算离我们有多远", 12,
            "讲座预告｜|中国科学院院士周明远：|量子计算离我们有多远" },
        { "把青春写在乡村振兴的路上", 8, "把青春写在|乡村振兴的路上" },
        { "注意！12月5日8:00—12:00梅园1—6栋停水", 11,
            "注意！|12月5日8:00—12:00|梅园1—6栋停水" },
        { "图书馆寒假开放时间调整为每日9:00至17:00", 12,
            "图书馆寒假开放时间|调整为每日9:00至17:00" },
        { "副校长欧阳文婷带队赴重庆长安汽车", 7, "副校长欧阳文婷|带队赴重庆|长安汽车" },
        { "西部计划志愿者招募12月20日截止报名", 14, "西部计划志愿者招募|12月20日截止报名" },
        { "重庆市人力资源和社会保障厅副厅长来校调研", 10,
            "重庆市人力资源|和社会保障厅副厅长|来校调研" },
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        char lines[256];
        assert_true(title_lines(titles[i].text, titles[i].width_em, "|", lines));
        assert_string_equal(lines, titles[i].lines);
    }
}

/* Ragged lines end between words, as long as that costs no line. */
static void test_ragged(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width_em;
        bool whole_words;
        const char *lines;
    } ragged[] = {
        { "烟雾已扩散至三层，请勿使用电梯。", 12, false, "烟雾已扩散至三层，请勿使|用电梯。" },
        { "烟雾已扩散至三层，请勿使用电梯。", 12, true, "烟雾已扩散至三层，请勿|使用电梯。" },
        { "请到图书馆", 4, true, "请到|图书馆" },
        /* It would take a third line. */
        { "请到图书馆一楼大厅", 5, true, "请到图书馆|一楼大厅" },
        { "图书馆实训中心图书馆", 5, true, "图书馆实训|中心图书馆" },
        { "raised RMB 12,860 for it", 7, true, "raised|RMB 12,860|for it" },
        { "see No. 5 there", 3, true, "see|No. 5|there" },
        { "xRMB 12", 3, true, "xRMB|12" },
    };
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = 16 };
    for (size_t i = 0; i < sizeof ragged / sizeof *ragged; i++) {
        const struct set_options options = { .width_px = ragged[i].width_em * style.px,
            .whole_words = ragged[i].whole_words };
        struct arena arena;
        struct set_text set;
        char lines[256] = "";
        arena_init(&arena);
        assert_true(typeset_text(
            &arena, &(struct set_source) { &measure, &style, ragged[i].text }, &options, &set));
        for (size_t k = 0; k < set.line_count; k++) {
            strcat(lines, k ? "|" : "");
            strcat(lines, set.lines[k].text);
        }
        assert_string_equal(lines, ragged[i].lines);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_ragged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
