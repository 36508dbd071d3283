/* Every scene of many feeds, sizes and themes against the rules in checker.h. */
#include "long_form.h"
#include "slide/checker.h"
#include "slide/deck.h"

static const struct {
    int width, height, overscan_pct;
} sizes[] = { { 1920, 1080, 0 }, { 3840, 2160, 0 }, { 1080, 1920, 0 }, { 1366, 768, 0 },
    { 1024, 768, 0 }, { 1920, 1200, 0 }, { 2560, 1080, 0 }, { 7680, 4320, 0 },
    { 1920, 1080, 5 }, { 1080, 1920, 10 }, { 1920, 540, 0 }, { 2160, 3840, 0 },
    { 768, 1366, 5 }, { 800, 600, 0 }, { 1280, 1024, 0 }, { 5120, 1440, 0 }, { 540, 1920, 0 } };

static const struct {
    const char *name;
    double contrast;
} themes[] = { { "paper", 4.5 }, { "festival", 4.5 }, { "contrast", 7.0 }, { "ink", 4.5 },
    { "night", 4.5 } };

static void repeat(struct bytes *out, const char *text, int count)
{
    for (int i = 0; i < count; i++) {
        assert_true(bytes_print(out, "%s", text));
    }
}

static void one_character(struct bytes *out)
{
    bytes_print(out,
        "{\"lobbycard\": 1, \"site\": {\"name\": \"禾\", \"welcome\": \"好\"}, \"items\": ["
        "{\"id\": \"a\", \"kind\": \"article\", \"title\": \"雪\", \"body\": [{\"text\": \"停。\"}]},"
        "{\"id\": \"n\", \"kind\": \"notice\", \"level\": \"urgent\", \"title\": \"火\", "
        "\"text\": \"走\"}],"
        "\"links\": [{\"label\": \"网\", \"url\": \"https://a.cn\"}], \"hotlines\": [{\"label\": "
        "\"警\", \"numbers\": \"110\"}]}");
}

static void sixty_characters(struct bytes *out)
{
    static const char title[] =
        "关于开展2026—2027学年第一学期“书香校园（第十二季）”系列活动暨校园阅读推广人、"
        "读书社团与阅读示范班级评选工作并同步征集《我与图书馆》短视频作品的通知";
    bytes_print(out, "{\"lobbycard\": 1, \"site\": {\"name\": \"青禾\"}, \"items\": [");
    for (int i = 0; i < 7; i++) {
        bytes_print(out,
            "{\"id\": \"a%d\", \"kind\": \"article\", \"title\": \"%s\", \"source\": "
            "\"图书馆、校团委与学生工作部（处）\", \"published\": \"2025-0%d-01\", \"body\": "
            "[{\"text\": \"详见附件。\"}]},",
            i, title, i + 1);
    }
    bytes_print(
        out, "{\"id\": \"n\", \"kind\": \"notice\", \"title\": \"%s\", \"text\": \"", title);
    repeat(out, "请各学院于规定时间内（以邮戳为准）完成报送，逾期不再受理。", 30);
    bytes_print(out, "\"}]}");
}

static void forty_headlines(struct bytes *out)
{
    bytes_print(out, "{\"lobbycard\": 1, \"items\": [");
    for (int i = 0; i < 40; i++) {
        bytes_print(out,
            "%s{\"id\": \"a%d\", \"kind\": \"article\", \"title\": \"第%d号简讯：%s\", "
            "\"published\": \"2026-10-%02d\"}",
            i > 0 ? "," : "", i, i,
            i % 3 ? "三个字" : "较长的一条，需要两行才能放得下，所以写得啰嗦一些", i % 30 + 1);
    }
    bytes_print(out, "]}");
}

static void one_headline(struct bytes *out)
{
    bytes_print(out,
        "{\"lobbycard\": 1, \"items\": [{\"id\": \"a\", \"kind\": \"article\", \"title\": "
        "\"我校新增人工智能、储能科学与工程两个本科专业\", \"published\": "
        "\"2026-11-01\"}]}");
}

static void long_names(struct bytes *out)
{
    bytes_print(out,
        "{\"lobbycard\": 1, \"site\": {\"name\": "
        "\"青禾省高等职业教育与继续教育联合体现代农业装备与乡村振兴产业学院（东湖新城校区北院）\", "
        "\"welcome\": \"热烈欢迎各级领导、各位来宾、各位校友莅临我院参观指导并提出宝贵意见\", "
        "\"footer\": [\"© 2001—2026 青禾省高等职业教育与继续教育联合体现代农业装备与乡村振兴产业学院\", "
        "\"示例ICP备12345678号-1\", \"示例公网安备12345678901234号\"]}, \"hotlines\": [{\"label\": "
        "\"招生就业指导与校企合作办公室\", \"numbers\": \"021-55501111\", \"hours\": "
        "\"工作日上午八时三十分至十一时三十分，法定节假日除外\"}], \"links\": [{\"label\": "
        "\"继续教育与职业技能等级认定服务平台\", \"url\": "
        "\"https://very-long-host-name.continuing-education.example.edu.cn/\"}, {\"label\": \"\", "
        "\"url\": \"https://a.example.edu.cn\"}, {\"label\": \"甲\", \"url\": "
        "\"https://b.example.edu.cn\"}, {\"label\": \"乙\", \"url\": "
        "\"https://c.example.edu.cn\"}, {\"label\": \"丙\", \"url\": "
        "\"https://d.example.edu.cn\"}]}");
}

static void twelve_numbers(struct bytes *out)
{
    bytes_print(out, "{\"lobbycard\": 1, \"hotlines\": [{\"label\": \"值班\", \"numbers\": [");
    for (int i = 0; i < 12; i++) {
        bytes_print(out, "%s{\"number\": \"021-555012%02d\"}", i > 0 ? ", " : "", i);
    }
    bytes_print(out, "]}, {\"label\": \"报警\", \"numbers\": \"110\"}]}");
}

static void wide_numbers(struct bytes *out)
{
    bytes_print(out, "{\"lobbycard\": 1, \"hotlines\": [");
    for (int i = 0; i < 20; i++) {
        bytes_print(out,
            "%s{\"label\": \"第%d学院学生工作办公室\", \"hours\": \"Mon-Fri 08:00-12:00\", "
            "\"numbers\": [{\"number\": \"0871-5550%04d 转 80%02d\", \"note\": \"辅导员值班室\"}]}",
            i > 0 ? ", " : "", i, i, i);
    }
    bytes_print(out, "]}");
}

static void eight_hotlines(struct bytes *out)
{
    bytes_print(out, "{\"lobbycard\": 1, \"hotlines\": [");
    for (int i = 0; i < 8; i++) {
        bytes_print(out, "%s{\"label\": \"第%d食堂\", \"numbers\": \"5550%04d\"}",
            i > 0 ? ", " : "", i + 1, i);
    }
    bytes_print(out, "]}");
}

static void long_body(struct bytes *out)
{
    bytes_print(out,
        "{\"lobbycard\": 1, \"items\": [{\"id\": \"a\", \"kind\": \"article\", \"title\": "
        "\"长篇通讯\", \"body\": [");
    for (int i = 0; i < 40; i++) {
        bytes_print(
            out, "%s{\"heading\": \"第%d节\"}, {\"text\": \"", i > 0 ? ", " : "", i + 1);
        repeat(out,
            "山路弯弯（雨后尤甚），他说：“再走3.5公里就到了。”——果然，《行记》所载不虚；", 12);
        bytes_print(out, "完。\"}");
    }
    bytes_print(out, "]}]}");
}

/* Pictures of all shapes in articles: before, between and behind the text, more than there is
 * text for, alone, missing, broken. */
static void photographs(struct bytes *out)
{
    static const char *const bodies[] = { "Ph", "hP", "PhPtPwP", "Pxbh", "Phtwht", "hh", "h",
        "pw", "SPhSPtPPPP", "SSth" };
    bytes_print(out, "{\"lobbycard\": 1, \"site\": {\"name\": \"青禾\"}, \"items\": [");
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        bytes_print(out,
            "%s{\"id\": \"a%zu\", \"kind\": \"article\", \"title\": "
            "\"第%zu篇：长廊落成与江上清晨\", \"source\": \"校报\", \"url\": "
            "\"https://www.example.edu.cn/%zu\", \"body\": [{\"text\": \"\"}",
            i > 0 ? "," : "", i, i, i);
        for (const char *at = bodies[i]; *at != '\0'; at++) {
            static const char kinds[] = "htwxb";
            static const char *const names[] = { "hall", "tall", "wide", "missing", "broken" };
            const char *kind = strchr(kinds, *at);
            if (kind != NULL) {
                bytes_print(out, ", {\"image\": \"media/%s.jpg\", \"caption\": \"%s\"}",
                    names[kind - kinds],
                    i % 2 ? "" : "廊柱之间的晨光；远处是江面与渡船，图为志愿者绘制的插画");
            } else if (*at == 'S') {
                bytes_print(out, ", {\"heading\": \"一廊风月\"}");
            } else {
                bytes_print(out, ", {\"text\": \"");
                repeat(out, "长廊沿江而建，全部构件不用一钉一胶，历时14个月完工。",
                    *at == 'p' ? 1 : 9);
                bytes_print(out, "\"}");
            }
        }
        bytes_print(out, "]}");
    }
    bytes_print(out,
        ",{\"id\": \"p\", \"kind\": \"picture\", \"image\": \"media/wide.jpg\", \"title\": "
        "\"江上清晨，自习室的灯还没有熄，渡船已经离岸；对岸的山在薄雾里只剩下一道轮廓，"
        "值夜班的老师傅说这样的早上一年里也没有几回\"}]}");
}

static void notices(struct bytes *out)
{
    static const char *const levels[] = { "info", "important", "urgent" };
    bytes_print(out, "{\"lobbycard\": 1, \"items\": [");
    for (int i = 0; i < 12; i++) {
        static const int counts[] = { 0, 1, 6, 30 };
        bytes_print(out,
            "%s{\"id\": \"n%d\", \"kind\": \"notice\", \"level\": \"%s\", \"title\": "
            "\"%s\", \"url\": \"%s\", \"show\": {\"until\": \"2026-12-0%dT18:00\"}, "
            "\"text\": \"",
            i > 0 ? "," : "", i, levels[i % 3],
            i % 2 ? "停水通知" : "关于三号楼周六上午停水并暂停热水供应的通知",
            i % 4 < 2 ? "" : "https://www.example.edu.cn/notice", i % 9 + 1);
        repeat(out, "周六8:00—12:00检修管道，请提前储水。", counts[i / 3]);
        bytes_print(out, "\"}");
    }
    bytes_print(out, "]}");
}

static void long_title(struct bytes *out)
{
    bytes_print(out, "{\"lobbycard\": 1, \"items\": [{\"id\": \"a\", \"kind\": \"article\", "
                     "\"title\": \"");
    repeat(out, "关于进一步加强校园阅读推广工作的若干意见", 12);
    bytes_print(out, "\", \"body\": [{\"text\": \"");
    repeat(out, "请各学院结合实际贯彻执行。", 40);
    bytes_print(out, "\"}]}]}");
}

static void nothing(struct bytes *out)
{
    bytes_print(out, "{\"lobbycard\": 1}");
}

static const struct {
    const char *name;
    const char *file;
    void (*write)(struct bytes *out);
    bool numbers_may_shrink;
    bool is_slow; /* at the first sizes only */
} feeds[] = {
    { "sample", "tests/data/slides.json", NULL, false, false },
    { "no items", "tests/data/slides-none.json", NULL, false, false },
    { "events", "tests/data/slides-events.json", NULL, false, false },
    { "alerts", "tests/data/slides-alert.json", NULL, false, false },
    { "demo", "assets/demo/feed.json", NULL, false, false },
    { "one character", NULL, one_character, false, false },
    { "sixty characters", NULL, sixty_characters, false, false },
    { "forty headlines", NULL, forty_headlines, false, false },
    { "one headline", NULL, one_headline, false, false },
    { "long names", NULL, long_names, false, false },
    { "twelve numbers", NULL, twelve_numbers, true, false },
    { "wide numbers", NULL, wide_numbers, true, false },
    { "eight hotlines", NULL, eight_hotlines, false, false },
    { "long body", NULL, long_body, false, true },
    { "photographs", NULL, photographs, false, false },
    { "notices", NULL, notices, false, false },
    { "long title", NULL, long_title, false, false },
    { "nothing", NULL, nothing, false, false },
};

static void check_deck(struct checking *checking, const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    assert_true(deck->count > 0);
    checking->layout = layout;
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        checking->slide = &deck->slides[i];
        checking->scene = scene;
        check_scene(checking);
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

/* All sizes with the default theme, and the other themes at the first ones: colours do not
 * depend on the size, and type sizes little. */
enum { OTHER_THEME_SIZES = 4 };

static void test_every_scene(void **state)
{
    (void)state;
    for (size_t f = 0; f < sizeof(feeds) / sizeof(feeds[0]); f++) {
        struct bytes text;
        bytes_init(&text);
        if (feeds[f].write != NULL) {
            feeds[f].write(&text);
        }
        char *json = feeds[f].file != NULL ? fixture_read(feeds[f].file) : text.data;
        for (size_t t = 0; t < sizeof(themes) / sizeof(themes[0]); t++) {
            struct fixture fixture;
            fixture_init(&fixture, json, themes[t].name);
            struct checking checking = { .name = feeds[f].name,
                .least_contrast = themes[t].contrast,
                .numbers_may_shrink = feeds[f].numbers_may_shrink };
            bool is_all = t == 0 && !feeds[f].is_slow;
            size_t size_count = IS_FOR_THREADS          ? (t == 0 ? 1 : 0)
                                : is_all                ? sizeof(sizes) / sizeof(sizes[0])
                                : IS_SANITIZED && t > 0 ? 1
                                                        : OTHER_THEME_SIZES;
            for (size_t s = 0; s < size_count; s += (size_t)walk_step()) {
                fixture.layout.width = sizes[s].width;
                fixture.layout.height = sizes[s].height;
                fixture.config->screen.overscan_pct = sizes[s].overscan_pct;
                check_deck(&checking, &fixture.layout);
            }
            fixture_finish(&fixture);
        }
        free(json);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_scene) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
