/* Few things are composed (docs/theme.md): what a page by itself shows stands on the optical
 * centre, four ninths of the white above it and five below, and does not hang from the top with
 * the rest of the page empty. */
#include "slide/deck.h"
#include "slide/fixture.h"
#include "slide/grid_of.h"

static const struct {
    int width, height;
} sizes[] = { { 1920, 1080 }, { 1080, 1920 }, { 3840, 2160 }, { 1366, 768 }, { 1024, 768 },
    { 2560, 1080 } };

/* What stands between header and footer; the page mark and bars are none of it. */
static struct pixel_rect shown(const struct scene *scene, const struct grid *grid)
{
    int top = grid->footer.y, bottom = grid->header.y + grid->header.h;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const struct pixel_rect r = box->rect;
        if (r.y > grid->header.y + grid->header.h && r.y + r.h < grid->footer.y &&
            strcmp(box->role, "page") != 0 && strcmp(box->role, "level") != 0) {
            top = r.y < top ? r.y : top;
            bottom = r.y + r.h > bottom ? r.y + r.h : bottom;
        }
    }
    return (struct pixel_rect) { grid->body.x, top, grid->body.w, bottom - top };
}

/* Of the slides of that kind; how many are few and do not stand there. */
static int count_uncomposed(struct fixture *fixture, const char *kind, const char *json)
{
    int faults = 0;
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        fixture->layout.width = sizes[k].width;
        fixture->layout.height = sizes[k].height;
        const struct grid grid = grid_of(&fixture->layout);
        const struct pixel_rect body = grid.body;
        struct deck *deck = deck_plan(&fixture->layout);
        assert_non_null(deck);
        for (size_t i = 0; i < deck->count; i++) {
            const struct slide *slide = &deck->slides[i];
            if (strcmp(slide->kind->name, kind) != 0 || slide->pages > 1) {
                continue;
            }
            struct scene *scene = slide_lay_out(&fixture->layout, slide);
            const struct pixel_rect all = shown(scene, &grid);
            const int above = all.y - body.y, below = body.y + body.h - all.y - all.h;
            const int off = above * 5 - below * 4;
            if (all.h * 5 < body.h * 4 - grid.small && (off > 18 || off < -18)) {
                print_error("%s\n  %s at %dx%d: %d above, %d below\n", json, kind,
                    sizes[k].width, sizes[k].height, above, below);
                faults++;
            }
            scene_destroy(scene);
        }
        deck_destroy(deck);
    }
    return faults;
}

static void print_table(struct bytes *out, int rows)
{
    static const char *const dishes[] = { "红烧排骨", "番茄炒蛋", "清蒸鲈鱼", "麻婆豆腐" };
    bytes_print(out,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"table\",\"title\":"
        "\"第二食堂今日菜单\",\"as_of\":\"2026-11-23T10:00:00+08:00\",\"columns\":["
        "{\"label\":\"窗口\"},{\"label\":\"菜品\"},{\"label\":\"价格\",\"type\":"
        "\"number\",\"unit\":\"元\"}],\"rows\":[");
    for (int i = 0; i < rows; i++) {
        bytes_print(out, "%s{\"cells\":[\"%d 号\",\"%s\",%d.5]}", i > 0 ? "," : "", i + 1,
            dishes[i % 4], i + 3);
    }
    bytes_print(out, "]}]}");
}

static void test_tables_of_few_rows(void **state)
{
    (void)state;
    int faults = 0;
    for (int rows = 1; rows <= 3; rows++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_table(&json, rows);
        fixture_init(&fixture, json.data, "paper");
        faults += count_uncomposed(&fixture, "table", json.data);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_int_equal(faults, 0);
}

/* Of two paragraphs, which is no notice: with the title beside the text as with it above. */
static void test_short_articles(void **state)
{
    static const char *const titles[] = { "图书馆寒假开放时间调整",
        "我校举办第三届技能展示周暨产教协作交流会" };
    (void)state;
    int faults = 0;
    for (int texts = 1; texts <= 8; texts++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"%s\",\"source\":"
            "\"校报\",\"published\":\"2026-11-20\",\"body\":[{\"text\":\"正文。\"}",
            titles[texts % 2]);
        for (int i = 0; i < texts; i++) {
            bytes_print(&json, ",{\"text\":\"请各学院的师生于规定时间内到办公室来办理。\"}");
        }
        bytes_print(&json, "]}]}");
        fixture_init(&fixture, json.data, "paper");
        faults += count_uncomposed(&fixture, "article", json.data);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_int_equal(faults, 0);
}

/* Whatever is counted, and what is over. */
static void test_countdowns(void **state)
{
    static const char *const titles[] = { "期末考试", "校庆六十周年",
        "2027年全国普通高等学校招生统一考试" };
    static const char *const days[] = { "2026-11-23T10:06:00+08:00",
        "2026-11-24T09:00:00+08:00", "2026-12-20", "2027-06-07", "2026-11-23",
        "2026-11-20T09:00:00+08:00" };
    static const char *const afters[] = { "", "今天是建校六十周年纪念日" };
    (void)state;
    int faults = 0;
    for (int i = 0; i < 3 * 6 * 2; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"countdown\",\"title\":\"%s\","
            "\"to\":\"%s\",\"after\":\"%s\"}]}",
            titles[i % 3], days[i / 3 % 6], afters[i / 18]);
        fixture_init(&fixture, json.data, "paper");
        faults += count_uncomposed(&fixture, "countdown", json.data);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_int_equal(faults, 0);
}

/* The pictures of a page of nothing else, as one; the widest white between two beside each
 * other. */
static struct pixel_rect pictures_of(const struct scene *scene, int *white)
{
    int left = scene->width, right = 0, top = scene->height, bottom = 0;
    *white = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const struct pixel_rect r = box->rect;
        if (strcmp(box->role, "photo") != 0) {
            continue;
        }
        int next = scene->width;
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct pixel_rect o = scene->boxes[k].rect;
            const bool is_beside = o.x >= r.x + r.w && o.y < r.y + r.h && r.y < o.y + o.h;
            next = strcmp(scene->boxes[k].role, "photo") == 0 && is_beside && o.x < next ? o.x
                                                                                         : next;
        }
        *white = next < scene->width && next - r.x - r.w > *white ? next - r.x - r.w : *white;
        left = r.x < left ? r.x : left;
        right = r.x + r.w > right ? r.x + r.w : right;
        top = r.y < top ? r.y : top;
        bottom = r.y + r.h > bottom ? r.y + r.h : bottom;
    }
    return (struct pixel_rect) { left, top, right - left, bottom - top };
}

/* Whether the smallest picture of a page is a stamp beside the largest. */
static bool has_stamp(const struct scene *scene)
{
    enum { STAMP = 12 };
    int64_t least = INT64_MAX, most = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const int64_t area = (int64_t)box->rect.w * box->rect.h;
        if (strcmp(box->role, "photo") == 0) {
            least = area < least ? area : least;
            most = area > most ? area : most;
        }
    }
    return least * STAMP < most;
}

/* Any two to four pictures behind a text: from edge to edge, and no wide gaps between them;
 * none is a stamp beside another. */
static void test_galleries(void **state)
{
    static const char *const names[] = { "hall", "tall", "wide" };
    (void)state;
    int faults = 0, stamps = 0, all = 0;
    for (int way = 0; way < 9 + 27 + 81; way++) {
        const int count = way < 9 ? 2 : way < 36 ? 3 : 4;
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":"
                           "\"支教队返校\",\"body\":[{\"text\":\"正文。\"},{\"heading\":"
                           "\"精彩瞬间\"}");
        for (int i = 0, left = count == 2   ? way
                               : count == 3 ? way - 9
                                            : way - 36;
             i < count; i++, left /= 3) {
            bytes_print(&json, ",{\"image\":\"media/%s.jpg\",\"caption\":\"活动现场\"}",
                names[left % 3]);
        }
        bytes_print(&json, "]}]}");
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            if (sizes[k].width == 3840) {
                continue; /* they are not so large */
            }
            const struct grid grid = grid_of(&fixture.layout);
            struct deck *deck = deck_plan(&fixture.layout);
            struct scene *scene =
                slide_lay_out(&fixture.layout, &deck->slides[deck->count - 1]);
            int white;
            const struct pixel_rect pictures = pictures_of(scene, &white);
            if (pictures.w * 100 < grid.body.w * 88 || white > grid_u(&grid, SPACE_8)) {
                print_error("way %d of %d at %dx%d: %d of %d wide, %d white\n", way, count,
                    sizes[k].width, sizes[k].height, pictures.w, grid.body.w, white);
                faults++;
            }
            if (has_stamp(scene)) {
                print_error("way %d of %d at %dx%d: a stamp\n", way, count, sizes[k].width,
                    sizes[k].height);
                stamps++;
            }
            all++;
            scene_destroy(scene);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    if (faults * 25 > all || stamps * 12 > all) { /* a very wide one beside tall ones */
        fail_msg("%d wide, %d stamps of %d", faults, stamps, all);
    }
}

/* Five dishes below two headings stand on one page, over a footer of three lines as well. */
static void test_a_menu_is_one_page(void **state)
{
    static const char menu[] =
        "{\"lobbycard\":1,\"site\":{\"name\":\"云汀职业技术学院\",\"footer\":[\"© 2005—2026 "
        "云汀职业技术学院\",\"示例ICP备00000000号\",\"示例公网安备00000000000000号\"]},"
        "\"hotlines\":[{\"label\":\"招生热线\",\"numbers\":\"023-65763111\"}],\"items\":[{"
        "\"kind\":\"table\",\"title\":\"今日午餐\",\"columns\":[{\"label\":\"窗口\"},{\"label\":"
        "\"菜品\",\"weight\":2},{\"label\":\"价格\",\"type\":\"number\",\"unit\":\"元\"}],"
        "\"rows\":[{\"group\":\"第一食堂\"},{\"cells\":[\"1 号\",\"红烧排骨\",12],\"state\":"
        "\"供应中\"},{\"cells\":[\"2 号\",\"清炒时蔬\",3.5],\"state\":\"供应中\"},{\"cells\":"
        "[\"4 号\",\"兰州牛肉面\",9],\"state\":\"售罄\"},{\"group\":\"第二食堂\"},{\"cells\":"
        "[\"1 号\",\"番茄炒蛋盖饭\",8.5],\"state\":\"供应中\"},{\"cells\":[\"3 号\","
        "\"小笼包（一笼八只）\",10],\"state\":\"紧张\"}]}]}";
    (void)state;
    struct fixture fixture;
    fixture_init(&fixture, menu, "paper");
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        fixture.layout.width = sizes[k].width;
        fixture.layout.height = sizes[k].height;
        struct deck *deck = deck_plan(&fixture.layout);
        for (size_t i = 0; i < deck->count; i++) {
            if (strcmp(deck->slides[i].kind->name, "table") == 0 && deck->slides[i].pages > 1) {
                fail_msg("%d pages at %dx%d", deck->slides[i].pages, sizes[k].width,
                    sizes[k].height);
            }
        }
        deck_destroy(deck);
    }
    fixture_finish(&fixture);
}

/* Labels of all pages stand beside their numbers, though an extension takes one number's room,
 * and hours of a page are either all behind the states or all below them. */
static void test_hotlines_look_alike(void **state)
{
    (void)state;
    for (int count = 2; count <= 12; count++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, "{\"lobbycard\":1,\"hotlines\":[");
        for (int i = 0; i < count; i++) {
            bytes_print(&json,
                "%s{\"label\":\"教务处\",\"numbers\":\"023-6576319%d%s\",\"hours\":\"%s\"}",
                i > 0 ? "," : "", i % 10, i == count / 2 ? "转8001" : "",
                i % 2 ? "Mon-Sun 07:00-22:00" : "Mon-Fri 08:30-11:30, 14:00-17:30");
        }
        bytes_print(&json, "]}");
        fixture_init(&fixture, json.data, "paper");
        fixture.layout.width = 1024;
        fixture.layout.height = 768;
        struct deck *deck = deck_plan(&fixture.layout);
        int beside = -1;
        for (size_t i = 0; i < deck->count; i++) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
            int label_x = -1, number_x = -1, state_x = -1, behind = -1;
            for (size_t k = 0; k < scene->box_count; k++) {
                const struct box *box = &scene->boxes[k];
                label_x = strcmp(box->role, "label") == 0 ? box->rect.x : label_x;
                number_x = strcmp(box->role, "number") == 0 ? box->rect.x : number_x;
                state_x = strcmp(box->role, "state") == 0 ? box->rect.x : state_x;
                if (strcmp(box->role, "hours") == 0) {
                    assert_true(behind < 0 || behind == (box->rect.x > state_x));
                    behind = box->rect.x > state_x;
                }
            }
            assert_true(beside < 0 || beside == (number_x > label_x));
            beside = number_x > label_x;
            scene_destroy(scene);
        }
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

/* Where pages can be even in height no last one has a number alone, and hours stand on a line
 * behind the state or below it. */
static void test_hotlines_are_shared_evenly(void **state)
{
    static const char *const hotlines[] = {
        "{\"label\":\"招生热线\",\"numbers\":\"023-65763111 65763222;67199326(成教)\"}",
        "{\"label\":\"保卫处\",\"numbers\":\"023-65763110\",\"hours\":\"Mon-Sun 00:00-24:00\"}",
        "{\"label\":\"后勤报修\",\"numbers\":\"023-65763120;023-65763121(宿舍)\",\"hours\":"
        "\"Mon-Sun 07:00-22:00\"}",
        "{\"label\":\"学生资助\",\"numbers\":\"023-65763136\",\"hours\":\"Mon-Fri "
        "08:30-17:30\"}",
        "{\"label\":\"心理健康教育中心\",\"numbers\":\"023-65763199\",\"hours\":\"Mon-Fri "
        "08:30-11:30, 14:00-17:30\"}"
    };
    (void)state;
    int faults = 0;
    for (int count = 2; count <= 15; count++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"site\":{\"name\":\"学院\",\"footer\":[\"© 2005—2026 云汀职业技术学院版权所有，地址：江畔区学府路一百号\","
            "\"示例ICP备00000000号\",\"示例公网安备00000000000000号\"]},"
            "\"hotlines\":[");
        for (int i = 0; i < count; i++) {
            bytes_print(&json, "%s%s", i > 0 ? "," : "", hotlines[i % 5]);
        }
        bytes_print(&json, "]}");
        fixture_init(&fixture, json.data, "paper");
        fixture.layout.width = 1024;
        fixture.layout.height = 768;
        const struct grid grid = grid_of(&fixture.layout);
        struct deck *deck = deck_plan(&fixture.layout);
        for (size_t i = 0; i < deck->count; i++) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
            const struct pixel_rect all = shown(scene, &grid);
            const int end = all.y + all.h - grid.body.y;
            if (deck->slides[i].pages > 1 && end * 5 < grid.body.h * 3) {
                print_error("%d: page %d ends at %d of %d\n", count, deck->slides[i].page, end,
                    grid.body.h);
                faults++;
            }
            for (size_t k = 0; k < scene->box_count; k++) {
                const struct box *box = &scene->boxes[k];
                if (strcmp(box->role, "hours") == 0 && box->line_count > 1 &&
                    box->rect.x > grid.body.x + grid.body.w / 2) {
                    print_error(
                        "%d: hours on %zu lines at the right\n", count, box->line_count);
                    faults++;
                }
            }
            scene_destroy(scene);
        }
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_int_equal(faults, 0);
}

/* A title of two lines, which every page repeats, is no larger than a heading where that saves
 * one. */
static void test_agendas_under_long_titles(void **state)
{
    (void)state;
    int pages = 0;
    for (int rows = 4; rows <= 16; rows++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, "{\"lobbycard\":1,\"items\":[{\"kind\":\"agenda\",\"title\":"
                           "\"全国职业院校数字化转型与教学改革研讨会 第一天\",\"rows\":[");
        for (int i = 0; i < rows; i++) {
            bytes_print(&json,
                "%s{\"time\":\"%d:%02d\",\"title\":\"学校印发关于进一步加强实验室危险化学品安全管理"
                "的实施办法\",\"place\":\"大学生活动中心三楼多功能厅\"}",
                i > 0 ? "," : "", 11 + i / 4, i % 4 * 15);
        }
        bytes_print(&json, "]}]}");
        fixture_init(&fixture, json.data, "paper");
        fixture.layout.width = 1024;
        fixture.layout.height = 768;
        struct deck *deck = deck_plan(&fixture.layout);
        pages += (int)deck->count;
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_in_range(pages, 13, 40); /* 48 with white for rows of one line */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_tables_of_few_rows),
        cmocka_unit_test(test_short_articles), cmocka_unit_test(test_countdowns),
        cmocka_unit_test(test_galleries), cmocka_unit_test(test_a_menu_is_one_page),
        cmocka_unit_test(test_hotlines_look_alike),
        cmocka_unit_test(test_hotlines_are_shared_evenly),
        cmocka_unit_test(test_agendas_under_long_titles) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
