/* What was planned before is not set again, over a restart neither; and the slides are those
 * that would be planned anew. */
#include "long_form.h"
#include "slide/deck.h"
#include "slide/fixture.h"
#include "slide/page/plan_memory.h"

#include <inttypes.h>

enum { ITEMS = IS_SANITIZED ? 16 : 40, FEW = 4 };
static int item_count = ITEMS; /* of one feed */

static const struct digest ground = { 7, 11 };

/* Items of three kinds; `changed` has another text, or none does (-1). */
static char *print_items(int items, int changed)
{
    struct bytes json;
    bytes_init(&json);
    assert_true(bytes_print(&json, "{\"lobbycard\": 1, \"items\": ["));
    for (int i = 0; i < items; i++) {
        const char *kind = i % 3 == 0 ? "notice" : "article";
        assert_true(bytes_print(&json,
            "%s{\"id\": \"i%d\", \"kind\": \"%s\", \"title\": \"第%d号通知\", ", i ? "," : "",
            i, kind, i));
        assert_true(
            bytes_print(&json, i % 3 == 0 ? "\"text\": \"" : "\"body\": [{\"text\": \""));
        for (int k = 0; k < 1 + i * 3; k++) {
            assert_true(bytes_print(&json,
                i == changed ? "改了的一句话。" : "图书馆周五下午三点在二楼举办读书分享会。"));
        }
        assert_true(bytes_print(&json,
            i % 3 == 0   ? "\"}"
            : i % 3 == 1 ? "\"}]}"
                         : "\"}, {\"image\": \"media/tall.jpg\", \"caption\": \"新馆\"}]}"));
    }
    assert_true(bytes_print(&json, "]}"));
    return json.data;
}

static char *print_feed(int changed)
{
    return print_items(item_count, changed);
}

static char *print_deck(const struct deck *deck)
{
    struct bytes out;
    bytes_init(&out);
    for (size_t i = 0; i < deck->count; i++) {
        const struct slide *slide = &deck->slides[i];
        assert_true(bytes_print(&out, "%s %s %zu %d/%d %" PRId64 " %d\n", slide->kind->name,
            slide->item ? slide->item->id : "", slide->count, slide->page, slide->pages,
            slide->dwell_ms, slide->weight));
    }
    return out.data;
}

struct planned_deck {
    char *deck;
    size_t calls; /* that measured a width */
    size_t known;
};

/* What the layout is changed by, or NULL. */
typedef void change_layout(struct fixture *fixture);

static struct planned_deck plan_layout(struct plan_memory *memory, struct fixture *fixture)
{
    struct planned_deck planned = { 0 };
    fixture->measure = fixed_measure(&planned.calls);
    if (memory) {
        plan_memory_begin(memory, &fixture->layout, &ground);
    }
    fixture->layout.plans = memory;
    struct deck *deck = deck_plan(&fixture->layout);
    assert_non_null(deck);
    planned.deck = print_deck(deck);
    for (size_t i = 0; i < deck->count; i++) {
        planned.known += deck->slides[i].is_known && deck->slides[i].page == 1;
    }
    deck_destroy(deck);
    return planned;
}

static struct planned_deck plan(struct plan_memory *memory, int changed, change_layout *change)
{
    struct fixture fixture;
    char *json = print_feed(changed);
    fixture_init(&fixture, json, "paper");
    if (change) {
        change(&fixture);
    }
    struct planned_deck planned = plan_layout(memory, &fixture);
    fixture_finish(&fixture);
    free(json);
    return planned;
}

enum { SOURCES = 30, ITEMS_A_SOURCE = 7 };

/* Of that many sources, of which one has changed an item; none, where it is -1. */
static struct planned_deck plan_sources(struct plan_memory *memory, int source, int item)
{
    struct fixture fixtures[SOURCES];
    struct view views[SOURCES];
    char urls[SOURCES][64], *json[SOURCES];
    for (int i = 0; i < SOURCES; i++) {
        json[i] = print_items(ITEMS_A_SOURCE, i == source ? item : -1);
        fixture_init(&fixtures[i], json[i], "paper");
        snprintf(urls[i], sizeof urls[i], "https://www.example.edu.cn/%d.json", i);
        views[i] = fixtures[i].view;
        views[i].source = views[i].url = urls[i];
    }
    fixtures[0].layout.views = views;
    fixtures[0].layout.view_count = SOURCES;
    struct planned_deck planned = plan_layout(memory, &fixtures[0]);
    for (int i = 0; i < SOURCES; i++) {
        fixture_finish(&fixtures[i]);
        free(json[i]);
    }
    return planned;
}

/* Of all that the sources have, the one item that changed is set. */
static void test_one_item_of_one_source_is_set(void **state)
{
    (void)state;
    struct plan_memory *memory = plan_memory_create();
    assert_non_null(memory);
    struct planned_deck first = plan_sources(memory, -1, -1);
    assert_int_equal(first.known, 0);
    for (int source = 0; source < SOURCES; source += SOURCES - 1) {
        for (int item = 0; item < ITEMS_A_SOURCE; item += 3) {
            struct planned_deck one = plan_sources(memory, source, item);
            struct planned_deck anew = plan_sources(NULL, source, item);
            assert_int_equal(one.known, SOURCES * ITEMS_A_SOURCE - 1);
            assert_string_equal(one.deck, anew.deck);
            free(one.deck), free(anew.deck);
        }
    }
    free(first.deck);
    plan_memory_destroy(memory);
}

static void test_known_items_are_not_set_again(void **state)
{
    (void)state;
    struct plan_memory *memory = plan_memory_create();
    assert_non_null(memory);
    struct planned_deck anew = plan(NULL, -1, NULL), first = plan(memory, -1, NULL);
    assert_true(plan_memory_is_new(memory));
    struct planned_deck again = plan(memory, -1, NULL);
    assert_false(plan_memory_is_new(memory));
    struct planned_deck one = plan(memory, 5, NULL), one_anew = plan(NULL, 5, NULL);
    assert_true(plan_memory_is_new(memory));
    print_message("widths asked for: %zu anew, %zu again, %zu with one that changed\n",
        anew.calls, again.calls, one.calls);
    assert_string_equal(first.deck, anew.deck);
    assert_string_equal(again.deck, anew.deck);
    assert_string_equal(one.deck, one_anew.deck);
    assert_int_equal(first.known, 0);
    assert_int_equal(again.known, ITEMS);
    assert_int_equal(one.known, ITEMS - 1);
    /* What is left are the bands, and the headlines. */
    assert_true(again.calls * 10 < anew.calls);
    assert_true(one.calls - again.calls < anew.calls / 10);
    free(anew.deck), free(first.deck), free(again.deck), free(one.deck), free(one_anew.deck);
    plan_memory_destroy(memory);
}

static void hurry(struct fixture *fixture)
{
    fixture->layout.set_most = 5;
}

/* In haste some are left out, which the next plan has as well; of known ones none is. */
static void test_a_plan_in_haste_sets_a_few(void **state)
{
    (void)state;
    struct plan_memory *memory = plan_memory_create();
    assert_non_null(memory);
    struct planned_deck anew = plan(NULL, -1, NULL), hasty = plan(memory, -1, hurry);
    assert_true(plan_memory_left_out(memory));
    assert_true(hasty.calls * 2 < anew.calls);
    assert_int_equal(strncmp(hasty.deck, anew.deck, 40), 0);
    assert_true(strlen(hasty.deck) < strlen(anew.deck));
    struct planned_deck whole = plan(memory, -1, NULL);
    assert_false(plan_memory_left_out(memory));
    assert_string_equal(whole.deck, anew.deck);
    assert_int_equal(whole.known, 1);
    struct planned_deck again = plan(memory, -1, hurry);
    assert_false(plan_memory_left_out(memory));
    assert_string_equal(again.deck, anew.deck);
    /* An item that is new among known ones is set. */
    struct planned_deck one = plan(memory, 5, hurry), one_anew = plan(NULL, 5, NULL);
    assert_false(plan_memory_left_out(memory));
    assert_string_equal(one.deck, one_anew.deck);
    free(anew.deck), free(hasty.deck), free(whole.deck), free(again.deck);
    free(one.deck), free(one_anew.deck);
    plan_memory_destroy(memory);
}

static void hurry_with_all(struct fixture *fixture)
{
    fixture->layout.set_most = ITEMS;
}

static void test_as_many_as_may_be_are_set_at_once(void **state)
{
    (void)state;
    struct plan_memory *memory = plan_memory_create();
    assert_non_null(memory);
    struct planned_deck anew = plan(NULL, -1, NULL), first = plan(memory, -1, hurry_with_all);
    assert_false(plan_memory_left_out(memory));
    assert_string_equal(first.deck, anew.deck);
    free(anew.deck), free(first.deck);
    plan_memory_destroy(memory);
}

static void test_it_outlives_a_restart(void **state)
{
    (void)state;
    struct plan_memory *memory = plan_memory_create(), *next = plan_memory_create();
    struct bytes text;
    assert_true(memory && next);
    bytes_init(&text);
    struct planned_deck first = plan(memory, -1, NULL);
    assert_true(plan_memory_print(memory, &text));
    plan_memory_read(next, text.data, text.size);
    struct planned_deck again = plan(next, -1, NULL);
    assert_int_equal(again.known, ITEMS);
    assert_string_equal(again.deck, first.deck);
    assert_false(plan_memory_is_new(next));
    free(first.deck), free(again.deck);
    bytes_finish(&text);
    plan_memory_destroy(memory);
    plan_memory_destroy(next);
}

/* One byte that is wrong, or missing, and nothing is known. */
static void test_what_is_damaged_is_not_believed(void **state)
{
    (void)state;
    struct plan_memory *memory = plan_memory_create();
    struct bytes text;
    assert_non_null(memory);
    bytes_init(&text);
    item_count = FEW; /* each look plans all anew */
    free(plan(memory, -1, NULL).deck);
    assert_true(plan_memory_print(memory, &text));
    const size_t looks = IS_SANITIZED ? 20 : 97;
    for (size_t i = 0; i < text.size; i += text.size / looks + 1) {
        struct plan_memory *next = plan_memory_create();
        assert_non_null(next);
        text.data[i] ^= 1;
        plan_memory_read(next, text.data, text.size);
        text.data[i] ^= 1;
        struct planned_deck again = plan(next, -1, NULL);
        assert_int_equal(again.known, 0);
        free(again.deck);
        plan_memory_destroy(next);
    }
    struct plan_memory *next = plan_memory_create();
    text.data[text.size - 1] = '\0';
    plan_memory_read(next, text.data, text.size - 1);
    struct planned_deck again = plan(next, -1, NULL);
    assert_int_equal(again.known, 0);
    free(again.deck);
    plan_memory_destroy(next);
    bytes_finish(&text);
    plan_memory_destroy(memory);
    item_count = ITEMS;
}

static void narrower(struct fixture *fixture)
{
    fixture->layout.width = 1600;
}

static void larger_type(struct fixture *fixture)
{
    fixture->theme.body_1080 += 4;
}

static void other_hosts(struct fixture *fixture)
{
    static const char *const hosts[] = { ".example.com" };
    fixture->config->guard.hosts = (struct text_list) { hosts, 1 };
}

static void other_address(struct fixture *fixture)
{
    fixture->view.url = "https://news.example.edu.cn/feed.json";
}

static void next_year(struct fixture *fixture)
{
    fixture->layout.now_ms += INT64_C(366) * 24 * 3600 * 1000;
}

static void publish(struct fixture *fixture, int day)
{
    const struct moment published = { .form = MOMENT_DATE, .face_ms = day * INT64_C(86400000) };
    for (size_t i = 0; i < fixture->feed->item_count; i++) {
        struct item *item = (struct item *)(uintptr_t)&fixture->feed->items[i];
        item->published = published;
    }
}

static void with_date(struct fixture *fixture)
{
    publish(fixture, 20779);
}

static void next_day(struct fixture *fixture)
{
    publish(fixture, 20780);
}

static bool other_size(
    void *context, const struct picture_ref *picture, int *width, int *height)
{
    (void)context, (void)picture;
    *width = *height = 1000;
    return true;
}

static void other_pictures(struct fixture *fixture)
{
    fixture->gauge = (struct gauge) { NULL, other_size };
}

/* Whatever pages follow from makes another item of it; and the deck is the one without. */
static void test_what_pages_follow_from_tells_them_apart(void **state)
{
    (void)state;
    static const struct {
        change_layout *change;
        size_t most_known; /* items without a picture may be as they were */
    } cases[] = { { narrower, 0 }, { larger_type, 0 }, { other_hosts, 0 }, { other_address, 0 },
        { next_year, 0 }, { with_date, ITEMS / 3 + 1 }, { next_day, ITEMS / 3 + 1 },
        { other_pictures, ITEMS - ITEMS / 3 } };
    struct plan_memory *memory = plan_memory_create();
    assert_non_null(memory);
    free(plan(memory, -1, NULL).deck);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct planned_deck anew = plan(NULL, -1, cases[i].change);
        struct planned_deck planned = plan(memory, -1, cases[i].change);
        assert_string_equal(planned.deck, anew.deck);
        assert_in_range(planned.known, 0, cases[i].most_known);
        free(anew.deck), free(planned.deck);
    }
    plan_memory_destroy(memory);
}

/* A memory that is wrong all the same is found out by the slide. */
static void test_a_slide_contradicts_its_plan(void **state)
{
    (void)state;
    struct fixture fixture;
    char *json = print_feed(-1);
    fixture_init(&fixture, json, "paper");
    struct deck *deck = deck_plan(&fixture.layout);
    assert_non_null(deck);
    size_t contradicted = 0, known = 0;
    for (size_t i = 0; i < deck->count; i++) {
        struct slide slide = deck->slides[i];
        /* A short article, which is set as a notice, has one page. */
        bool is_article = strcmp(slide.kind->name, "article") == 0 && slide.pages > 1;
        bool is_of_memory = slide.item && slide.page == 1 &&
                            (is_article || strcmp(slide.kind->name, "notice") == 0);
        for (int wrong = 0; is_of_memory && wrong < 2; wrong++) {
            slide.is_known = true;
            slide.pages += wrong;
            struct scene *scene = slide_lay_out(&fixture.layout, &slide);
            assert_non_null(scene);
            contradicted += scene->contradicts_plan;
            known += wrong;
            assert_true(scene->contradicts_plan == (wrong == 1));
            scene_destroy(scene);
        }
    }
    assert_true(known >= ITEMS - 5);
    assert_int_equal(contradicted, known);
    deck_destroy(deck);
    fixture_finish(&fixture);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_items_are_not_set_again),
        cmocka_unit_test(test_one_item_of_one_source_is_set),
        cmocka_unit_test(test_a_plan_in_haste_sets_a_few),
        cmocka_unit_test(test_as_many_as_may_be_are_set_at_once),
        cmocka_unit_test(test_it_outlives_a_restart),
        cmocka_unit_test(test_what_is_damaged_is_not_believed),
        cmocka_unit_test(test_what_pages_follow_from_tells_them_apart),
        cmocka_unit_test(test_a_slide_contradicts_its_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
