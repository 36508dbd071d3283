/* Few things are composed: what a slide has to say by itself is large (docs/theme.md). Sizes
 * are at 1920x1080 and 1080x1920. */
#include "slide/deck.h"
#include "slide/pages.h"

static const char show[] = "\"show\":{\"until\":\"2026-11-23T18:00\"}";

static const struct {
    const char *says; /* of the feed, `show` in place of % */
    const char *kind, *role;
    int landscape, portrait; /* the least size in px, of a code its side */
} cases[] = {
    { "\"items\":[{\"kind\":\"notice\",\"title\":\"停电\"}]", "notice", "title", 264, 264 },
    { "\"items\":[{\"kind\":\"notice\",\"title\":\"停电\",\"text\":\"今天。\"}]", "notice",
        "title", 264, 264 },
    { "\"items\":[{\"kind\":\"notice\",\"title\":\"停电\",\"text\":\"今天。\"}]", "notice",
        "text", 84, 84 },
    { "\"items\":[{\"kind\":\"notice\",\"level\":\"urgent\",\"title\":\"温馨提示\"}]", "notice",
        "title", 264, 198 },
    { "\"items\":[{\"kind\":\"notice\",\"text\":\"请勿堆放杂物\"}]", "notice", "text", 132,
        132 },
    { "\"items\":[{\"kind\":\"notice\",\"title\":\"关于元旦放假安排的通知\",\"text\":"
      "\"一月一日至三日放假，四日正常上课，食堂一楼供餐。\"}]",
        "notice", "title", 132, 99 },
    { "\"items\":[{\"kind\":\"article\",\"title\":\"学校停课\",\"body\":[{\"text\":"
      "\"因暴雪停课一天。\"}]}]",
        "article", "title", 198, 198 },
    { "\"items\":[{\"kind\":\"article\",\"title\":\"学校停课\",\"body\":[{\"text\":"
      "\"因暴雪停课一天。\"}]}]",
        "headlines", "title", 132, 132 },
    { "\"items\":[{\"kind\":\"article\",\"title\":\"食堂夜宵窗口延长营业\",\"body\":[{\"text\":"
      "\"应同学们的要求，第二食堂夜宵窗口自本周起延长营业至二十二点三十分，供应粥、面和小笼包。\"}]}]",
        "article", "text", 54, 66 },
    { "\"items\":[{\"kind\":\"article\",\"title\":\"第二食堂改造完工，新增营养套餐、自助称重窗口与无障碍通道\",\"url\":\"https://www.example.edu.cn/1\","
      "\"body\":[{\"text\":\"经过四个月改造，第二食堂恢复营业，新设餐位一千一百个，后厨画面在大厅实时显示。\"},"
      "{\"text\":\"食堂新增“一荤两素”营养套餐，定价九元，入口坡道和专用餐位一应俱全。\"}]}]",
        "article", "body", 45, 45 },
    { "\"items\":[{\"kind\":\"article\",\"title\":\"毕业设计评图\",\"body\":[{\"image\":"
      "\"media/hall.jpg\"},{\"text\":\"十二月十五日全天，建筑馆中庭。\"}]}]",
        "article", "body", 54, 54 },
    { "\"items\":[{\"kind\":\"article\",\"title\":\"An evening with the Copenhagen String "
      "Quartet in the old chapel\",\"body\":[{\"image\":\"media/hall.jpg\"},{\"text\":\"The quartet "
      "plays Haydn, Nielsen and, after the interval, the first performance of a work by our own "
      "composer in residence. Admission is free; doors close at seven. A conversation with the "
      "players follows in the foyer, and the open rehearsal is on the same afternoon.\"}]}]",
        "article", "body", 54, 42 },
    { "\"items\":[{\"kind\":\"article\",\"title\":\"停水\"},{\"kind\":\"article\",\"title\":"
      "\"放假\"}]",
        "headlines", "title", 84, 84 },
    { "\"items\":[{\"kind\":\"article\",\"title\":\"停水\"},{\"kind\":\"article\",\"title\":"
      "\"放假\"},{\"kind\":\"article\",\"title\":\"图书馆闭馆\"},{\"kind\":\"article\","
      "\"title\":\"食堂夜宵窗口延长营业至二十二点\"}]",
        "headlines", "title", 61, 84 },
    { "\"items\":[{\"kind\":\"article\",\"title\":\"停水\",\"published\":\"2026-11-20\"},"
      "{\"kind\":\"article\",\"title\":\"放假\",\"published\":\"2026-11-20\"}]",
        "headlines", "date-item", 42, 42 },
    { "\"items\":[{\"kind\":\"alert\",\"severity\":\"extreme\",\"title\":\"疏散\",%}]", "alert",
        "title", 264, 264 },
    { "\"items\":[{\"kind\":\"alert\",\"title\":\"楼内发生火情，请立即撤离\",\"text\":"
      "\"二层东侧发现明火，烟雾已到三层，消防车正在赶来。\",\"instruction\":"
      "\"从楼梯下楼，到操场集合，清点人数。\",%}]",
        "alert", "instruction", 84, 84 },
    { "\"items\":[{\"kind\":\"alert\",\"title\":\"楼内发生火情，请立即撤离\",\"text\":"
      "\"二层东侧发现明火，烟雾已到三层，消防车正在赶来。\",\"instruction\":"
      "\"从楼梯下楼，到操场集合，清点人数。\",%}]",
        "alert", "text", 54, 54 },
    { "\"items\":[{\"kind\":\"agenda\",\"title\":\"报告会\",\"date\":\"2026-11-23\",\"rows\":"
      "[{\"time\":\"14:30\",\"title\":\"学术报告\"}]}]",
        "agenda", "row", 132, 84 },
    { "\"hotlines\":[{\"label\":\"报修\",\"numbers\":\"110\"}]", "hotlines", "number", 396,
        396 },
    { "\"hotlines\":[{\"label\":\"校园报警\",\"numbers\":\"110\",\"hours\":\"24小时\"}]",
        "hotlines", "number", 396, 396 },
    { "\"hotlines\":[{\"label\":\"校园报警\",\"numbers\":\"110\",\"hours\":\"24小时\"}]",
        "hotlines", "state", 84, 84 },
    { "\"hotlines\":[{\"label\":\"招生\",\"numbers\":\"023-65763111\",\"hours\":"
      "\"Mon-Fri 08:30-17:30\"}]",
        "hotlines", "hours", 84, 42 },
    { "\"links\":[{\"label\":\"主页\",\"url\":\"https://www.example.edu.cn/\"}]", "links",
        "link", 432, 432 },
    { "\"links\":[{\"label\":\"主页\",\"url\":\"https://www.example.edu.cn/\"}]", "links",
        "label", 132, 84 },
    { "\"links\":[{\"label\":\"主页\",\"url\":\"http://www.example.edu.cn/\"}]", "links",
        "label", 264, 264 },
    { "\"links\":[{\"label\":\"主页\",\"url\":\"http://www.example.edu.cn/\"}]", "links",
        "host", 84, 54 },
    { "\"links\":[{\"label\":\"主页\",\"url\":\"http://www.example.edu.cn/\"},{\"label\":"
      "\"图书馆\",\"url\":\"http://lib.example.edu.cn/\"}]",
        "links", "label", 84, 84 },
};

/* The smallest of those boxes on the first slide of that kind; 0 without any. */
static int least_px(struct fixture *fixture, const char *kind, const char *role)
{
    struct deck *deck = deck_plan(&fixture->layout);
    int least = 0;
    for (size_t i = 0; i < deck->count && least == 0; i++) {
        if (strcmp(deck->slides[i].kind->name, kind) != 0) {
            continue;
        }
        struct scene *scene = slide_lay_out(&fixture->layout, &deck->slides[i]);
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            int px = box->kind == BOX_QR ? box->rect.h : box->style.px;
            if (strcmp(box->role, role) == 0) {
                least = least == 0 || px < least ? px : least;
            }
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
    return least;
}

static void test_sizes(void **state)
{
    (void)state;
    int less = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char json[1024] = "{\"lobbycard\":1,";
        for (const char *at = cases[i].says; *at; at++) {
            size_t used = strlen(json);
            snprintf(json + used, sizeof json - used, "%.*s", *at == '%' ? (int)sizeof show : 1,
                *at == '%' ? show : at);
        }
        strcat(json, "}");
        for (int is_portrait = 0; is_portrait < 2; is_portrait++) {
            struct fixture fixture;
            fixture_init(&fixture, json, "paper");
            fixture.layout.width = is_portrait ? 1080 : 1920;
            fixture.layout.height = is_portrait ? 1920 : 1080;
            int px = least_px(&fixture, cases[i].kind, cases[i].role);
            int wanted = is_portrait ? cases[i].portrait : cases[i].landscape;
            if (px < wanted) {
                print_error("%s\n  %s in %s: %d px, not %d\n", cases[i].says, cases[i].role,
                    is_portrait ? "portrait" : "landscape", px, wanted);
                less++;
            }
            fixture_finish(&fixture);
        }
    }
    assert_int_equal(less, 0);
}

/* A notice's code is there, and over a tall footer it leaves the text its room. */
static void test_codes_give_way_to_text(void **state)
{
    (void)state;
    for (size_t codes = 0; codes < 2; codes++) {
        char json[8192] = "{\"lobbycard\":1,\"site\":{\"footer\":[";
        struct fixture fixture;
        for (int i = 0; codes == 0 && i < 20; i++) {
            size_t used = strlen(json);
            snprintf(json + used, sizeof(json) - used,
                "%s\"示例公网安备1234567890%04d号，本校保留所有权利，违者必究\"",
                i > 0 ? "," : "", i);
        }
        strcat(json, "]},\"items\":[{\"kind\":\"notice\",\"title\":\"选课须知\",\"url\":"
                     "\"https://jwc.example.edu.cn/1\",\"text\":\"");
        for (int i = 0; i < 40; i++) {
            strcat(json, "每位同学最多可选八门课程，");
        }
        strcat(json, "\"}]}");
        fixture_init(&fixture, json, "paper");
        fixture.layout.width = 900;
        fixture.layout.height = 1000;
        struct deck *deck = deck_plan(&fixture.layout);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
        size_t found = 0;
        for (size_t k = 0; k < scene->box_count; k++) {
            found += scene->boxes[k].kind == BOX_QR;
        }
        assert_int_equal(found, codes);
        scene_destroy(scene);
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

/* At 1024x768 beside a code: the bar of a notice of several pages is as high as what it says,
 * and a smaller title saves pages. */
static void test_long_notices(void **state)
{
    (void)state;
    int pages = 0;
    for (int sentences = 6; sentences <= 30; sentences++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"url\":"
            "\"https://jwc.example.edu.cn/1\",\"title\":\"关于寒假放假及第二学期开学工作安排的"
            "通知和若干补充说明\",\"text\":\"");
        for (int i = 0; i < sentences; i++) {
            bytes_print(&json, "考生须持准考证、身份证和学生证入场。");
        }
        bytes_print(&json, "\"}]}");
        fixture_init(&fixture, json.data, "paper");
        fixture.layout.width = 1024;
        fixture.layout.height = 768;
        struct deck *deck = deck_plan(&fixture.layout);
        for (size_t i = 0; i < deck->count; i++) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
            const struct box *text = last_box(scene, "text"), *bar = last_box(scene, "level");
            if (text && bar) {
                int past = bar->rect.y + bar->rect.h - text->rect.y - text->rect.h;
                assert_in_range(past + text->style.px, 0, 2 * text->style.px);
                pages++;
            }
            scene_destroy(scene);
        }
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_in_range(pages, 25, 64); /* 83 with the title in its size, 65 with the text */
}

/* On a wide screen a long notice does not leave half of the width empty. */
static void test_wide_notices(void **state)
{
    (void)state;
    struct bytes json;
    struct fixture fixture;
    bytes_init(&json);
    bytes_print(&json, "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":"
                       "\"关于寒假放假及第二学期开学工作安排的通知\",\"text\":\"");
    for (int i = 0; i < 40; i++) {
        bytes_print(&json, "考生须持准考证、身份证和学生证入场。");
    }
    bytes_print(&json, "\"}]}");
    fixture_init(&fixture, json.data, "paper");
    fixture.layout.width = 2560;
    fixture.layout.height = 1080;
    struct deck *deck = deck_plan(&fixture.layout);
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
        const struct box *text = last_box(scene, "text"), *bar = last_box(scene, "level");
        int bottom = 0;
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            const int end = box->rect.y + box->rect.h;
            bottom = strcmp(box->role, "text") == 0 && end > bottom ? end : bottom;
        }
        assert_non_null(text);
        assert_non_null(bar);
        assert_in_range(text->rect.x + text->rect.w, 2560 * 3 / 4, 2560);
        assert_in_range(bar->rect.y + bar->rect.h, bottom - text->style.px, bottom);
        scene_destroy(scene);
    }
    deck_destroy(deck);
    fixture_finish(&fixture);
    bytes_finish(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_codes_give_way_to_text), cmocka_unit_test(test_long_notices),
        cmocka_unit_test(test_wide_notices) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
