/* A text over many pages is set once for all its slides, and they are as if each had set it; a
 * table over many pages is measured once. */
#include "slide/deck.h"
#include "slide/fixture.h"
#include "slide/page/flow_memory.h"
#include "slide/page/pen.h"

enum { SENTENCES = 400, SENTENCE = 20, CHARACTERS = SENTENCES * SENTENCE };

static const char sentence[] = "图书馆周五下午三点在二楼举办读书分享会。";

static char *long_feed(const char *before, const char *after)
{
    struct bytes json;
    bytes_init(&json);
    assert_true(bytes_print(&json, "{\"lobbycard\": 1, \"items\": [%s", before));
    for (int i = 0; i < SENTENCES; i++) {
        assert_true(bytes_print(&json, "%s", sentence));
    }
    assert_true(bytes_print(&json, "%s]}", after));
    return json.data;
}

static char *long_notice(void)
{
    return long_feed(
        "{\"id\": \"n\", \"kind\": \"notice\", \"title\": \"通知\", \"text\": \"", "\"}");
}

static char *long_article(void)
{
    return long_feed(
        "{\"id\": \"a\", \"kind\": \"article\", \"title\": \"文章\", \"body\": [{\"text\": \"",
        "\"}]}");
}

/* Every slide of the deck, laid out and printed only when all are there: none may lean on what
 * the memory has let go. */
static char *print_all(const struct layout *layout, size_t *pages)
{
    struct deck *deck = deck_plan(layout);
    struct bytes out;
    bytes_init(&out);
    assert_non_null(deck);
    struct scene **scenes = calloc(deck->count, sizeof(*scenes));
    assert_non_null(scenes);
    for (size_t i = 0; i < deck->count; i++) {
        scenes[i] = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scenes[i]);
    }
    *pages = deck->count;
    if (layout->flows != NULL) {
        flow_memory_finish(layout->flows);
        flow_memory_init(layout->flows);
    }
    for (size_t i = 0; i < *pages; i++) {
        assert_true(scene_print_json(scenes[i], &deck->slides[i], "", &out));
        scene_destroy(scenes[i]);
    }
    free(scenes);
    deck_destroy(deck);
    return out.data;
}

/* How often a width is asked for, a character of the text. */
static size_t asked_each(char *json, bool remembers, char **printed, size_t *pages)
{
    size_t calls = 0;
    struct fixture fixture;
    struct flow_memory flows;
    fixture_init(&fixture, json, "paper");
    flow_memory_init(&flows);
    fixture.measure = fixed_measure(&calls);
    fixture.layout.flows = remembers ? &flows : NULL;
    *printed = print_all(&fixture.layout, pages);
    flow_memory_finish(&flows);
    fixture_finish(&fixture);
    free(json);
    return calls / CHARACTERS;
}

/* Set once for the plan and once for the slides, and each time at most so often as the turn
 * from page 1 to the others is tried; not once a page. */
static void test_set_once(char *(*feed)(void), size_t least_pages)
{
    enum { MOST_EACH = 12 };
    char *kept, *anew;
    size_t pages, pages_anew;
    size_t each = asked_each(feed(), true, &kept, &pages);
    size_t each_anew = asked_each(feed(), false, &anew, &pages_anew);
    print_message("%zu slides: %zu, else %zu a character\n", pages, each, each_anew);
    assert_true(pages >= least_pages);
    assert_int_equal(pages, pages_anew);
    assert_string_equal(kept, anew);
    assert_in_range(each, 1, MOST_EACH);
    assert_true(each_anew > MOST_EACH);
    free(kept);
    free(anew);
}

static void test_notice_is_set_once(void **state)
{
    (void)state;
    test_set_once(long_notice, 12);
}

static void test_article_is_set_once(void **state)
{
    (void)state;
    test_set_once(long_article, 12);
}

/* What a slide holds stays as it was, whatever the memory lets go of meanwhile. */
static void test_held_flow_outlives_others(void **state)
{
    (void)state;
    struct fixture fixture;
    struct flow_memory flows;
    fixture_init(&fixture, "{\"lobbycard\": 1}", "paper");
    flow_memory_init(&flows);
    fixture.layout.flows = &flows;
    const struct flow_block block = { .kind = FLOW_TEXT, .text = sentence };
    const struct flow_text text = { fixture.layout.measure, &block, 1, NULL };
    struct flow_options options = { .text_style = { .px = 20 },
        .heading_style = { .px = 20 },
        .text_line_px = 30,
        .heading_line_px = 30,
        .first = { 200, 300, 1 },
        .later = { 200, 300, 1 } };
    struct kept_flow *held = flow_hold(&fixture.layout, &text, &options);
    assert_non_null(held);
    for (int px = 21; px < 30; px++) {
        options.text_style.px = px;
        struct kept_flow *other = flow_hold(&fixture.layout, &text, &options);
        assert_non_null(other);
        assert_ptr_not_equal(other, held);
        flow_release(other);
    }
    flow_memory_finish(&flows);
    assert_int_equal(flow_of(held)->page_count, 1);
    assert_string_equal(flow_of(held)->pages[0].lines[0].line.text, "图书馆周五下午三点在");
    flow_release(held);
    fixture_finish(&fixture);
}

/* Whatever a flow rests on tells it apart from another. */
static void test_key_is_whole(void **state)
{
    (void)state;
    struct fixture fixture;
    struct flow_memory flows;
    fixture_init(&fixture, "{\"lobbycard\": 1}", "paper");
    const struct flow_block block = { .kind = FLOW_TEXT, .text = sentence };
    const struct flow_text text = { fixture.layout.measure, &block, 1, NULL };
    const struct flow_options plain = { .text_style = { .px = 20, .lang = "zh-Hans" },
        .heading_style = { .px = 20 },
        .text_line_px = 30,
        .heading_line_px = 30,
        .first = { 200, 300, 1 },
        .later = { 200, 300, 1 } };
    struct flow_options other[] = { plain, plain, plain, plain, plain, plain, plain, plain,
        plain, plain, plain, plain, plain, plain };
    other[0].text_style.px = 21;
    other[1].text_style.bold = true;
    other[2].text_style.lang = "ja";
    other[3].heading_style.px = 21;
    other[4].text_line_px = 31;
    other[5].heading_line_px = 31;
    other[6].block_gap_px = 1;
    other[7].set.align = SET_JUSTIFY;
    other[8].set.keep_half_width = true;
    other[9].set.indent_em = 2;
    other[10].first.columns = 2;
    other[11].later.width_px = 201;
    other[12].first_is_for_text = true;
    other[13].set.whole_words = true;
    for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++) {
        flow_memory_init(&flows);
        fixture.layout.flows = &flows;
        struct kept_flow *one = flow_hold(&fixture.layout, &text, &plain);
        struct kept_flow *same = flow_hold(&fixture.layout, &text, &plain);
        struct kept_flow *differs = flow_hold(&fixture.layout, &text, &other[i]);
        assert_ptr_equal(same, one);
        assert_ptr_not_equal(differs, one);
        flow_release(one);
        flow_release(same);
        flow_release(differs);
        flow_memory_finish(&flows);
    }
    fixture_finish(&fixture);
}

static void assert_same_set(const struct fitted *one, const struct fitted *other)
{
    assert_int_equal(one->px, other->px);
    assert_int_equal(one->clipped, other->clipped);
    assert_int_equal(one->set.line_count, other->set.line_count);
    for (size_t i = 0; i < one->set.line_count; i++) {
        assert_string_equal(one->set.lines[i].text, other->set.lines[i].text);
        assert_int_equal(one->set.lines[i].width, other->set.lines[i].width);
    }
}

/* Titles in rooms and looks of chance, of more texts than are kept; and a deck's memory moves
 * while it is made. */
static void test_titles_are_the_same(void **state)
{
    static const char *const titles[] = { "关于2026年寒假放假的通知", "图书馆新馆开馆",
        "招聘会", "我校学生在全国职业院校技能大赛中荣获一等奖", "校园网络维护通知：周六停网",
        "云溪工学院", "Wi-Fi 6升级", "期末考试安排", "第三届运动会报名开始，欢迎师生踊跃参加",
        "2026-11-23", "Notice of the library’s opening hours", "约翰·史密斯教授讲座" };
    enum { TITLES = sizeof titles / sizeof *titles };
    (void)state;
    struct fixture fixture;
    struct flow_memory flows;
    fixture_init(&fixture, "{\"lobbycard\": 1}", "paper");
    flow_memory_init(&flows);
    srand(7);
    for (int i = 0; i < 1500; i++) {
        struct flow_memory moved = flows;
        struct arena arena;
        struct pen pen;
        struct fitted fitted[2];
        struct text_spec spec = { .role = "title", .px = 40 + rand() % 90, .line_pct = 118 };
        spec.min_px = 20;
        spec.bold = rand() % 4 > 0;
        spec.balance = rand() % 4 > 0;
        spec.is_title = rand() % 4 == 0;
        fixture.config->theme.full_width_marks = rand() % 4 > 0;
        fixture.config->screen.lang = rand() % 4 > 0 ? "zh-Hans" : "ja";
        spec.any_size = rand() % 2;
        spec.max_lines = rand() % 4;
        const struct pixel_rect room = { 0, 0, 60 + rand() % 1400, 30 + rand() % 400 };
        const char *title = titles[rand() % (i % 100 < 50 ? TITLES : 4)];
        arena_init(&arena);
        for (int keeps = 0; keeps < 2; keeps++) {
            fixture.layout.flows = keeps ? &moved : NULL;
            pen_init(&pen, &fixture.layout, &arena, NULL);
            fitted[keeps] = pen_fit(&pen, &spec, room, title);
            assert_false(pen.failed);
        }
        assert_same_set(&fitted[0], &fitted[1]);
        arena_finish(&arena);
        flows = moved;
    }
    flow_memory_finish(&flows);
    fixture_finish(&fixture);
}

/* An article of two short paragraphs is tried in a larger size, which it does not take. */
static void test_larger_size_is_tried(void **state)
{
    (void)state;
    static const int sizes[][2] = { { 320, 240 }, { 1080, 1920 }, { 1920, 1080 } };
    char json[] = "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"article\",\"title\":"
                  "\"图书馆新馆开馆\",\"body\":[{\"text\":\"第0条。\\n第1条。\"}]}]}";
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct fixture fixture;
        struct flow_memory flows;
        fixture_init(&fixture, json, "paper");
        flow_memory_init(&flows);
        fixture.layout.width = sizes[i][0];
        fixture.layout.height = sizes[i][1];
        fixture.layout.flows = &flows;
        size_t pages;
        free(print_all(&fixture.layout, &pages));
        flow_memory_finish(&flows);
        fixture_finish(&fixture);
    }
}

/* How often a width is asked for, a row, by all pages of a planned table with so many rows. */
static size_t asked_each_row(int rows)
{
    struct fixture fixture;
    struct bytes json;
    size_t calls = 0;
    bytes_init(&json);
    bytes_print(&json, "{\"lobbycard\": 1, \"items\": [{\"id\": \"t\", \"kind\": \"table\", "
                       "\"title\": \"表\", \"columns\": [{}, {}], \"rows\": [");
    for (int i = 0; i < rows; i++) {
        bytes_print(
            &json, "%s{\"cells\": [\"%d\", \"%d%s\"]}", i > 0 ? ", " : "", i, i, sentence);
    }
    assert_true(bytes_print(&json, "]}]}"));
    fixture_init(&fixture, json.data, "paper");
    fixture.measure = fixed_measure(&calls);
    struct deck *deck = deck_plan(&fixture.layout);
    assert_non_null(deck);
    assert_in_range(deck->count, rows / 20, rows / 4);
    calls = 0;
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
        assert_non_null(scene);
        scene_destroy(scene);
    }
    size_t each = calls / (size_t)rows;
    deck_destroy(deck);
    fixture_finish(&fixture);
    bytes_finish(&json);
    return each;
}

static void test_pages_of_a_table_cost_their_rows(void **state)
{
    (void)state;
    size_t of_short = asked_each_row(40), of_long = asked_each_row(200);
    print_message("a row: %zu of 40, %zu of 200\n", of_short, of_long);
    assert_in_range(of_long, 1, of_short * 3 / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_notice_is_set_once),
        cmocka_unit_test(test_article_is_set_once),
        cmocka_unit_test(test_held_flow_outlives_others),
        cmocka_unit_test(test_key_is_whole),
        cmocka_unit_test(test_titles_are_the_same),
        cmocka_unit_test(test_larger_size_is_tried),
        cmocka_unit_test(test_pages_of_a_table_cost_their_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
