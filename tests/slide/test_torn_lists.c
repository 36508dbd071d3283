/* A list has one size, and gives way in it rather than tear words: headlines that readers have
 * graded (graded_lines.h), one to twelve of them as chance has them, as rows of headlines, with
 * a picture that leads and without, and of an agenda. A row is torn where a line begins at a
 * place that has no mark of theirs. What is torn, and the pages, are held to what has been
 * reached; SHOWN=CASE in the environment prints what is torn of a case. */
#include "chance.h"
#include "slide/deck.h"
#include "slide/graded_lines.h"
#include "slide/pages.h"

enum { FEEDS = 60, FEEDS_LONG = 600, MOST_TITLES = 12, SEED = 20261201 };

static struct graded_titles all_titles;

struct counts {
    size_t pages, rows, torn, poor;
    int64_t px; /* of all rows, in hundredths of a ninetieth of the short side */
};

struct list {
    const char *name;
    void (*print)(struct bytes *out, const struct graded *titles, int count);
    /* In ten thousand rows; and pages of a hundred rows, as they were before any size gave way.
     */
    size_t most_torn, most_pages;
};

static void print_articles(
    struct bytes *out, const struct graded *titles, int count, const char *first)
{
    for (int i = 0; i < count; i++) {
        bytes_print(out,
            "%s{\"kind\":\"article\",\"title\":\"%s\",\"source\":\"校报\","
            "\"published\":\"2026-%d-%02d\",\"body\":[%s{\"text\":\"正文。\"}]}",
            i ? "," : "", titles[i].text, 12 - i, 1 + chance(28), i ? "" : first);
    }
}

static void print_headlines(struct bytes *out, const struct graded *titles, int count)
{
    print_articles(out, titles, count, "");
}

static void print_led(struct bytes *out, const struct graded *titles, int count)
{
    print_articles(
        out, titles, count, "{\"image\":\"media/hall.jpg\",\"caption\":\"学生在实训中心\"},");
}

static void print_rows(
    struct bytes *out, const struct graded *titles, int count, const char *const places[4])
{
    bytes_print(out,
        "{\"kind\":\"agenda\",\"title\":\"校园开放日日程\",\"date\":\"2026-11-23\",\"rows\":[");
    for (int i = 0, minute = 600; i < count; i++) {
        const int until = minute + 5 * (2 + chance(9));
        bytes_print(out,
            "%s{\"time\":\"%02d:%02d-%02d:%02d\",\"title\":\"%s\",\"place\":\"%s\"}",
            i ? "," : "", minute / 60, minute % 60, until / 60, until % 60, titles[i].text,
            places[chance(4)]);
        minute = until;
    }
    bytes_print(out, "]}");
}

static void print_agenda(struct bytes *out, const struct graded *titles, int count)
{
    static const char *const places[] = { "图书馆报告厅", "行政楼 301", "大学生活动中心二楼",
        "" };
    print_rows(out, titles, count, places);
}

static void print_placeless(struct bytes *out, const struct graded *titles, int count)
{
    static const char *const places[] = { "", "", "", "" };
    print_rows(out, titles, count, places);
}

static const struct list lists[] = {
    { "headlines", print_headlines, 70, 25 },
    { "headlines, picture", print_led, 120, 28 },
    { "agenda", print_agenda, 40, 25 },
    { "agenda, no places", print_placeless, 10, 24 },
};
enum { LISTS = sizeof lists / sizeof *lists, SIZES = sizeof sizes / sizeof *sizes };

static void judge_box(const struct scene *scene, const struct box *box, const char *name,
    const struct graded_placed *placed, struct counts *counts)
{
    const char *shown = getenv("SHOWN");
    const int weakest = graded_weakest(box, placed);
    counts->rows++;
    counts->torn += weakest == GRADE_NONE;
    counts->poor += weakest == GRADE_POOR;
    counts->px += box->style.px * 100 * 90 /
                  (scene->width < scene->height ? scene->width : scene->height);
    if (weakest == GRADE_NONE && shown && strcmp(shown, name) == 0) {
        graded_print_lines(scene, box);
    }
}

static bool is_of_list(const char *kind)
{
    return strcmp(kind, "headlines") == 0 || strcmp(kind, "agenda") == 0;
}

static void judge_feed(const struct layout *layout, const char *name,
    const struct graded *titles, int count, struct counts *counts)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        const struct slide *slide = &deck->slides[i];
        if (!is_of_list(slide->kind->name)) {
            continue;
        }
        struct scene *scene = slide_lay_out(layout, slide);
        assert_non_null(scene);
        counts->pages++;
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct graded_placed placed =
                graded_find(&scene->boxes[k], titles, (size_t)count);
            if (placed.title) {
                judge_box(scene, &scene->boxes[k], name, &placed, counts);
            }
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static void judge_list(const struct list *list, struct counts counts[SIZES])
{
    const int count = 1 + chance(MOST_TITLES);
    struct graded *titles = calloc((size_t)count, sizeof *titles);
    assert_non_null(titles);
    for (int i = 0; i < count; i++) {
        titles[i] = all_titles.list[chance((int)all_titles.count)];
    }
    struct bytes json;
    struct fixture fixture;
    bytes_init(&json);
    bytes_print(&json, "{\"lobbycard\":1,\"items\":[");
    list->print(&json, titles, count);
    bytes_print(&json, "]}");
    fixture_init(&fixture, json.data, "paper");
    for (size_t k = 0; k < SIZES; k++) {
        fixture.layout.width = sizes[k].width;
        fixture.layout.height = sizes[k].height;
        judge_feed(&fixture.layout, list->name, titles, count, &counts[k]);
    }
    fixture_finish(&fixture);
    bytes_finish(&json);
    free(titles);
}

static bool is_enough(const struct list *list, const struct counts counts[SIZES])
{
    struct counts sum = { 0 };
    fprintf(stderr, "%-20s", list->name);
    for (size_t k = 0; k < SIZES; k++) {
        sum.pages += counts[k].pages;
        sum.rows += counts[k].rows;
        sum.torn += counts[k].torn;
        sum.poor += counts[k].poor;
        sum.px += counts[k].px;
        fprintf(stderr, " %3zu/%-4zu", counts[k].torn, counts[k].rows);
    }
    fprintf(stderr, " %4zu torn of %5zu, poor %4zu, %5.2f u, %zu pages\n", sum.torn, sum.rows,
        sum.poor, (double)sum.px / 100 / (double)sum.rows, sum.pages);
    return sum.torn * 10000 <= sum.rows * list->most_torn &&
           sum.pages * 100 <= sum.rows * list->most_pages;
}

static void test_torn_lists(void **state)
{
    (void)state;
    bool all_are = true;
    graded_load(&all_titles, "tests/data/titles_held.tsv");
    graded_load(&all_titles, "tests/data/titles_graded.tsv");
    graded_load(&all_titles, "tests/data/titles_names_held.tsv");
    chance_begin(SEED);
    for (size_t i = 0; i < LISTS; i++) {
        struct counts counts[SIZES] = { { 0 } };
        for (long feeds = how_many(FEEDS, FEEDS_LONG); feeds > 0; feeds--) {
            judge_list(&lists[i], counts);
        }
        all_are = is_enough(&lists[i], counts) && all_are;
    }
    assert_true(all_are || IS_SANITIZED);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_torn_lists) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
