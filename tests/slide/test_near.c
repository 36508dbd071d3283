/* What belongs together stands together, and what is large is not torn from what it says: seen
 * in scenes, at 1920x1080 and 1080x1920 and on screens between them. */
#include "slide/deck.h"
#include "slide/fixture.h"

static const struct {
    int width, height;
} sizes[] = { { 1920, 1080 }, { 1080, 1920 }, { 1366, 768 }, { 1024, 768 }, { 2560, 1080 } };

/* Each box of `role` ends, and a box of `other` begins, at most so many u away, beside it or
 * below it. */
static const struct {
    const char *says; /* of the feed */
    const char *kind, *role, *other;
    int most_u;
} cases[] = {
    { "\"links\":[{\"label\":\"学校主页\",\"url\":\"http://www.example.edu.cn/\"},{\"label\":"
      "\"图书资源\",\"url\":\"http://lib.example.edu.cn/\"}]",
        "links", "label", "host", 8 },
    { "\"items\":[{\"kind\":\"agenda\",\"title\":\"报告会\",\"rows\":[{\"time\":\"14:30\",\"title\":"
      "\"学术报告\",\"place\":\"报告厅\"}]}]",
        "agenda", "place", "row", 0 },
    { "\"items\":[{\"kind\":\"agenda\",\"title\":\"安排\",\"rows\":[{\"time\":\"11:00\",\"title\":"
      "\"开幕式\",\"place\":\"礼堂\"},{\"time\":\"12:00\",\"title\":\"开放日\",\"place\":\"操场\"},"
      "{\"time\":\"13:00\",\"title\":\"座谈会\",\"place\":\"会议室\"},{\"time\":\"14:00\",\"title\":"
      "\"报告会\",\"place\":\"礼堂\"}]}]",
        "agenda", "place", "row", 8 },
    { "\"hotlines\":[{\"label\":\"网络中心\",\"numbers\":\"023-65763180转800100\"}]",
        "hotlines", "extension", "number", 2 },
};

static int least(int one, int other)
{
    return one < other ? one : other;
}

/* Where its ink is, as far as lines tell. */
static struct pixel_rect ink_of(const struct box *box)
{
    int left = box->rect.x + box->rect.w, right = box->rect.x;
    for (size_t i = 0; i < box->line_count; i++) {
        const struct placed_line *line = &box->lines[i];
        int end = line->x_px + line->line.width / MEASURE_UNIT;
        left = least(left, line->x_px);
        right = end > right ? end : right;
    }
    return (struct pixel_rect) { left, box->rect.y, right - left, box->rect.h };
}

/* How much white is between two boxes, to the side or below, whichever there is. */
static int apart(struct pixel_rect one, struct pixel_rect other)
{
    int beside = other.x - (one.x + one.w), below = other.y - (one.y + one.h);
    beside = beside > 0 ? beside : one.x - (other.x + other.w);
    below = below > 0 ? below : one.y - (other.y + other.h);
    return beside > below ? beside : below;
}

static int nearest(const struct scene *scene, const struct box *box, const char *role)
{
    int found = scene->width + scene->height;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *other = &scene->boxes[i];
        if (other->kind == BOX_TEXT && strcmp(other->role, role) == 0) {
            found = least(found, apart(ink_of(box), ink_of(other)));
        }
    }
    return found;
}

/* How many boxes of the role there are; *most is how far the one that is farthest is. */
static int measure_slide(
    const struct scene *scene, const char *role, const char *other, int *most)
{
    int count = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (box->kind == BOX_TEXT && strcmp(box->role, role) == 0) {
            int away = nearest(scene, box, other);
            *most = away > *most ? away : *most;
            count++;
        }
    }
    return count;
}

static void test_near(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[2048];
        snprintf(json, sizeof json, "{\"lobbycard\":1,%s}", cases[i].says);
        struct fixture fixture;
        fixture_init(&fixture, json, "paper");
        int count = 0;
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            int most = 0;
            for (size_t s = 0; s < deck->count; s++) {
                if (strcmp(deck->slides[s].kind->name, cases[i].kind) == 0) {
                    struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[s]);
                    count += measure_slide(scene, cases[i].role, cases[i].other, &most);
                    scene_destroy(scene);
                }
            }
            int most_px = cases[i].most_u * least(sizes[k].width, sizes[k].height) / 90;
            if (most > most_px) {
                print_error("%s\n  %dx%d: %s is up to %d px from a %s\n", cases[i].says,
                    sizes[k].width, sizes[k].height, cases[i].role, most, cases[i].other);
                faults++;
            }
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        assert_true(count > 0);
    }
    assert_int_equal(faults, 0);
}

/* One long label does not stand smaller than its neighbours. */
static void test_labels_have_one_size(void **state)
{
    static const char *const labels[] = { "图书馆数字资源检索平台", "Wi-Fi自助服务与校园网认证",
        "学生一站式服务大厅（Office）", "国家职业教育智慧教育平台入口" };
    (void)state;
    int smaller = 0;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        char json[1024];
        struct fixture fixture;
        snprintf(json, sizeof json,
            "{\"lobbycard\":1,\"links\":[{\"label\":\"%s\",\"url\":\"https://a.example.edu.cn/\"},"
            "{\"label\":\"主页\",\"url\":\"https://b.example.edu.cn/\"},"
            "{\"label\":\"教务\",\"url\":\"https://c.example.edu.cn/\"},"
            "{\"label\":\"招生\",\"url\":\"https://d.example.edu.cn/\"}]}",
            labels[i]);
        fixture_init(&fixture, json, i % 2 ? "night" : "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
            int px = 0;
            for (size_t b = 0; b < scene->box_count; b++) {
                const struct box *box = &scene->boxes[b];
                if (strcmp(box->role, "label") == 0) {
                    assert_true(px == 0 || px == box->style.px);
                    px = box->style.px;
                }
            }
            smaller += px * 1080 / least(sizes[k].width, sizes[k].height) < 53;
            scene_destroy(scene);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
    }
    assert_true(smaller > 0);
}

/* What is read first by itself has the titles' face: one link's label, what a countdown says.
 */
static void test_what_is_read_first(void **state)
{
    static const struct {
        const char *says, *role;
    } firsts[] = {
        { "\"links\":[{\"label\":\"学校主页\",\"url\":\"https://www.example.edu.cn/\"}]",
            "label" },
        { "\"items\":[{\"kind\":\"countdown\",\"title\":\"期末考试\",\"to\":\"2026-12-20\"}]",
            "number" },
        { "\"items\":[{\"kind\":\"countdown\",\"title\":\"校庆\",\"to\":\"2026-11-20\"}]",
            "after" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        char json[512];
        struct fixture fixture;
        snprintf(json, sizeof json, "{\"lobbycard\":1,%s}", firsts[i].says);
        fixture_init(&fixture, json, "ink");
        struct deck *deck = deck_plan(&fixture.layout);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
        int found = 0;
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            if (strcmp(box->role, firsts[i].role) == 0) {
                assert_true(box->style.is_title);
                found++;
            }
        }
        assert_int_equal(found, 1);
        scene_destroy(scene);
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_near),
        cmocka_unit_test(test_labels_have_one_size),
        cmocka_unit_test(test_what_is_read_first) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
