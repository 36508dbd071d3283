/* A notice of several pages: what is said once of it, its title in full, its code and until
 * when it holds, stands on the first, and the pages behind that have their room for the text.
 */
#include "chance.h"
#include "slide/deck.h"
#include "slide/pages.h"

/* Under a sanitizer some of the texts. */
enum { SENTENCES_MOST = 40 };

/* Of so many notices of several pages one may have a page that is half empty. */
enum { HALF_EMPTY_IN = 100 };

static void print_notice(struct bytes *out, int sentences)
{
    static const char *const levels[] = { "info", "important", "urgent" };
    bytes_print(out,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"level\":\"%s\",\"title\":"
        "\"关于2027年寒假放假及2026—2027学年第二学期开学工作安排的通知\",\"url\":"
        "\"https://www.example.edu.cn/n/1\",\"show\":{\"until\":\"2026-12-30T18:00:00+08:00\"},"
        "\"text\":\"",
        levels[sentences % 3]);
    print_sentences(out, sentences, "\\n");
    bytes_print(out, "\"}]}");
}

static int count_of(const struct scene *scene, const char *role)
{
    int count = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        count += strcmp(scene->boxes[i].role, role) == 0;
    }
    return count;
}

/* Whether each of them is on that page so often. */
static bool has(const struct scene *scene, int title, int code, int validity, int running)
{
    return count_of(scene, "title") == title && count_of(scene, "notice") == code &&
           count_of(scene, "validity") == validity &&
           count_of(scene, "running-title") == running;
}

static void test_what_is_said_once(void **state)
{
    (void)state;
    int faults = 0, several = 0;
    for (int n = 1; n <= SENTENCES_MOST; n += walk_step()) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_notice(&json, n);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            for (size_t i = 0; i < deck->count; i++) {
                struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
                const bool is_first = deck->slides[i].page == 1;
                several += !is_first;
                if (scene->contradicts_plan ||
                    !has(scene, is_first, is_first, is_first, !is_first)) {
                    print_error("%d sentences at %dx%d: page %d\n", n, sizes[k].width,
                        sizes[k].height, deck->slides[i].page);
                    faults++;
                }
                scene_destroy(scene);
            }
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_int_equal(faults, 0);
    assert_true(several > 100 / walk_step());
}

/* At 1024x768 title, code and validity left a text of these pages five lines of 17 characters,
 * and so a page for every two sentences. */
static void test_pages_are_for_the_text(void **state)
{
    struct bytes json;
    struct fixture fixture;
    (void)state;
    bytes_init(&json);
    print_notice(&json, SENTENCES_MOST);
    fixture_init(&fixture, json.data, "paper");
    fixture.layout.width = 1024;
    fixture.layout.height = 768;
    struct deck *deck = deck_plan(&fixture.layout);
    assert_in_range(deck->count, 2, 7);
    deck_destroy(deck);
    fixture_finish(&fixture);
    bytes_finish(&json);
}

static int text_bottom(const struct scene *scene)
{
    int bottom = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const int end = box->rect.y + box->rect.h;
        bottom = strcmp(box->role, "text") == 0 && end > bottom ? end : bottom;
    }
    return bottom;
}

/* Of the body, whose bottom the first page's code stands on, at the least. */
static void test_no_last_page_is_left_with_little(void **state)
{
    enum { LEAST_PCT = 60 };
    (void)state;
    int faults = 0, all = 0;
    for (int n = 1; n <= SENTENCES_MOST; n += walk_step()) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_notice(&json, n);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            struct scene *scene =
                slide_lay_out(&fixture.layout, &deck->slides[deck->count - 1]);
            const struct pixel_rect body = body_of(&fixture.layout);
            const int end = text_bottom(scene) - body.y;
            all += deck->count > 1;
            if (deck->count > 1 && end * 100 < body.h * LEAST_PCT) {
                print_error("%d sentences at %dx%d: page %zu ends at %d of %d\n", n,
                    sizes[k].width, sizes[k].height, deck->count, end, body.h);
                faults++;
            }
            scene_destroy(scene);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    if (faults * 30 > all) {
        fail_msg("%d of %d last pages", faults, all);
    }
}

/* Of any words: a title of up to two lines and more, paragraphs of any length. */
static void print_any_notice(struct bytes *out)
{
    static const char han[] = "关于学校办公室通知各单位师生安排工作教学期末考试图书馆开放时间";
    const int count = (int)(sizeof han - 1) / 3;
    bytes_print(out, "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"");
    for (int n = 4 + chance(40); n > 0; n--) {
        bytes_print(out, "%.3s", han + 3 * (size_t)chance(count));
    }
    bytes_print(out, "\",\"url\":\"%s\",", chance(2) ? "https://www.example.edu.cn/n/1" : "");
    bytes_print(out, "%s", chance(2) ? "\"show\":{\"until\":\"2026-12-30\"}," : "");
    bytes_print(out, "\"text\":\"");
    for (int n = 60 + chance(1200), line = 0; n > 0; n--, line++) {
        const bool ends = line > 20 && chance(60) == 0;
        const char *mark = ends ? "。\\n" : chance(15) == 0 ? "，" : "";
        bytes_print(out, "%.3s%s", han + 3 * (size_t)chance(count), mark);
        line = ends ? 0 : line;
    }
    bytes_print(out, "。\"}]}");
}

/* How many of a notice's pages, of several, are half empty at the least: of the last what its
 * text could have, of others all of it. */
static int count_half_pages(const struct fixture *fixture, const struct deck *deck)
{
    const struct pixel_rect body = body_of(&fixture->layout);
    int count = 0;
    for (size_t i = 0; i < deck->count && deck->count > 1; i++) {
        struct scene *scene = slide_lay_out(&fixture->layout, &deck->slides[i]);
        const bool is_last = i + 1 == deck->count;
        const int top = is_last ? last_box(scene, "text")->rect.y : body.y;
        const int room = body.y + body.h - top, end = text_bottom(scene) - top;
        if (end * 2 < room) {
            const struct item *item = deck->slides[i].item;
            print_error("page %zu of %zu at %dx%d ends at %d of %d: %zu and %zu bytes\n", i + 1,
                deck->count, scene->width, scene->height, end, room, strlen(item->title),
                strlen(item->text));
            count++;
        }
        scene_destroy(scene);
    }
    return count;
}

static void test_no_page_is_half_empty(void **state)
{
    (void)state;
    int faults = 0, all = 0;
    chance_begin(34);
    for (long n = how_many(100, 3000); n > 0; n--) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_any_notice(&json);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            all += deck->count > 1;
            faults += count_half_pages(&fixture, deck);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    printf("%d half-empty pages of %d notices of several\n", faults, all);
    if (faults * HALF_EMPTY_IN > all && !IS_SANITIZED) {
        fail_msg("%d of %d", faults, all);
    }
}

/* How many running titles end so, of an article of that title in many widths. */
static int count_ends(const char *title, const char *end)
{
    struct bytes json;
    struct fixture fixture;
    int count = 0;
    bytes_init(&json);
    bytes_print(&json,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"%s\",\"body\":[", title);
    for (int i = 0; i < SENTENCES_MOST; i++) {
        bytes_print(&json, "%s{\"text\":\"请各学院的师生于规定时间内到办公室来办理。\"}",
            i > 0 ? "," : "");
    }
    bytes_print(&json, "]}]}");
    fixture_init(&fixture, json.data, "paper");
    for (int width = 500; width <= 1080; width += 20 * walk_step()) {
        fixture.layout.width = width;
        fixture.layout.height = width * 100 / 103;
        struct deck *deck = deck_plan(&fixture.layout);
        for (size_t i = 0; i < deck->count; i++) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
            for (size_t k = 0; k < scene->box_count; k++) {
                const struct box *box = &scene->boxes[k];
                const char *text = box->line_count > 0 ? box->lines[0].line.text : "";
                const size_t size = strlen(text), length = strlen(end);
                count += strcmp(box->role, "running-title") == 0 && size > length &&
                         strcmp(text + size - length, end) == 0;
            }
            scene_destroy(scene);
        }
        deck_destroy(deck);
    }
    fixture_finish(&fixture);
    bytes_finish(&json);
    return count;
}

/* In portrait it has two lines before it is cut. */
static void test_running_titles_in_portrait(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        size_t lines;
        bool is_cut;
    } cases[] = { { "图书馆开放时间调整", 1, false },
        { "建筑工程学院2024级学生张宇航：从“学渣”到世界技能大赛选手的逆袭之路", 2, false },
        { "关于做好2026—2027学年第一学期期末考试、补考、缓考、重修考试、教学检查和成绩登记以及"
          "寒假前各项教学工作安排的通知",
            2, true } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int is_notice = 0; is_notice < 2; is_notice++) {
            struct bytes json;
            struct fixture fixture;
            bytes_init(&json);
            bytes_print(&json,
                "{\"lobbycard\":1,\"items\":[{\"kind\":\"%s\",\"title\":\"%s\",%s",
                is_notice ? "notice" : "article", cases[i].title,
                is_notice ? "\"text\":\"" : "\"body\":[{\"text\":\"");
            print_sentences(&json, 40, is_notice ? "\\n" : "\"},{\"text\":\"");
            bytes_print(&json, is_notice ? "\"}]}" : "\"}]}]}");
            fixture_init(&fixture, json.data, "paper");
            fixture.layout.width = 1080;
            fixture.layout.height = 1920;
            struct deck *deck = deck_plan(&fixture.layout);
            struct scene *scene =
                slide_lay_out(&fixture.layout, &deck->slides[deck->count - 1]);
            const struct box *title = last_box(scene, "running-title"),
                             *text = last_box(scene, is_notice ? "text" : "body");
            assert_non_null(title);
            assert_non_null(text);
            assert_int_equal(title->line_count, cases[i].lines);
            const char *last = title->lines[title->line_count - 1].line.text;
            assert_int_equal(strstr(last, "…") != NULL, cases[i].is_cut);
            assert_true(title->rect.y + title->rect.h <= text->lines[0].baseline_px - 36);
            scene_destroy(scene);
            deck_destroy(deck);
            fixture_finish(&fixture);
            bytes_finish(&json);
        }
    }
}

/* A running title that is too long ends with a clause: before a dash, which has two signs, and
 * not inside of 2026—2027. */
static void test_where_running_titles_end(void **state)
{
    (void)state;
    static const char span[] =
        "关于2027年寒假放假及2026—2027学年第二学期开学工作安排以及有关事项的通知";
    static const char dash[] = "我校参与承办新时代西部大开发——现代职业教育高质量协同发展大会";
    assert_int_equal(count_ends(span, "2026…"), 0);
    assert_int_equal(count_ends(dash, "—…"), 0);
    assert_true(count_ends(dash, "大开发…") > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_said_once),
        cmocka_unit_test(test_pages_are_for_the_text),
        cmocka_unit_test(test_no_last_page_is_left_with_little),
        cmocka_unit_test(test_no_page_is_half_empty),
        cmocka_unit_test(test_where_running_titles_end),
        cmocka_unit_test(test_running_titles_in_portrait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
