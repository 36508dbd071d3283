/* The picture that opens an article leaves no hole: it is as wide as what stands below it, or
 * as high as its page. */
#include "chance.h"
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

/* As fixture.h has them. */
static int own_width(const char *picture)
{
    return strcmp(picture, "tall") == 0 ? 800 : strcmp(picture, "wide") == 0 ? 4000 : 1600;
}

/* As wide as it is, or as the text below it, or from its left edge to the body's right one
 * where there is none; as high as the body, or all below the title's. */
static bool is_filled(const struct scene *scene, struct pixel_rect body, const char *picture)
{
    const struct box *photo = box_of(scene, "photo"), *text = box_of(scene, "body");
    if (!photo) {
        return false;
    }
    const struct pixel_rect r = photo->rect;
    const bool is_above = text && text->rect.y >= r.y + r.h;
    const int width = is_above ? text->rect.w : body.x + body.w - r.x;
    const bool is_column = text && text->rect.x > r.x;
    return r.w >= own_width(picture) || r.w * 100 >= width * 94 || r.h * 100 >= body.h * 80 ||
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
    /* The first two were there, and every fifth of a list by somebody else. */
    static const char *const titles[] = { "图书馆寒假开放时间调整",
        "学生自主研发的果蔬分拣机器人亮相第二十八届中国国际高新技术成果交易会",
        "我校3个专业入选国家级职业教育专业教学资源库建设名单",
        "建筑工程学院2024级学生张宇航：从“学渣”到世界技能大赛选手的逆袭之路",
        "关于做好2026—2027学年第一学期期末考试工作的通知",
        "“书香校园”读书月启动：30天读完一本经典", "校园防诈骗宣传周启动，民警支招“三不一多”",
        "关于开展2026年度国家励志奖学金评审工作的补充通知" };
    enum { TITLES = sizeof titles / sizeof *titles };
    static const char *const pictures[] = { "hall", "tall", "wide" };
    (void)state;
    int faults = 0, all = 0;
    chance_begin(22);
    for (int n = (int)how_many(240, 2000); n > 0; n--) {
        const int title = chance(TITLES);
        const struct opening opening = { titles[title], pictures[chance(3)], 1 + chance(16),
            chance(2) };
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
            if (!is_filled(scene, body_of(&fixture.layout), opening.picture)) {
                const struct pixel_rect r = box_of(scene, "photo")->rect;
                print_error("%s, %d sentences, code %d, title %d at %dx%d: [%d, %d, %d, %d]\n",
                    opening.picture, opening.sentences, opening.has_code, title, sizes[k].width,
                    sizes[k].height, r.x, r.y, r.w, r.h);
                faults++;
            }
            scene_destroy(scene);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    /* Full pages, on which it is somewhat narrower than the text; and at 1024x768 one in eight
     * below a title of three lines and more in the left column, which leaves it little. */
    if (faults * 25 > all) {
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

static int picture_width, picture_height;

static bool any_size(void *context, const struct picture_ref *picture, int *width, int *height)
{
    (void)context;
    (void)picture;
    *width = picture_width;
    *height = picture_height;
    return true;
}

static int any_side(void)
{
    return 1 + chance(chance(4) == 0 ? 100 : chance(4) == 0 ? 9000 : 2500);
}

/* What is wrong with a picture there, or NULL. */
static const char *fault_of(const struct scene *scene, const struct box *photo)
{
    const int side = scene->width < scene->height ? scene->width : scene->height;
    const int longer = picture_width > picture_height ? picture_width : picture_height;
    const double whole = (double)picture_width / picture_height;
    const double shown = (double)photo->rect.w / photo->rect.h;
    const double kept = shown < whole ? shown / whole : whole / shown;
    if (photo->rect.w * 4 > picture_width * 5 || photo->rect.h * 4 > picture_height * 5) {
        return "enlarged";
    }
    if (longer * 90 < side * 8 - 90) {
        return "a speck";
    }
    /* A pixel more or less is much of a picture of a few. */
    const bool is_thin = photo->rect.w < 100 || photo->rect.h < 100;
    return kept * 100 < 59 && !is_thin ? "cropped" : NULL;
}

/* Of any shape and size, at any place of an article: it keeps three fifths and is no more
 * than a quarter larger than it is; and one that is a speck is left out, with a word. */
static void test_any_shape(void **state)
{
    (void)state;
    int faults = 0;
    chance_begin(20);
    for (int n = (int)how_many(60, 2000); n > 0; n--) {
        const struct opening opening = { "图书馆寒假开放时间调整", "hall", 1 + chance(16),
            chance(2) };
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_article(&json, &opening);
        fixture_init(&fixture, json.data, "paper");
        fixture.gauge.size = any_size;
        picture_width = any_side();
        picture_height = any_side();
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            size_t photos = 0, warnings = 0;
            for (size_t i = 0; i < deck->count; i++) {
                struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
                const struct box *photo = last_box(scene, "photo");
                const bool is_here = strcmp(deck->slides[i].kind->name, "article") == 0;
                const char *fault = is_here && photo ? fault_of(scene, photo) : NULL;
                photos += is_here && photo;
                for (size_t w = 0; w < scene->warning_count; w++) {
                    warnings += scene->warnings[w].code == FINDING_PICTURE_SMALL;
                }
                if (fault) {
                    print_error("%dx%d %s at %dx%d: [%d, %d, %d, %d]\n", picture_width,
                        picture_height, fault, scene->width, scene->height, photo->rect.x,
                        photo->rect.y, photo->rect.w, photo->rect.h);
                    faults++;
                }
                scene_destroy(scene);
            }
            assert_int_equal(photos + warnings, 1);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_int_equal(faults, 0);
}

/* Wide ones are icons. */
static bool speck_size(
    void *context, const struct picture_ref *picture, int *width, int *height)
{
    const bool is_there = fixture_size(context, picture, width, height);
    *width = strstr(picture->url, "wide") ? 40 : *width;
    *height = strstr(picture->url, "wide") ? 40 : *height;
    return is_there;
}

static size_t count_specks(const struct layout *layout, const struct slide *slide)
{
    size_t count = 0;
    struct scene *scene = slide_lay_out(layout, slide);
    for (size_t i = 0; i < scene->warning_count; i++) {
        count += scene->warnings[i].code == FINDING_PICTURE_SMALL;
    }
    scene_destroy(scene);
    return count;
}

static void look(void *context, const struct layout *layout, const struct slide *slide)
{
    size_t *specks = context;
    *specks += count_specks(layout, slide);
}

/* Without a text, whether or not anything is left to be shown. */
static void test_specks_alone(void **state)
{
    (void)state;
    static const struct {
        const char *pictures;
        size_t slides, specks;
    } articles[] = { { "{\"image\":\"media/hall.jpg\"},{\"image\":\"media/wide.jpg\"}", 1, 1 },
        { "{\"image\":\"media/wide.jpg\"}", 0, 1 },
        { "{\"image\":\"media/hall.jpg\"},{\"image\":\"media/tall.jpg\"}", 2, 0 },
        { "{\"image\":\"media/none.jpg\"}", 0, 0 } };
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        struct bytes json;
        struct fixture fixture;
        size_t looked = 0, laid_out = 0, slides = 0;
        const struct onlooker onlooker = { &looked, look };
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"校园\",\"body\":[%s]}]}",
            articles[i].pictures);
        fixture_init(&fixture, json.data, "paper");
        fixture.gauge.size = speck_size;
        fixture.layout.onlooker = &onlooker;
        struct deck *deck = deck_plan(&fixture.layout);
        for (size_t k = 0; k < deck->count; k++) {
            slides += strcmp(deck->slides[k].kind->name, "picture") == 0;
            laid_out += count_specks(&fixture.layout, &deck->slides[k]);
        }
        assert_int_equal(slides, articles[i].slides);
        assert_int_equal(looked, articles[i].specks);
        assert_int_equal(laid_out, slides > 0 ? looked : 0);
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_no_holes),
        cmocka_unit_test(test_a_plate_is_shown), cmocka_unit_test(test_any_shape),
        cmocka_unit_test(test_specks_alone) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
