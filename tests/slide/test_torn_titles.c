/* Titles in the rooms that they really have: headlines that readers have graded
 * (tests/typeset/graded.h), on every kind of slide and displays of many shapes. One is torn
 * where a line begins at a place that has no mark of theirs: inside a word, a name, a figure
 * with what it counts. What is torn is counted for each kind and held to what has been reached:
 * of some of the headlines, or of all with LOBBYCARD_LONG. In the environment SHOWN=CASE prints
 * what is torn of a case, and TITLES=FILE has other headlines. */
#include "long_form.h"
#include "slide/deck.h"
#include "slide/graded_lines.h"
#include "slide/pages.h"

enum { GROUP = 6, IN_SHORT = 5 };

static struct graded_titles all_titles;

/* What is on the slides of a feed, of a group of titles. */
struct shape {
    const char *name;
    size_t titles; /* a feed */
    void (*print)(struct bytes *out, const struct graded *titles, size_t count);
    int most_per_mille; /* of the titles are torn */
};

struct counts {
    size_t lines[2]; /* titles of one line, and of several */
    size_t torn, poor;
    int64_t px; /* of all, in hundredths of a ninetieth of the short side */
};

static void print_items(struct bytes *out, const struct graded *titles, size_t count,
    const char *kind, const char *rest)
{
    bytes_print(out, "{\"lobbycard\":1,\"items\":[");
    for (size_t i = 0; i < count; i++) {
        bytes_print(out, "%s{\"id\":\"i%zu\",\"kind\":\"%s\",\"title\":\"%s\"%s}", i ? "," : "",
            i, kind, titles[i].text, rest);
    }
    bytes_print(out, "]}");
}

static void print_articles(struct bytes *out, const struct graded *titles, size_t count,
    const char *url, const char *picture, int sentences)
{
    struct bytes rest;
    bytes_init(&rest);
    bytes_print(&rest,
        ",\"source\":\"校报\",\"published\":\"2026-11-20\",\"url\":\"%s\",\"body\":[", url);
    if (*picture) {
        bytes_print(
            &rest, "{\"image\":\"media/%s.jpg\",\"caption\":\"学生在实训中心\"},", picture);
    }
    bytes_print(&rest, "{\"text\":\"");
    print_sentences(&rest, sentences, "\"},{\"text\":\"");
    bytes_print(&rest, "\"}]");
    print_items(out, titles, count, "article", rest.data);
    bytes_finish(&rest);
}

static void print_plain(struct bytes *out, const struct graded *titles, size_t count)
{
    print_articles(out, titles, count, "", "", 20);
}

static void print_coded(struct bytes *out, const struct graded *titles, size_t count)
{
    print_articles(out, titles, count, "https://www.example.edu.cn/n/1", "", 20);
}

static void print_hall(struct bytes *out, const struct graded *titles, size_t count)
{
    print_articles(out, titles, count, "", "hall", 9);
}

static void print_tall(struct bytes *out, const struct graded *titles, size_t count)
{
    print_articles(out, titles, count, "", "tall", 9);
}

static void print_coded_hall(struct bytes *out, const struct graded *titles, size_t count)
{
    print_articles(out, titles, count, "https://www.example.edu.cn/n/1", "hall", 9);
}

static void print_short(struct bytes *out, const struct graded *titles, size_t count)
{
    print_articles(out, titles, count, "", "", 1);
}

static void print_notices(struct bytes *out, const struct graded *titles, size_t count,
    const char *url, int sentences)
{
    struct bytes rest;
    bytes_init(&rest);
    bytes_print(&rest, ",\"url\":\"%s\",\"text\":\"", url);
    print_sentences(&rest, sentences, "\\n");
    bytes_print(&rest, "\"");
    print_items(out, titles, count, "notice", rest.data);
    bytes_finish(&rest);
}

static void print_posters(struct bytes *out, const struct graded *titles, size_t count)
{
    print_notices(out, titles, count, "", 0);
}

static void print_few(struct bytes *out, const struct graded *titles, size_t count)
{
    print_notices(out, titles, count, "", 1);
}

static void print_many(struct bytes *out, const struct graded *titles, size_t count)
{
    print_notices(out, titles, count, "https://www.example.edu.cn/n/1", 12);
}

static void print_counted(struct bytes *out, const struct graded *titles, size_t count)
{
    print_items(out, titles, count, "countdown", ",\"to\":\"2027-06-07T09:00:00+08:00\"");
}

static void print_tables(struct bytes *out, const struct graded *titles, size_t count)
{
    print_items(out, titles, count, "table",
        ",\"columns\":[{\"label\":\"窗口\"},{\"label\":\"菜品\"}],"
        "\"rows\":[{\"cells\":[\"1 号\",\"红烧排骨\"]},{\"cells\":[\"2 号\",\"番茄炒蛋\"]}]");
}

static void print_agendas(struct bytes *out, const struct graded *titles, size_t count)
{
    print_items(out, titles, count, "agenda",
        ",\"date\":\"2026-11-23\",\"rows\":[{\"time\":\"08:40-09:20\",\"title\":\"校门集合\"},"
        "{\"time\":\"09:20-11:00\",\"title\":\"参观实训中心\"}]");
}

static void print_pictures(struct bytes *out, const struct graded *titles, size_t count)
{
    print_items(out, titles, count, "picture", ",\"image\":\"media/hall.jpg\"");
}

static void print_alerts(struct bytes *out, const struct graded *titles, size_t count)
{
    print_items(out, titles, count, "alert",
        ",\"severity\":\"severe\",\"text\":\"请师生尽快进入室内。\","
        "\"show\":{\"until\":\"2026-11-23T11:30:00+08:00\"}");
}

static const struct shape shapes[] = {
    { "article", GROUP, print_plain, 50 },
    { "article, code", GROUP, print_coded, 55 },
    { "article, picture", GROUP, print_hall, 75 },
    { "article, tall picture", GROUP, print_tall, 15 },
    { "article, picture, code", GROUP, print_coded_hall, 75 },
    { "article, short", GROUP, print_short, 10 },
    { "notice, no text", GROUP, print_posters, 20 },
    { "notice, short", GROUP, print_few, 12 },
    { "notice, long, code", GROUP, print_many, 8 },
    { "headline alone", 1, print_short, 45 },
    { "countdown", GROUP, print_counted, 12 },
    { "table", GROUP, print_tables, 8 },
    { "agenda", GROUP, print_agendas, 9 },
    { "picture", GROUP, print_pictures, 3 },
    { "alert", 1, print_alerts, 60 },
};
enum { SHAPES = sizeof shapes / sizeof *shapes, SIZES = sizeof sizes / sizeof *sizes };

static struct counts found[SHAPES][2][SIZES]; /* on slides of its own, and of headlines */

static bool is_shown(const char *name)
{
    const char *shown = getenv("SHOWN");
    return shown && strcmp(shown, name) == 0;
}

static void judge(const struct scene *scene, const struct box *box,
    const struct graded_placed *placed, const char *name, struct counts *counts)
{
    const int weakest = graded_weakest(box, placed);
    counts->lines[box->line_count > 1]++;
    counts->torn += weakest == GRADE_NONE;
    counts->poor += weakest == GRADE_POOR;
    counts->px += box->style.px * 100 * 90 /
                  (scene->width < scene->height ? scene->width : scene->height);
    if (weakest == GRADE_NONE && is_shown(name)) {
        graded_print_lines(scene, box);
    }
}

static void judge_size(const struct fixture *fixture, size_t shape, size_t size,
    const struct graded *titles, size_t count)
{
    struct deck *deck = deck_plan(&fixture->layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        const struct slide *slide = &deck->slides[i];
        const bool is_list = strcmp(slide->kind->name, "headlines") == 0;
        if (slide->page > 1 && !is_list) {
            continue;
        }
        struct scene *scene = slide_lay_out(&fixture->layout, slide);
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct graded_placed placed = graded_find(&scene->boxes[k], titles, count);
            if (placed.title && strcmp(scene->boxes[k].role, "running-title") != 0) {
                judge(scene, &scene->boxes[k], &placed, shapes[shape].name,
                    &found[shape][is_list][size]);
            }
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static void judge_titles(size_t shape, const struct graded *titles, size_t count)
{
    struct bytes json;
    struct fixture fixture;
    bytes_init(&json);
    shapes[shape].print(&json, titles, count);
    fixture_init(&fixture, json.data, "paper");
    for (size_t k = 0; k < SIZES; k++) {
        fixture.layout.width = sizes[k].width;
        fixture.layout.height = sizes[k].height;
        if (sizes[k].width != 3840) { /* as 1920 is */
            judge_size(&fixture, shape, k, titles, count);
        }
    }
    fixture_finish(&fixture);
    bytes_finish(&json);
}

static bool print_counts(const char *name, const struct counts *counts, int most_per_mille)
{
    struct counts sum = { 0 };
    fprintf(stderr, "%-24s", name);
    for (size_t k = 0; k < SIZES; k++) {
        for (size_t i = 0; i < 2; i++) {
            sum.lines[i] += counts[k].lines[i];
        }
        sum.torn += counts[k].torn;
        sum.poor += counts[k].poor;
        sum.px += counts[k].px;
        if (sizes[k].width != 3840) {
            fprintf(stderr, " %4zu/%-4zu", counts[k].torn, counts[k].lines[1]);
        }
    }
    const size_t all = sum.lines[0] + sum.lines[1];
    fprintf(stderr, " %5zu of %6zu (%5.2f %%), poor %5zu, %5.2f u\n", sum.torn, all,
        100.0 * (double)sum.torn / (double)(all ? all : 1), sum.poor,
        (double)sum.px / 100 / (double)(all ? all : 1));
    return sum.torn * 1000 <= all * (size_t)most_per_mille;
}

static void test_torn_titles(void **state)
{
    (void)state;
    const char *other = getenv("TITLES");
    bool is_enough = true;
    if (other) {
        graded_load(&all_titles, other);
    } else {
        graded_load(&all_titles, "tests/data/titles_held.tsv");
        graded_load(&all_titles, "tests/data/titles_graded.tsv");
    }
    /* Sanitizers look at what is done, in less of it; what comes of it is counted without. */
    const size_t step = (size_t)walk_step() * (other || is_long_form() ? 1 : IN_SHORT);
    for (size_t shape = 0; shape < SHAPES; shape++) {
        for (size_t i = 0; i < all_titles.count; i += GROUP * step) {
            const size_t left = all_titles.count - i, most = shapes[shape].titles;
            judge_titles(shape, &all_titles.list[i], left < most ? left : most);
        }
        is_enough =
            print_counts(shapes[shape].name, found[shape][0], shapes[shape].most_per_mille) &&
            is_enough;
        if (found[shape][1][0].lines[0] + found[shape][1][0].lines[1] > 0) {
            print_counts("  its headlines", found[shape][1], 1000);
        }
    }
    assert_true(is_enough || IS_SANITIZED);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_torn_titles) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
