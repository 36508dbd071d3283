/* Names, filing lines, hotlines and credits of all lengths, in feeds that nobody chose: names
 * and filing numbers are whole, numbers are the largest thing on their slide, and every scene
 * keeps the rules in checker.h. LOBBYCARD_SEED makes one run again, LOBBYCARD_LONG makes many
 * feeds. */
#include "slide/checker.h"
#include "slide/deck.h"

#include <stdlib.h>

enum { FEEDS = 12, FEEDS_LONG = 2000 };

static uint32_t state_of_chance;

static int chance(int below)
{
    state_of_chance ^= state_of_chance << 13;
    state_of_chance ^= state_of_chance >> 17;
    state_of_chance ^= state_of_chance << 5;
    return (int)(state_of_chance % (uint32_t)below);
}

static const struct {
    int width, height;
} sizes[] = { { 1920, 1080 }, { 3840, 2160 }, { 1080, 1920 }, { 1366, 768 }, { 1024, 768 },
    { 768, 1024 }, { 800, 600 } };
static const char *const themes[] = { "paper", "festival", "contrast" };

/* Words of about that many characters' width, in one script or in two. */
static void words(struct bytes *out, int em)
{
    static const char *const han[] = { "青禾", "职业", "技术学院", "国际学生事务", "校园安全",
        "管理办公室", "（北门）", "二〇一室", "仅限工作日", "招生就业", "与" };
    static const char *const latin[] = { "Office", "of", "International", "Student", "Affairs",
        "and", "Campus", "Safety", "North", "Gate", "room", "201" };
    int script = chance(3);
    for (int used = 0; used < em;) {
        bool is_han = script == 0 || (script == 2 && chance(2) == 0);
        const char *word = is_han ? han[chance(11)] : latin[chance(12)];
        used += (int)strlen(word) / (is_han ? 3 : 2) + 1;
        bytes_print(out, "%s%s", is_han || out->size == 0 ? "" : " ", word);
    }
}

static void line(struct bytes *out, int em)
{
    struct bytes text;
    bytes_init(&text);
    words(&text, em);
    bytes_print(out, "%s", text.data);
    bytes_finish(&text);
}

static void filing(struct bytes *out)
{
    int count = chance(4);
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s\"", i > 0 ? "," : "");
        if (chance(2) == 0) {
            bytes_print(out, "2005-2026 © 版权所有：");
            line(out, 1 + chance(30));
        }
        bytes_print(out, " 示例ICP备1%07d号-%d 示例公网安备 5001060250%04d号\"",
            chance(9999999), 1 + chance(9), chance(9999));
    }
}

static void numbers(struct bytes *out)
{
    static const struct {
        const char *before, *behind;
    } forms[] = { { "023-6576", "" }, { "400-820-", "" }, { "1380000", "" },
        { "021-5550", " 转 8001" } };
    int count = 1 + chance(chance(4) == 0 ? 14 : 3);
    for (int i = 0; i < count; i++) {
        int form = chance(4);
        bytes_print(out, "%s{\"number\": \"%s%d%s\", \"note\": \"", i > 0 ? "," : "",
            forms[form].before, 1000 + chance(9000), forms[form].behind);
        if (chance(2) == 0) {
            line(out, 1 + chance(chance(3) == 0 ? 60 : 6));
        }
        bytes_print(out, "\"}");
    }
}

static void hotlines(struct bytes *out)
{
    static const char *const hours[] = { "", "Mon-Fri 08:30-17:30", "Mon-Sun 00:00-24:00",
        "上课期间" };
    int count = chance(7);
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s{\"label\": \"", i > 0 ? "," : "");
        if (chance(8) > 0) {
            line(out, 1 + chance(chance(3) == 0 ? 70 : 10));
        }
        bytes_print(out, "\", \"hours\": \"%s\", \"numbers\": [", hours[chance(4)]);
        numbers(out);
        bytes_print(out, "]}");
    }
}

static void article(struct bytes *out, int index)
{
    bytes_print(out, ",{\"id\": \"a%d\", \"kind\": \"article\", \"title\": \"", index);
    if (chance(6) > 0) {
        line(out, 1 + chance(40));
    }
    bytes_print(out, "\", \"source\": \"");
    line(out, 1 + chance(chance(2) == 0 ? 80 : 12));
    bytes_print(out, "\", \"published\": \"2026-11-%02d\", \"url\": \"%s\", \"body\": [",
        1 + chance(22), chance(2) ? "" : "https://www.example.edu.cn/1");
    bytes_print(out, "{\"heading\": \"开放时间\"}, {\"text\": \"");
    line(out, 5 + chance(400));
    bytes_print(out, "\"}]}");
}

static void random_feed(struct bytes *out)
{
    bytes_print(out, "{\"lobbycard\": 1, \"issued\": \"2026-11-20T08:00:00+08:00\", "
                     "\"expires\": \"2026-11-22T00:00:00+08:00\", \"site\": {\"name\": \"");
    if (chance(10) > 0) {
        line(out, 1 + chance(60));
    }
    bytes_print(out, "\", \"welcome\": \"%s\", \"footer\": [", chance(2) ? "" : "热烈欢迎");
    filing(out);
    bytes_print(out, "]}, \"hotlines\": [");
    hotlines(out);
    bytes_print(out, "], \"items\": [{\"id\": \"n\", \"kind\": \"notice\", \"title\": \"停水\","
                     "\"text\": \"周六停水。\"}");
    for (int i = 0; i < 3; i++) {
        article(out, i);
    }
    bytes_print(out, "]}");
}

/* A text without its spaces, for lines may end at them. */
static void add_bare(struct bytes *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strncmp(text, "　", 3) == 0) {
            text += 2;
        } else if (*text != ' ' && *text != '\n') {
            bytes_print(out, "%c", *text);
        }
    }
}

static bool is_whole(const struct box *box, const char *wanted)
{
    struct bytes seen, all;
    bytes_init(&seen);
    bytes_init(&all);
    for (size_t i = 0; i < box->line_count; i++) {
        add_bare(&seen, box->lines[i].line.text);
    }
    add_bare(&all, wanted);
    bool same = seen.size == all.size && memcmp(seen.data, all.data, all.size) == 0;
    bytes_finish(&seen);
    bytes_finish(&all);
    return same;
}

static bool ends_with(const struct box *box, const char *wanted)
{
    struct bytes seen, tail;
    bytes_init(&seen);
    bytes_init(&tail);
    add_bare(&seen, box->lines[box->line_count - 1].line.text);
    add_bare(&tail, wanted);
    bool ends = seen.size >= tail.size &&
                memcmp(seen.data + seen.size - tail.size, tail.data, tail.size) == 0;
    bytes_finish(&seen);
    bytes_finish(&tail);
    return ends;
}

/* Its date stands below it. */
static bool credit_goes_on(const struct scene *scene, const struct box *box)
{
    const struct box *next = box + 1;
    return next < scene->boxes + scene->box_count && strcmp(next->role, "credit") == 0;
}

static void check_frame(const struct checking *checking, const struct box *box)
{
    const struct feed *feed = checking->slide->view->feed;
    if (strcmp(box->role, "site") == 0 || strcmp(box->role, "name") == 0) {
        const char *name = feed->site_name[0] != '\0' ? feed->site_name : feed->welcome;
        CHECK(checking, is_whole(box, name), "%s: not all of \"%s\"\n", box->role, name);
    } else if (strcmp(box->role, "filing") == 0) {
        struct bytes all;
        bytes_init(&all);
        for (size_t i = 0; i < feed->footer_count; i++) {
            bytes_print(&all, "%s", feed->footer[i]);
        }
        CHECK(checking, is_whole(box, all.data), "filing: not all of \"%s\"\n", all.data);
        bytes_finish(&all);
    } else if (strcmp(box->role, "hotline") == 0) {
        const char *number = feed->hotlines[0].phones[0].number;
        char whole[600];
        snprintf(whole, sizeof(whole), "%s %s", feed->hotlines[0].label, number);
        CHECK(checking, box->line_count == 1 && ends_with(box, number), "hotline: \"%s\"\n",
            box->lines[0].line.text);
        CHECK(checking, is_whole(box, whole) != box->clipped, "hotline: cut \"%s\"\n", whole);
    } else if (strcmp(box->role, "as-of") == 0) {
        CHECK(checking, is_whole(box, "内容截至11月20日"), "as-of: cut\n");
    } else if (strcmp(box->role, "credit") == 0) {
        CHECK(checking, ends_with(box, "日") || credit_goes_on(checking->scene, box),
            "credit: no date behind \"%s\"\n", box->lines[0].line.text);
    }
}

/* Whole, as large as the rules say, and larger than all other text on the slide. */
static void check_numbers(const struct checking *checking)
{
    const struct scene *scene = checking->scene;
    int largest = 0, smallest = INT32_MAX;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        bool is_number = box->kind == BOX_TEXT && strcmp(box->role, "number") == 0;
        if (is_number) {
            smallest = box->style.px < smallest ? box->style.px : smallest;
            CHECK(checking, !box->clipped && box->line_count == 1, "number: cut\n");
        } else if (box->kind == BOX_TEXT) {
            largest = box->style.px > largest ? box->style.px : largest;
        }
    }
    CHECK(checking, smallest > largest, "numbers of %d px beside %d px\n", smallest, largest);
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    size_t hotline_slides = 0;
    checking->layout = layout;
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        checking->slide = &deck->slides[i];
        checking->scene = scene;
        bool is_hotlines = strcmp(deck->slides[i].kind->name, "hotlines") == 0;
        checking->numbers_may_shrink = false;
        check_scene(checking);
        for (size_t k = 0; k < scene->box_count; k++) {
            if (scene->boxes[k].kind == BOX_TEXT) {
                check_frame(checking, &scene->boxes[k]);
            }
        }
        if (is_hotlines) {
            check_numbers(checking);
            hotline_slides++;
        }
        scene_destroy(scene);
    }
    assert_true(hotline_slides > 0 || layout->views[0].hotline_count == 0);
    deck_destroy(deck);
}

static void check_feed(const char *json, const char *name)
{
    int faults_before = faults;
    struct fixture fixture;
    fixture_init(&fixture, json, themes[chance(3)]);
    fixture.view.is_expired = chance(2) == 0;
    struct checking checking = { .name = name,
        .least_contrast = strcmp(fixture.theme.name, "contrast") == 0 ? 7 : 4.5 };
    for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
        fixture.layout.width = sizes[s].width;
        fixture.layout.height = sizes[s].height;
        check_deck(&checking, &fixture.layout);
    }
    fixture_finish(&fixture);
    if (faults > faults_before) {
        print_error("%s: %s\n", name, json);
    }
}

static void test_any_lengths(void **state)
{
    (void)state;
    const char *seed = getenv("LOBBYCARD_SEED");
    int feeds = IS_FOR_THREADS ? 1 : getenv("LOBBYCARD_LONG") != NULL ? FEEDS_LONG : FEEDS;
    state_of_chance = seed != NULL ? (uint32_t)strtoul(seed, NULL, 10) : 20261128;
    state_of_chance = state_of_chance == 0 ? 1 : state_of_chance;
    print_message("seed %u\n", (unsigned)state_of_chance);
    for (int i = 0; i < feeds && faults == 0; i++) {
        char name[32];
        struct bytes json;
        bytes_init(&json);
        snprintf(name, sizeof(name), "feed %d", i);
        random_feed(&json);
        check_feed(json.data, name);
        bytes_finish(&json);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_lengths) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
