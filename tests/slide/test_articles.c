/* An article's pages, at any length of its text: no last page is left with little, pictures
 * stand in the text that they belong to, and few lines are torn. */
#include "long_form.h"
#include "slide/deck.h"
#include "slide/fixture.h"
#include "slide/grid_of.h"
#include "typeset/hyphens.h"

enum { SENTENCES_MOST = 40, PAGES_MOST = 24, BETWEEN = 16, SEEN_PCT = 40, LAST_LEAST_PCT = 60 };

#define HEAD                                                                                                         \
    "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"支教队返校，累计授课一千二百节\"," \
    "\"published\":\"2026-11-20\",\"body\":["

static const struct {
    int width, height;
} sizes[] = { { 1920, 1080 }, { 1080, 1920 }, { 3840, 2160 }, { 1366, 768 }, { 1024, 768 },
    { 2560, 1080 } };

struct pages {
    struct scene *scenes[PAGES_MOST];
    int count;
};

static struct pages lay_out(const struct layout *layout)
{
    struct pages pages = { .count = 0 };
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count && pages.count < PAGES_MOST; i++) {
        if (strcmp(deck->slides[i].kind->name, "article") == 0) {
            struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
            assert_non_null(scene);
            assert_false(scene->contradicts_plan);
            pages.scenes[pages.count++] = scene;
        }
    }
    deck_destroy(deck);
    return pages;
}

static void finish(struct pages *pages)
{
    for (int i = 0; i < pages->count; i++) {
        scene_destroy(pages->scenes[i]);
    }
}

static int count_of(const struct scene *scene, const char *role)
{
    int count = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        count += strcmp(scene->boxes[i].role, role) == 0;
    }
    return count;
}

static int text_bottom(const struct scene *scene)
{
    int bottom = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        int end = box->rect.y + box->rect.h;
        bottom = strcmp(box->role, "body") == 0 && end > bottom ? end : bottom;
    }
    return bottom;
}

static int loosest_pct(const struct scene *scene)
{
    int loosest = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        for (size_t k = 0; k < box->line_count && strcmp(box->role, "body") == 0; k++) {
            int pct = box->lines[k].line.loose_pct;
            loosest = pct > loosest ? pct : loosest;
        }
    }
    return loosest;
}

static void print_sentences(struct bytes *out, int from, int to, const char *const sentences[4])
{
    bytes_print(out, "{\"text\":\"");
    for (int i = from; i < to; i++) {
        bytes_print(
            out, "%s%s", i > from && i % 7 == 0 ? "\"},{\"text\":\"" : "", sentences[i % 4]);
    }
    bytes_print(out, "\"}");
}

static void print_texts(struct bytes *out, int from, int to)
{
    static const char *const sentences[] = { "请各学院的师生于规定时间内到办公室来办理。",
        "三年来队员们走进十四个乡村学校，开设科学、美术和体育课程，累计授课一千二百余节。",
        "后台数据显示，96.4%的孩子坚持参加，人均提问7.5次。",
        "报名者须具备普通话二级乙等以上证书，并完成40学时的培训。" };
    print_sentences(out, from, to, sentences);
}

static void print_english(struct bytes *out, int from, int to)
{
    static const char *const sentences[] = {
        "The programme runs for two semesters and carries 16 credits. ",
        "Technique can be marked, but consideration hides in the details, said the president. ",
        "More than 2,300 visitors came, 18.5% up on last year. ",
        "Two days' sales of the postcards came to RMB 12,860, all of it donated. "
    };
    print_sentences(out, from, to, sentences);
}

static void print_mixed(struct bytes *out, int from, int to)
{
    static const char *const sentences[] = {
        "学校与MIT Media Lab合作开设“Design Thinking”微专业（micro-major）。",
        "课程采用project-based learning（PBL，项目式学习）模式，全部用English授课。",
        "学生须通过CET-6（≥500分）或IELTS 6.5方可申请。",
        "The programme runs for two semesters and carries 16 credits. "
    };
    print_sentences(out, from, to, sentences);
}

static int body_room_bottom(const struct layout *layout, int *top)
{
    const struct pixel_rect body = grid_of(layout).body;
    *top = body.y;
    return body.y + body.h;
}

/* Sentences of each language, over any number of pages. */
static void test_no_last_page_is_left_with_little(void **state)
{
    (void)state;
    int faults = 0, all = 0;
    for (int n = 1; n <= 3 * SENTENCES_MOST; n += walk_step()) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, HEAD);
        (n % 3 == 0 ? print_english : n % 3 == 1 ? print_mixed : print_texts)(&json, 0, n);
        bytes_print(&json, "]}]}");
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct pages pages = lay_out(&fixture.layout);
            int top, room = body_room_bottom(&fixture.layout, &top) - top;
            int bottom = text_bottom(pages.scenes[pages.count - 1]) - top;
            all += pages.count > 1;
            if (pages.count > 1 && bottom * 100 < room * LAST_LEAST_PCT) {
                print_error("%d sentences at %dx%d: page %d ends at %d of %d\n", n,
                    sizes[k].width, sizes[k].height, pages.count, bottom, room);
                faults++;
            }
            finish(&pages);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    if (faults * 30 > all && !IS_SANITIZED) { /* where paragraphs leave no other turns */
        fail_msg("%d of %d last pages", faults, all);
    }
}

/* At 1024x768 that would cost two pages more. */
static void test_pictures_stand_in_the_text(void **state)
{
    static const char picture[] = ",{\"image\":\"media/%s.jpg\",\"caption\":\"图书馆\"},";
    (void)state;
    int faults = 0;
    struct bytes json;
    struct fixture fixture;
    bytes_init(&json);
    bytes_print(&json, HEAD);
    print_texts(&json, 0, BETWEEN);
    for (int i = 1; i < 4; i++) {
        bytes_print(&json, picture, i == 2 ? "wide" : "hall");
        print_texts(&json, i * BETWEEN, (i + 1) * BETWEEN);
    }
    bytes_print(&json, "]}]}");
    fixture_init(&fixture, json.data, "paper");
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        if (sizes[k].width == 1024) {
            continue;
        }
        fixture.layout.width = sizes[k].width;
        fixture.layout.height = sizes[k].height;
        struct pages pages = lay_out(&fixture.layout);
        int photos = 0;
        for (int i = 0; i < pages.count; i++) {
            int here = count_of(pages.scenes[i], "photo");
            photos += here;
            if (here > 1 || (i > 0 && here > 0 && count_of(pages.scenes[i], "body") == 0)) {
                print_error("%dx%d: %d pictures on page %d of %d\n", sizes[k].width,
                    sizes[k].height, here, i + 1, pages.count);
                faults++;
            }
        }
        if (photos != 3) {
            print_error("%dx%d: %d pictures of 3\n", sizes[k].width, sizes[k].height, photos);
            faults++;
        }
        finish(&pages);
    }
    fixture_finish(&fixture);
    bytes_finish(&json);
    assert_int_equal(faults, 0);
}

/* Words and figures that do not part tear lines here, wherever these break: so the text begins
 * with another number of characters each time. */
static void test_few_lines_are_torn(void **state)
{
    static const char mixed[] =
        "学校与MIT Media Lab合作开设“Design Thinking”微专业（micro-major），"
        "面向全校学生招收120人。课程采用project-based learning（PBL，项目式学习）模式，使用"
        "Python 3.12、Arduino Uno R4和Figma等工具，全部用English授课。\"},{\"text\":\""
        "The programme runs for two semesters and carries 16 credits. 学生须通过CET-6（≥500分）"
        "或IELTS 6.5方可申请；成绩单（transcript）请发送至intl@example.edu.cn。报名截止："
        "2026-12-15 24:00（UTC+8）。";
    (void)state;
    int torn = 0, all = 0;
    for (int before = 0; before < 30; before += walk_step()) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, HEAD "{\"text\":\"");
        for (int i = 0; i < before; i++) {
            bytes_print(&json, "好");
        }
        bytes_print(&json, "%s\"}]}]}", mixed);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct pages pages = lay_out(&fixture.layout);
            int loosest = 0;
            for (int i = 0; i < pages.count; i++) {
                int pct = loosest_pct(pages.scenes[i]);
                loosest = pct > loosest ? pct : loosest;
            }
            torn += loosest > SEEN_PCT;
            all++;
            finish(&pages);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    if (torn * 17 > all && !IS_SANITIZED) {
        fail_msg("%d of %d have a torn line%s", torn, all,
            hyphens_of("zh") ? "" : ": no English word is parted without hyphen-en-us");
    }
}

/* Behind the text a picture has company on the last page, or fills it: in portrait a tall one.
 */
static void test_no_picture_is_left_alone(void **state)
{
    static const char *const names[] = { "hall", "tall", "wide" };
    (void)state;
    int faults = 0, all = 0;
    for (int n = 3; n <= SENTENCES_MOST; n += walk_step()) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, HEAD "{\"image\":\"media/hall.jpg\",\"caption\":\"图\"},");
        print_texts(&json, 0, n);
        bytes_print(
            &json, ",{\"image\":\"media/%s.jpg\",\"caption\":\"图\"}]}]}", names[n % 3]);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct pages pages = lay_out(&fixture.layout);
            const struct scene *last = pages.scenes[pages.count - 1];
            int top, room = body_room_bottom(&fixture.layout, &top) - top;
            bool fills = true;
            for (size_t i = 0; i < last->box_count; i++) {
                const struct box *box = &last->boxes[i];
                if (strcmp(box->role, "photo") == 0) {
                    fills = box->rect.w * 100 > last->width * 75 &&
                            box->rect.h * 100 > room * LAST_LEAST_PCT;
                }
            }
            all++;
            if (!fills && count_of(last, "body") == 0) {
                print_error("%s behind %d sentences at %dx%d: alone on page %d\n", names[n % 3],
                    n, sizes[k].width, sizes[k].height, pages.count);
                faults++;
            }
            finish(&pages);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    if (faults * 8 > all &&
        !IS_SANITIZED) { /* a tall one at 4:3, which has its caption beside it */
        fail_msg("%d of %d", faults, all);
    }
}

static const struct box *photo_of(const struct scene *scene)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        if (strcmp(scene->boxes[i].role, "photo") == 0) {
            return &scene->boxes[i];
        }
    }
    return NULL;
}

static bool says(const struct box *box, const char *text)
{
    return box->kind == BOX_TEXT && box->line_count > 0 &&
           strstr(box->lines[0].line.text, text);
}

/* Whether that heading stands on one page, right above its first picture. */
static bool is_above_its_picture(const struct pages *pages, const char *heading)
{
    int found = 0;
    for (int i = 0; i < pages->count; i++) {
        const struct scene *scene = pages->scenes[i];
        const struct box *photo = photo_of(scene);
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            if (says(box, heading)) {
                const int below = box->rect.y + box->rect.h;
                found += photo && photo->rect.y >= below &&
                                 photo->rect.y - below <= box->style.px &&
                                 photo->rect.x == box->rect.x
                             ? 1
                             : 2;
            }
        }
    }
    return found == 1;
}

/* A heading with nothing but pictures below it goes where they go; one that has a text as well
 * stays with that. */
static void test_headings_go_with_their_pictures(void **state)
{
    static const char *const names[] = { "hall", "tall", "wide" };
    (void)state;
    int faults = 0;
    for (int n = 1; n <= 3 * SENTENCES_MOST / 4; n += walk_step()) {
        const int pictures = 1 + n % 5;
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, HEAD);
        print_texts(&json, 0, n);
        bytes_print(&json, ",{\"heading\":\"精彩瞬间\"}");
        for (int i = 0; i < pictures; i++) {
            bytes_print(&json, ",{\"image\":\"media/%s.jpg\",\"caption\":\"图\"}",
                names[(n / 5 + i) % 3]);
        }
        if (n % 4 == 0) {
            bytes_print(&json, ",{\"heading\":\"媒体报道\"},");
            print_texts(&json, 0, 9);
        }
        bytes_print(&json, "]}]}");
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct pages pages = lay_out(&fixture.layout);
            int photos = 0;
            for (int i = 0; i < pages.count; i++) {
                photos += count_of(pages.scenes[i], "photo");
            }
            if (!is_above_its_picture(&pages, "精彩瞬间") || photos != pictures) {
                print_error("%d sentences, %d pictures of %d at %dx%d\n", n, photos, pictures,
                    sizes[k].width, sizes[k].height);
                faults++;
            }
            finish(&pages);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_last_page_is_left_with_little),
        cmocka_unit_test(test_pictures_stand_in_the_text),
        cmocka_unit_test(test_few_lines_are_torn),
        cmocka_unit_test(test_no_picture_is_left_alone),
        cmocka_unit_test(test_headings_go_with_their_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
