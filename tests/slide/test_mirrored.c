/* A slide in a language that runs right to left is one that runs the other way, seen in a
 * mirror. */
#include "chance.h"
#include "slide/deck.h"
#include "slide/fixture.h"

static const char feed[] =
    "{\"lobbycard\": 1, \"lang\": \"%s\", \"site\": {\"name\": \"%s\", \"welcome\": \"%s\","
    " \"footer\": [\"%s\"]},"
    " \"hotlines\": [{\"label\": \"%s\", \"numbers\": \"023-65763111 65763222\"}],"
    " \"items\": ["
    "{\"id\": \"a\", \"kind\": \"article\", \"title\": \"%s\", \"published\": \"2026-11-21\","
    " \"url\": \"https://www.example.edu.cn/a\", \"body\": [{\"text\": \"%s\"}, {\"text\": \"%s\"}]},"
    "{\"id\": \"n\", \"kind\": \"notice\", \"title\": \"%s\", \"text\": \"%s\"},"
    "{\"id\": \"g\", \"kind\": \"agenda\", \"title\": \"%s\", \"rows\": [{\"time\": \"10:30\","
    " \"title\": \"%s\", \"place\": \"%s\"}, {\"time\": \"9:00\", \"title\": \"%s\"}]},"
    "{\"id\": \"t\", \"kind\": \"table\", \"title\": \"%s\", \"columns\": [{\"label\": \"%s\"},"
    " {\"label\": \"%s\", \"type\": \"number\", \"unit\": \"%%\"}], \"rows\": [{\"cells\": [\"%s\", 5.25]},"
    " {\"cells\": [\"%s\", 120.5]}, {\"cells\": [\"%s\", 33.125]}]}]}";

static const char *const words[] = { "الكلية تنظم الأسبوع", "المكتبة", "שבוע המיומנויות",
    "C919", "Great Hall 301", "تفتح المكتبة من 8:00 إلى 22:00 (الاثنين–الجمعة)", "2026", "学校",
    "https://www.example.edu.cn/", "من 16 إلى 20 نوفمبر 2026 في مركز التدريب العملي" };

static const char *any(void)
{
    return words[chance(sizeof words / sizeof *words)];
}

static void make_feed(char *out, size_t size, const char *lang)
{
    /* NOLINTNEXTLINE: a format of this file's own */
    snprintf(out, size, feed, lang, any(), any(), any(), any(), any(), any(), any(), any(),
        any(), any(), any(), any(), any(), any(), any(), any(), any(), any(), any());
}

static const struct box *find(const struct scene *scene, const char *role)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        if (strcmp(scene->boxes[i].role, role) == 0) {
            return &scene->boxes[i];
        }
    }
    return NULL;
}

/* Lines stand in their boxes; a mark that hangs may reach out by half an em. */
static void check_lines(const struct scene *scene)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        assert_true(box->rect.x >= 0 && box->rect.x + box->rect.w <= scene->width);
        for (size_t k = 0; k < box->line_count; k++) {
            const struct placed_line *line = &box->lines[k];
            int right = line->x_px + line->line.width / MEASURE_UNIT;
            if (line->x_px < box->rect.x - 1 || right > box->rect.x + box->rect.w + 1) {
                fail_msg("%s: %d..%d in %d..%d: %s", box->role, line->x_px, right, box->rect.x,
                    box->rect.x + box->rect.w, line->line.text);
            }
        }
    }
}

/* The points of a column's figures stand below each other. */
static void check_points(const struct scene *scene)
{
    int point = -1;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const char *text = box->line_count == 1 ? box->lines[0].line.text : "";
        const char *dot = strchr(text, '.');
        if (strcmp(box->role, "cell") != 0 || !dot ||
            strspn(text, "0123456789.") != strlen(text)) {
            continue;
        }
        int here = box->lines[0].x_px + (int)(dot - text) * box->style.px / 2;
        if (point >= 0 && (here < point - 2 || here > point + 2)) {
            fail_msg("the point of %s stands at %d, not %d, at %d px on %d in %s", text, here,
                point, box->style.px, scene->width, box->style.lang);
        }
        point = here;
    }
    assert_true(point >= 0);
}

static void check_slide(
    const struct layout *layout, const struct slide *slide, bool is_mirrored)
{
    struct scene *scene = slide_lay_out(layout, slide);
    assert_non_null(scene);
    check_lines(scene);
    const struct box *site = find(scene, "site"), *clock = find(scene, "clock");
    assert_true(site && clock);
    assert_true(is_mirrored ? clock->rect.x < site->rect.x : site->rect.x < clock->rect.x);
    const struct box *bar = find(scene, "bar"), *title = find(scene, "title");
    if (bar && title) {
        assert_true(is_mirrored ? title->rect.x < bar->rect.x : bar->rect.x < title->rect.x);
    }
    /* Upright, a row's cells may stand below each other, and no figures do. */
    if (strcmp(slide->kind->name, "table") == 0 && layout->width > layout->height) {
        check_points(scene);
    }
    scene_mirror(scene);
    check_lines(scene);
    scene_destroy(scene);
}

static void test_any_language(void **state)
{
    (void)state;
    static const struct {
        const char *lang;
        bool is_mirrored;
    } langs[] = { { "ar", true }, { "he", true }, { "ug", true }, { "zh-Hans", false },
        { "en", false } };
    static const struct {
        int width, height;
    } sizes[] = { { 1920, 1080 }, { 1080, 1920 }, { 1024, 768 }, { 2560, 1080 } };
    chance_begin(609);
    for (int round = 0; round < 60; round++) {
        static char json[8192];
        size_t l = (size_t)chance(5), s = (size_t)chance(4);
        make_feed(json, sizeof json, langs[l].lang);
        struct fixture fixture;
        fixture_init(&fixture, json, "paper");
        fixture.layout.width = sizes[s].width;
        fixture.layout.height = sizes[s].height;
        struct deck *deck = deck_plan(&fixture.layout);
        assert_non_null(deck);
        for (size_t i = 0; i < deck->count; i++) {
            check_slide(&fixture.layout, &deck->slides[i], langs[l].is_mirrored);
        }
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_language) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
