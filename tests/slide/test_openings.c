/* The picture that opens an article leaves no hole: it is as wide as what stands below it, or
 * as high as its page. */
#include "slide/deck.h"
#include "slide/pages.h"

struct opening {
    const char *title, *picture;
    int sentences;
    bool has_code;
};

static void print_article(struct bytes *out, const struct opening *opening)
{
    bytes_print(out,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"%s\",\"source\":\"校报\","
        "\"published\":\"2026-11-20\",\"url\":\"%s\",\"body\":[{\"image\":\"media/%s.jpg\","
        "\"caption\":\"学生在实训中心\"},{\"text\":\"",
        opening->title, opening->has_code ? "https://www.example.edu.cn/n/1" : "",
        opening->picture);
    print_sentences(out, opening->sentences, "\"},{\"text\":\"");
    bytes_print(out, "\"}]}]}");
}

static const struct box *box_of(const struct scene *scene, const char *role)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        if (strcmp(scene->boxes[i].role, role) == 0) {
            return &scene->boxes[i];
        }
    }
    return NULL;
}

/* As wide as the text below it, or from its left edge to the body's right one where there is
 * none; as high as the body, or all below the title's. */
static bool is_filled(const struct scene *scene, struct pixel_rect body)
{
    const struct box *photo = box_of(scene, "photo"), *text = box_of(scene, "body");
    if (!photo) {
        return false;
    }
    const struct pixel_rect r = photo->rect;
    const bool is_above = text && text->rect.y >= r.y + r.h;
    const int width = is_above ? text->rect.w : body.x + body.w - r.x;
    const bool is_column = text && text->rect.x > r.x;
    return r.w * 100 >= width * 94 || r.h * 100 >= body.h * 80 ||
           (is_column && r.w * 100 >= (text->rect.x - r.x) * 80);
}

static const struct slide *first_article(const struct deck *deck)
{
    size_t i = 0;
    while (strcmp(deck->slides[i].kind->name, "article") != 0) {
        i++;
    }
    return &deck->slides[i];
}

static void test_no_holes(void **state)
{
    static const char *const titles[] = { "图书馆寒假开放时间调整",
        "学生自主研发的果蔬分拣机器人亮相第二十八届中国国际高新技术成果交易会" };
    static const char *const pictures[] = { "hall", "tall", "wide" };
    (void)state;
    int faults = 0, all = 0;
    for (int i = 0; i < 2 * 3 * 2 * 16; i++) {
        const struct opening opening = { titles[i % 2], pictures[i / 2 % 3], 1 + i / 12,
            i / 6 % 2 };
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_article(&json, &opening);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            struct scene *scene = slide_lay_out(&fixture.layout, first_article(deck));
            assert_false(scene->contradicts_plan);
            all++;
            if (!is_filled(scene, body_of(&fixture.layout))) {
                const struct pixel_rect r = box_of(scene, "photo")->rect;
                print_error("%s, %d sentences, code %d, title %d at %dx%d: [%d, %d, %d, %d]\n",
                    opening.picture, opening.sentences, opening.has_code, i % 2, sizes[k].width,
                    sizes[k].height, r.x, r.y, r.w, r.h);
                faults++;
            }
            scene_destroy(scene);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    if (faults * 80 > all) { /* one that saves a page in portrait has its caption beside it */
        fail_msg("%d of %d", faults, all);
    }
}

/* A short text beside a picture is no notice: that would show none. */
static void test_a_plate_is_shown(void **state)
{
    (void)state;
    for (int n = 1; n <= 4; n++) {
        const struct opening opening = { "图书馆寒假开放时间调整", "tall", n, false };
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_article(&json, &opening);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            int photos = 0;
            for (size_t i = 0; i < deck->count; i++) {
                struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
                photos += strcmp(deck->slides[i].kind->name, "article") == 0 &&
                          box_of(scene, "photo") != NULL;
                scene_destroy(scene);
            }
            assert_int_equal(photos, 1);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_no_holes),
        cmocka_unit_test(test_a_plate_is_shown) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
