/* Headlines that nobody chose, with pictures of any shape and size: each title stands on the
 * pages once, the newest article with a picture leads, and its picture is neither cropped by
 * more than two fifths nor larger than it is. */
#include "slide/random_slides.h"

enum { FEEDS = 40, MOST_ARTICLES = 12, CROP_MOST_PCT = 40, LEAST_PCT = 79 };

static const struct random_size sizes[] = { { 1920, 1080 }, { 3840, 2160 }, { 1080, 1920 },
    { 1366, 768 }, { 1280, 1024 }, { 1024, 768 }, { 768, 1024 }, { 2560, 1080 } };

static const char *const words[] = { "学校", "召开", "2026年", "第四季度", "安全生产", "会议",
    "，", "“匠心杯”", "Nature Communications", "获一等奖3项", "：", "图书馆", "开放时间",
    "调整" };

static int articles, lead, picture_width, picture_height;

/* It is of no size that can be told, or of that. */
static bool any_size(void *context, const struct picture_ref *picture, int *width, int *height)
{
    (void)context;
    *width = picture_width;
    *height = picture_height;
    return strstr(picture->url, "broken") == NULL;
}

static void use_gauge(struct fixture *fixture)
{
    fixture->gauge.size = any_size;
}

static int any_side(void)
{
    return 1 + chance(chance(4) == 0 ? 200 : chance(4) == 0 ? 9000 : 3000);
}

static void print_feed(struct bytes *out, int index)
{
    (void)index;
    articles = 1 + chance(MOST_ARTICLES);
    lead = -1;
    bool is_told = chance(6) != 0;
    picture_width = is_told ? any_side() : 0;
    picture_height = is_told ? any_side() : 0;
    bytes_print(out, "{\"lobbycard\":1,\"site\":{\"name\":\"学院\"},\"items\":[");
    for (int i = 0; i < articles; i++) {
        bytes_print(out, "%s{\"kind\":\"article\",\"title\":\"%c", i > 0 ? "," : "", 'A' + i);
        for (int k = 1 + chance(chance(4) == 0 ? 16 : 5); k > 0; k--) {
            bytes_print(out, "%s", words[chance((int)(sizeof words / sizeof *words))]);
        }
        bytes_print(out, "\",\"source\":\"%s\",\"published\":\"2026-11-%02d\",\"body\":[",
            chance(3) == 0 ? "" : "宣传部", 20 - i);
        bool has_picture = chance(4) == 0, is_broken = chance(5) == 0;
        if (has_picture) {
            bytes_print(out, "{\"image\":\"media/%s.jpg\"},", is_broken ? "broken" : "hall");
            lead = !is_broken && lead < 0 ? i : lead;
        }
        bytes_print(out, "{\"text\":\"正文一。\"},{\"text\":\"正文二。\"}]}");
    }
    bytes_print(out, "]}");
}

static void check_lead_picture(const struct checking *checking, const struct box *box)
{
    double whole = (double)picture_width / picture_height;
    double shown = (double)box->rect.w / box->rect.h;
    double kept = shown < whole ? shown / whole : whole / shown;
    CHECK(checking, box->rect.w <= picture_width && box->rect.h <= picture_height,
        "%d by %d is enlarged to %d by %d\n", picture_width, picture_height, box->rect.w,
        box->rect.h);
    /* In portrait its room is as wide as the body; a picture that cannot fill it does not lead.
     */
    const int body_w = checking->scene->width * 78 / 90;
    const bool is_tall = checking->scene->height > checking->scene->width;
    CHECK(checking,
        !is_tall || picture_width < picture_height || box->rect.w * 100 >= body_w * LEAST_PCT,
        "%d wide of %d\n", box->rect.w, body_w);
    /* A pixel more or less is much of a picture of a few. */
    CHECK(checking,
        kept * 100 >= 100 - CROP_MOST_PCT - 1 || box->rect.h < 100 || box->rect.w < 100,
        "cropped to %.2f\n", kept);
}

/* No rule between titles stands on the text above it. */
static void check_rule(const struct checking *checking, const struct pixel_rect rule)
{
    const struct scene *scene = checking->scene;
    const int side = scene->width < scene->height ? scene->width : scene->height;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const int bottom = box->rect.y + box->rect.h;
        bool is_headers = strcmp(box->role, "date") == 0 || strcmp(box->role, "site") == 0 ||
                          strcmp(box->role, "clock") == 0;
        if (box->kind == BOX_TEXT && !is_headers && bottom <= rule.y + rule.h &&
            box->rect.x < rule.x + rule.w && box->rect.x + box->rect.w > rule.x) {
            CHECK(checking, rule.y - bottom >= side / 90, "a rule %d px below \"%s\"\n",
                rule.y - bottom, box->role);
        }
    }
}

/* Which titles stand on the page, as bits. */
static unsigned check_page(const struct checking *checking)
{
    unsigned shown = 0;
    bool leads = false;
    for (size_t i = 0; i < checking->scene->box_count; i++) {
        const struct box *box = &checking->scene->boxes[i];
        bool is_lead = strcmp(box->role, "lead") == 0;
        if (strcmp(box->role, "rule") == 0) {
            check_rule(checking, box->rect);
        }
        if (box->kind == BOX_PICTURE && strcmp(box->role, "photo") == 0 && picture_width > 0) {
            check_lead_picture(checking, box);
        }
        if (is_lead || strcmp(box->role, "title") == 0) {
            unsigned bit = 1U << (box->lines[0].line.text[0] - 'A');
            CHECK(checking, !(shown & bit), "\"%s\" twice\n", box->lines[0].line.text);
            shown |= bit;
            leads = leads || is_lead;
            CHECK(checking, !is_lead || bit == 1U << lead, "\"%s\" leads, not %c\n",
                box->lines[0].line.text, 'A' + lead);
        }
    }
    CHECK(checking, !leads || checking->slide->page == 1, "a lead\n");
    return shown;
}

static void check_all(struct checking *checking, const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    unsigned shown = 0;
    int led = 0; /* titles on the page that one leads */
    checking->layout = layout;
    for (size_t i = 0; deck && i < deck->count; i++) {
        checking->slide = &deck->slides[i];
        if (strcmp(checking->slide->kind->name, "headlines") == 0) {
            struct scene *scene = slide_lay_out(layout, checking->slide);
            assert_non_null(scene);
            checking->scene = scene;
            unsigned here = check_page(checking);
            CHECK(checking, !(shown & here), "titles of another page\n");
            int count = __builtin_popcount(here);
            CHECK(checking, checking->slide->page != 2 || count > 1 || led < 3,
                "a title alone behind %d\n", led);
            led = checking->slide->page == 1 ? count : led;
            shown |= here;
            check_scene(checking);
            scene_destroy(scene);
        }
    }
    if (shown != (1U << articles) - 1) {
        print_error("%s: of %d titles: %x\n", checking->name, articles, shown);
        faults++;
    }
    deck_destroy(deck);
}

static void test_any_leads(void **state)
{
    (void)state;
    const struct random_slides slides = { print_feed, use_gauge, check_all, sizes,
        sizeof sizes / sizeof *sizes };
    random_slides_run(&slides, FEEDS, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_leads) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
