/* How words of lists are found and weighed (docs/guard.md), by small lists of this test's own.
 */
#include "content/guard/words/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { TEXTS_MAX = 8 };

static struct text_folder *folder;

static int set_up(void **state)
{
    (void)state;
    struct error error;
    folder = text_folder_create(&error);
    return folder ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    text_folder_destroy(folder);
    return 0;
}

static struct words *create(const char *list)
{
    char path[] = "/tmp/lobbycard-words-XXXXXX";
    const char *paths[] = { path };
    struct error error;
    FILE *file = fdopen(mkstemp(path), "w");
    assert_non_null(file);
    fputs(list, file);
    fclose(file);
    struct words *words = words_create(folder, paths, 1, &error);
    if (!words) {
        fail_msg("%s", error.text);
    }
    remove(path);
    return words;
}

/* Texts with | between them. */
static bool allows(struct words *words, const char *text, size_t *at, struct error *why)
{
    char copy[600], *rest = copy, *one;
    const char *texts[TEXTS_MAX];
    size_t count = 0;
    struct arena scratch;
    snprintf(copy, sizeof copy, "%s", text);
    while (count < TEXTS_MAX && (one = strsep(&rest, "|"))) {
        texts[count++] = one;
    }
    arena_init(&scratch);
    struct words_texts judged = { .list = texts, .count = count };
    bool fine = words_allow(words, &scratch, &judged, why);
    *at = judged.at;
    arena_finish(&scratch);
    return fine;
}

struct held_case {
    const char *text;
    bool held;
};

static void check(const char *list, const struct held_case *cases, size_t count)
{
    struct words *words = create(list);
    for (size_t i = 0; i < count; i++) {
        size_t at;
        struct error why = { "" };
        if (allows(words, cases[i].text, &at, &why) == cases[i].held) {
            fail_msg("%s: %s %s", cases[i].text, cases[i].held ? "passed" : "held", why.text);
        }
    }
    words_destroy(words);
}

#define CHECK(list, ...)                                                                       \
    do {                                                                                       \
        static const struct held_case cases[] = { __VA_ARGS__ };                               \
        check(list, cases, sizeof cases / sizeof *cases);                                      \
    } while (0)

static void test_weighed(void **state)
{
    (void)state;
    CHECK("word 10: 六合彩\nword 6: 赌场\nclaim 5: 稳赚\ncall 5: 加我\nwarning 6: 谨防\n"
          "context 4: 讲座\n",
        { "看六合彩", true }, { "赌场", false }, { "赌场稳赚", true }, { "赌场加我", true },
        { "加我", false }, { "稳赚加我", true }, { "谨防六合彩", false },
        { "谨防六合彩稳赚", false }, { "谨防六合彩，加我", false },
        { "谨防六合彩稳赚，加我", true }, { "六合彩讲座", false }, { "六合彩讲座，加我", true },
        { "六合彩六合彩谨防", false }, { "谨防|六合彩", false }, { "六合|彩", true });
    CHECK("limit: hold 5\nlimit: call 3\nword 4: 赌场\ncall 9: 加我\n", { "赌场", false },
        { "赌场加我", true }, { "加我", false });
    CHECK("limit: near 10\nword 5: 赌场\nclaim 5: 稳赚\n", { "赌场在那里，稳赚", true },
        { "赌场在很远很远很远很远很远很远的地方，稳赚", false });
    CHECK("limit: warning 4\nword 12: 赌场\nwarning 9: 谨防, 防范\n", { "谨防防范赌场", false },
        { "防范赌场", false }, { "赌场", true });
    CHECK("limit: warning 1\nword 12: 赌场\nwarning 9: 谨防\n", { "谨防赌场", true });
    CHECK("word 10: 六合彩\ncall 10: 加我\nwarning 12: 谨防\n", { "谨防六合彩，加我", true });
}

/* A paragraph or a line by itself: what is said around it does not excuse it, but for what
 * warns, and where it calls its readers, what warns at the head of all. */
static void test_paragraphs(void **state)
{
    (void)state;
    CHECK("word 10: 六合彩\ncall 5: 加我\ncall 2: 登录\nwarning 12: 谨防\ncontext 8: 讲座\n"
          "office 8: 报名\nclaim 6: 稳赚\nclaim 6: 来钱\n",
        { "通知|讲座|六合彩|讲座", true }, { "讲座|看六合彩", true }, { "讲座六合彩", false },
        { "通知|六合彩讲座|好", false }, { "通知\n六合彩\n讲座", true },
        { "通知，六合彩，讲座", false }, { "通知|六合彩|谨防", false },
        { "通知|六合彩，加我|谨防", true }, { "通知|六合彩，登录|谨防", false },
        { "谨防|六合彩，加我|好", false }, { "报名|稳赚来钱|报名", true },
        { "报名，稳赚来钱", false }, { "好|六合彩加我稳赚来钱讲座谨防|好", false },
        { "讲座\n好\n稳赚来钱", true });
}

/* What is a way of speaking alone is nothing until the tone is an offer's. */
static void test_soft(void **state)
{
    (void)state;
    CHECK(
        "limit: soft 6\nlimit: tone 20\nclaim 4: 来钱, 拿去, 靠谱\nclaim 6: <tone>\ncall 2: 登录\n"
        "call 4: 加我\ntone 25: 快快\n",
        { "来钱拿去靠谱", false }, { "来钱拿去靠谱，登录", false },
        { "来钱拿去靠谱，加我", true }, { "来钱拿去靠谱快快好", true });
    CHECK("claim 4: 来钱, 拿去, 靠谱\n", { "来钱拿去靠谱", true });
    /* A second sentence makes it no louder. */
    CHECK("limit: tone 20\nlimit: loud 45\nclaim 6: <tone>\nclaim 8: <loud>\ntone 25: 快快\n"
          "claim 5: 来钱\n",
        { "快快好好好好好。快快好快快好好", false },
        { "来钱快好好好好。快快好快快好好", true });
}

static void test_always(void **state)
{
    (void)state;
    CHECK("特码论坛\nwarning 99: 谨防\nname: 特码论坛史\nre:彩{2}\n", { "谨防特码论坛", true },
        { "特码论坛史", true }, { "谨防彩 彩", true }, { "谨防", false });
}

static void test_names(void **state)
{
    (void)state;
    CHECK("word 10: 特码, 金沙\nname: 特码头, 金沙江\n", { "特码", true },
        { "特码头街区", false }, { "特码头和特码", true }, { "金沙江畔", false },
        { "特★码头", true });
    CHECK("word 22: 金沙\nname: 金沙江\n", { "金沙江畔", false });
}

/* What a word is part of is no word: by ICU's dictionary. */
static void test_words_cut(void **state)
{
    (void)state;
    CHECK("word 10: 六合彩, 九肖中特\n", { "九肖中特等奖学金", false }, { "六合彩", true },
        { "看九肖中特", true }, { "六·合·彩·虹", true });
}

static void test_figures(void **state)
{
    (void)state;
    CHECK("word 10: #肖#码\n", { "三肖六码", true }, { "3肖18码", false }, { "④肖⑧码", true },
        { "—肖—码", false }, { "肖码", false });
    CHECK("stroke: — ー |\nfiller: 々 丶\nword 10: #肖#码, 六合彩\n", { "—肖—码", true },
        { "ー肖ー码", true }, { "六々合丶彩", true }, { "l肖l码", true });
}

static void test_disguised(void **state)
{
    (void)state;
    static const char list[] =
        "alike: 中 = 申 忠\nalike: 肖 = 宵\nalike: 葡 = 匍\nalike: 京 = 亰\nalike: 九 = 久\n"
        "alike: n = ⲛ\nalike: i = ⲓ\ncall 8: <disguise>\nword 10: 九肖中特, 新葡京, casino, gambling\n"
        "word 5: 赌场, onlinecasino\n";
    CHECK(list, { "玖肖申特", true }, { "久肖忠特", true }, { "新葡亰", true },
        { "久宵申特", false }, { "匍亰", false }, { "赌场", false }, { "赌☆场", true },
        { "赌　场", false }, { "c a s i n o", true }, { "🅲🅰🆂🅸🅽🅾", true }, { "🇨🇦🇸🇮🇳🇴", true },
        { "ᴄᴀꜱɪɴᴏ", true }, { "gáḿblïng", true }, { "⠉⠁⠎⠊⠝⠕", true }, { "cαsιησ", true },
        { "C4S1N0", true }, { "casⲓⲛo", true }, { "特中肖九", true },
        { "‮特中肖九‬", true }, { "九1肖2中x特", true }, { "\\u4e5d\\u8096中特", true },
        { "%E4%B9%9D%E8%82%96中特", true }, { "basic as in oven", false },
        { "occasional", false });
    CHECK(list, { "六盒", false }, { "九中肖特", false });
}

static void test_sounds(void **state)
{
    (void)state;
    CHECK("word 10: 六合彩, 九肖中特, 网上赌场, 裸聊\n", { "liuhecai", true },
        { "LIU HE CAI", true }, { "六he彩", true }, { "liu合cai", true },
        { "jiuxiaozhongte", true }, { "wang上du场", true }, { "luo聊", true },
        { "luoliao", true }, { "liu. he, cai", false }, { "liuhecain", false },
        { "六hecan", false });
}

static void test_homophones(void **state)
{
    (void)state;
    CHECK("word 10: 九肖中特, 六合彩, 网上赌场, 裸贷\n", { "九肖终特", true },
        { "久宵仲忒", true }, { "六荷彩", true }, { "六荷菜", false }, { "网上独唱", false },
        { "裸袋", false }, { "九肖。终特", false }, { "九肖冲特", false },
        { "九小中特", true });
}

static void test_parts(void **state)
{
    (void)state;
    CHECK("parts: 赌 = 贝者\nparts: 肖 = 小月\nword 10: 赌场, 九肖中特\n", { "贝者场", true },
        { "九小月中特", true }, { "贝 者场", false }, { "贝者", false });
}

static void test_traits(void **state)
{
    (void)state;
    static const char list[] = "word 5: 彩票\ncall 5: <address>\nclaim 6: <hidden address>\n"
                               "warning 5: <quoted>\nclaim 4: 百度\n";
    CHECK(list, { "彩票 a.example.com", true }, { "彩票 www.mps.gov.cn", false },
        { "彩票 www.a.edu.cn", false }, { "彩票 a点com", true }, { "彩票 a[.]vip", true },
        { "彩票 a.c0m", true }, { "百度a。cc", true }, { "彩票 1.5", false },
        { "彩票 第3.com", true });
    /* Names of files are none, but for an address that seems to be one, or stands behind one.
     */
    CHECK(list, { "彩票 IMG_2041.JPG", false }, { "彩票 report.final.docx", false },
        { "彩票 v1.2.pdf", false }, { "彩票 www.abc.com.jpg", true },
        { "彩票 abc.vip.PDF", true }, { "彩票 新葡京.com.jpg", true },
        { "彩票 IMG_2041.jpg(www.abc.com)", true }, { "彩票 IMG_2041.jpg 见 abc.vip", true },
        { "彩票 a.jpg.com", true });
    CHECK("word 5: 彩票\ncall 5: <handle>\n", { "彩票 xx00417", true }, { "彩票 A4", false },
        { "彩票 2026", false }, { "彩票编号：A00123", false },
        { "彩票编号A00123至A00150", false }, { "彩票编号A00123-A00150号", false },
        { "彩票 A00123", true }, { "彩票A00123至A00150", true },
        { "彩票编号，加abc00123", true });
    CHECK("word 12: 彩票\nwarning 5: <quoted>\n", { "“彩票”", false }, { "“学”彩票", true });
    CHECK("word 6: 彩票\ncall 5: <whole>\n", { "彩票", true }, { "彩票的概率论", false },
        { "彩|票", true });
}

static void test_amounts(void **state)
{
    (void)state;
    static const char list[] = "word 5: 彩票\nclaim 5: <amount>\n";
    CHECK(list, { "彩票 三百元", true }, { "彩票一天58块", true }, { "彩票，给五百。", true },
        { "彩票六百一次", true }, { "彩票一万起", true }, { "彩票，几个点", true },
        { "彩票百分之五", true }, { "彩票翻十倍", true }, { "彩票 0.5元", true },
        { "彩票三百人", false }, { "彩票 2026 年", false }, { "彩票十一选五", false },
        { "彩票 301 教室", false }, { "三百元", false });
    CHECK("word 5: 彩票\ncall 5: <hidden number>\n", { "彩票 壹叁捌零零壹叁捌零零零", true },
        { "彩票①③⑧零零一三八零零零", true }, { "彩票 13800138000", false },
        { "彩票二〇二六", false });
}

/* How people talk: of a few letters, never an offer by themselves. */
static void test_letters(void **state)
{
    (void)state;
    static const char list[] = "limit: letters 5\nclaim 3: 我, 你, 钱\nclaim 5: 赢的\n"
                               "claim 4: 中奖, 替我\nname: 我们\n";
    CHECK(list, { "我给你，赢的钱", true }, { "我和你的钱", false },
        { "我，中奖，你，钱", false }, { "我们赢的钱", false }, { "我赢的，你看", true },
        { "替我赢的", false }, { "我我赢的", false });
    CHECK("limit: letters 12\nclaim 3: 我, 你, 钱, 都\n", { "我，你，钱，都", false });
    CHECK("limit: letters 5\nclaim 3: 我, 你, 钱\nclaim 4: 中奖\n",
        { "我，中奖，你，钱", false });
    /* No more than other claims do, and none beside a word alone. */
    CHECK("limit: letters 6\nclaim 3: 我, 你\nclaim 5: 赢的\nword 5: 牌局\n",
        { "我你，牌局", false }, { "我你，赢的", true });
    CHECK("limit: letters 3\nclaim 3: 我, 你\nclaim 6: 赢的\n", { "我你，赢的", false });
    CHECK("claim 3: 我\nclaim 2: 甲乙, 丙丁, 戊己, 庚辛, 壬癸\n",
        { "甲乙，丙丁，戊己，庚辛，壬癸，我", false });
}

/* 四六 is none in 46, nor 成人 in 造成6人受伤. */
static void test_numbers_are_no_words(void **state)
{
    (void)state;
    CHECK("word 10: 四六\n", { "四六，", true }, { "2460 元", false }, { "46 寸", false },
        { "四六八", false });
    CHECK("word 10: 成人, 成人片\ncall 8: <disguise>\n", { "造成6人受伤", false },
        { "成x人", true }, { "成6人片", true });
}

/* A longer one says all of it. */
static void test_contexts_within(void **state)
{
    (void)state;
    CHECK("word 12: 替考\ncontext 9: 研究\ncontext 2: 研究生\n", { "研究生替考", true },
        { "研究替考", false });
}

static void test_pieces(void **state)
{
    (void)state;
    CHECK("word 6: 神药\ncall 4: <pieces>\n", { "神药 保密发货 无效退款", true },
        { "神药 保密发货", false }, { "神药 保密发货 无效退款，不要信", false },
        { "神药 USB 10 GB x", false }, { "神 药 贵", false });
}

/* What others say as well: in one piece, in the same breath. */
static void test_talk(void **state)
{
    (void)state;
    static const char list[] =
        "limit: talk 8\ncall 8: <disguise>\nword 6: 刷单\nclaim 4: 到手\n";
    CHECK(list, { "刷单，到手", true }, { "刷单的人在那里，说是，到手", false },
        { "刷单，到★手", false }, { "刷★单，到手", true });
}

/* What offices say takes away from claims that are none by themselves, and from nothing else.
 */
static void test_offices(void **state)
{
    (void)state;
    static const char list[] = "word 10: 六合彩\nword 6: 刷单\nclaim 10: 稳赚\nclaim 6: 日结\n"
                               "call 4: 加我\noffice 4: 请, 周一\n";
    CHECK(list, { "刷单日结", true }, { "请刷单日结", false }, { "请刷单日结，加我", true },
        { "请看六合彩，周一", true }, { "请看稳赚，周一", true }, { "请刷单，加我", true });
    CHECK("limit: office 1\nclaim 11: 日结\nclaim 5: 代签, 代跑\noffice 9: 请\n",
        { "请代签代跑", false }, { "代签代跑", true });
    CHECK("claim 6: 日结\ncall 10: 加我\noffice 9: 请\n", { "请日结，加我", false });
}

/* One letter that stands for how a character's sound begins. */
static void test_initials(void **state)
{
    (void)state;
    CHECK("call 8: <disguise>\nword 10: 花呗提现, 代写论文, 裸贷\nword 4: 作弊\n",
        { "花呗t现", true }, { "D写论文", true }, { "代写l文", true }, { "花b提现", true },
        { "花呗k现", false }, { "d款", false }, { "a写论文", false }, { "代写lunw", false },
        { "花呗tx", false }, { "代写 K 文", false });
}

/* Signs between, pictures of what is meant, and a word that runs on. */
static void test_signs(void **state)
{
    (void)state;
    static const char list[] =
        "alike: a = @\nalike: 马 = 🐎\nalike: c = ɔ\nalike: a = ɐ\n"
        "alike: i = ı\ncall 8: <disguise>\nword 10: 加拿大28, 代孕包, casino\n"
        "word 5: 赛马会\nword 10: 网上赌场\n";
    CHECK(list, { "加@拿@大@28", true }, { "代★孕a包", true }, { "赛🐎会", true },
        { "赛马会", false }, { "wangshangduchangguanwang", true }, { "ouısɐɔ", true },
        { "onıɔɐs", false });
}

/* Calls within one another count once, and titles of works are quoted. */
static void test_calls(void **state)
{
    (void)state;
    CHECK("word 5: 刷单\ncall 3: 加微, 加微信, 微信\n", { "刷单加微信", false },
        { "刷单加微信，微信", true });
    CHECK("word 12: 赌徒\ncontext 5: <quoted>\n", { "《赌徒》", false }, { "赌徒", true });
}

/* The reason names what decided, and the text in which it begins. */
static void test_reasons(void **state)
{
    (void)state;
    struct words *words = create("\nword 8: 六合彩\ncall 5: 加我\nwarning 2: 谨防\n");
    struct error why;
    size_t at;
    assert_false(allows(words, "通知|谨防六合彩，加我", &at, &why));
    assert_int_equal(at, 1);
    const char *told = strstr(why.text, ", line 2: ");
    assert_non_null(told);
    assert_string_equal(told, ", line 2: 谨防 -2, 六合彩 +8, 加我 +5 make 11; 10 is too much");
    words_destroy(words);
}

/* A word within a word, and one twice, count once. */
static void test_once(void **state)
{
    (void)state;
    CHECK("word 9: 刷单\nword 6: 兼职刷单, 六合\n", { "刷单，兼职刷单", false },
        { "刷单刷单刷单", false }, { "刷单六合", true });
    CHECK("word 6: 刷单\nword 9: 兼职刷单\n", { "刷单，兼职刷单", false });
}

static void test_included(void **state)
{
    (void)state;
    char folder_path[] = "/tmp/lobbycard-lists-XXXXXX", path[60], other[60];
    assert_non_null(mkdtemp(folder_path));
    snprintf(path, sizeof path, "%s/a.txt", folder_path);
    snprintf(other, sizeof other, "%s/b.txt", folder_path);
    FILE *a = fopen(path, "w"), *b = fopen(other, "w");
    fputs("include: b.txt\nword 5: 赌场\n", a);
    fputs("include: a.txt\nclaim 5: 稳赚\n", b);
    fclose(a);
    fclose(b);
    const char *paths[] = { path, other };
    struct error error;
    size_t at;
    struct words *words = words_create(folder, paths, 2, &error);
    assert_non_null(words);
    assert_false(allows(words, "赌场稳赚", &at, &error));
    assert_true(allows(words, "赌场", &at, &error));
    words_destroy(words);
    remove(path);
    remove(other);
    rmdir(folder_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_weighed),
        cmocka_unit_test(test_paragraphs), cmocka_unit_test(test_soft),
        cmocka_unit_test(test_always), cmocka_unit_test(test_names),
        cmocka_unit_test(test_words_cut), cmocka_unit_test(test_figures),
        cmocka_unit_test(test_disguised), cmocka_unit_test(test_sounds),
        cmocka_unit_test(test_homophones), cmocka_unit_test(test_parts),
        cmocka_unit_test(test_traits), cmocka_unit_test(test_amounts),
        cmocka_unit_test(test_letters), cmocka_unit_test(test_talk),
        cmocka_unit_test(test_numbers_are_no_words), cmocka_unit_test(test_contexts_within),
        cmocka_unit_test(test_pieces), cmocka_unit_test(test_offices),
        cmocka_unit_test(test_initials), cmocka_unit_test(test_signs),
        cmocka_unit_test(test_calls), cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_once), cmocka_unit_test(test_included) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
