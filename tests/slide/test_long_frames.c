/* Names, filing lines, hotlines and credits of all lengths, in feeds that nobody chose: names
 * and filing numbers are whole, numbers are the largest thing on their slide, and every scene
 * keeps the rules in checker.h. */
#include "slide/random_slides.h"

enum { FEEDS = 12 };

static const struct random_size sizes[] = { { 1920, 1080 }, { 3840, 2160 }, { 1080, 1920 },
    { 1366, 768 }, { 1024, 768 }, { 768, 1024 }, { 800, 600 }, { 1280, 1024 }, { 320, 240 } };

/* Words of about that many characters' width, in one script or in two. */
static void words(struct bytes *out, int em)
{
    static const char *const han[] = { "青禾", "职业", "技术学院", "国际学生事务", "校园安全",
        "管理办公室", "（北门）", "二〇一室", "仅限工作日", "招生就业", "与" };
    static const char *const latin[] = { "Office", "of", "International", "Student", "Affairs",
        "and", "Campus", "Safety", "North", "Gate", "room", "201" };
    int script = chance(3);
    for (int used = 0; used < em;) {
        bool is_han = script == 0 || (script == 2 && chance(2) == 0);
        const char *word = is_han ? han[chance(11)] : latin[chance(12)];
        used += (int)strlen(word) / (is_han ? 3 : 2) + 1;
        bytes_print(out, "%s%s", is_han || out->size == 0 ? "" : " ", word);
    }
}

static void line(struct bytes *out, int em)
{
    struct bytes text;
    bytes_init(&text);
    words(&text, em);
    bytes_print(out, "%s", text.data);
    bytes_finish(&text);
}

/* Up to all the lines that a feed may have, and lines of more than a row. */
static void filing(struct bytes *out, bool is_tall)
{
    int count = is_tall ? 3 + chance(18) : chance(4);
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s\"", i > 0 ? "," : "");
        if (is_tall && chance(3) > 0) {
            bytes_print(out, chance(2) ? "渝ICP备%08d号-1\"" : "渝公网安备 500108%08d号\"",
                chance(99999999));
            continue;
        }
        if (chance(2) == 0) {
            bytes_print(out, "2005-2026 © 版权所有：");
            line(out, 1 + chance(30));
        }
        if (!is_tall || chance(3) > 0) {
            bytes_print(out, " 示例ICP备1%07d号-%d 示例公网安备 5001060250%04d号",
                chance(9999999), 1 + chance(9), chance(9999));
        }
        bytes_print(
            out, "%s\"", is_tall && chance(4) == 0 ? " 地址：某某区某某路一百二十三号" : "");
    }
}

static void numbers(struct bytes *out)
{
    static const struct {
        const char *before, *behind;
    } forms[] = { { "023-6576", "" }, { "400-820-", "" }, { "1380000", "" },
        { "021-5550", " 转 8001" } };
    int count = 1 + chance(chance(4) == 0 ? 14 : 3);
    for (int i = 0; i < count; i++) {
        int form = chance(4);
        bytes_print(out, "%s{\"number\": \"%s%d%s\", \"note\": \"", i > 0 ? "," : "",
            forms[form].before, 1000 + chance(9000), forms[form].behind);
        if (chance(2) == 0) {
            line(out, 1 + chance(chance(3) == 0 ? 60 : 6));
        }
        bytes_print(out, "\"}");
    }
}

static void hotlines(struct bytes *out)
{
    static const char *const hours[] = { "", "Mon-Fri 08:30-17:30", "Mon-Sun 00:00-24:00",
        "上课期间", "周一至周五 08:30-11:30、14:00-17:00；周六 9点到12点" };
    int count = chance(7);
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s{\"label\": \"", i > 0 ? "," : "");
        if (chance(8) > 0) {
            line(out, 1 + chance(chance(3) == 0 ? 70 : 10));
        }
        bytes_print(out, "\", \"hours\": \"%s\", \"numbers\": [", hours[chance(5)]);
        numbers(out);
        bytes_print(out, "]}");
    }
}

static void article(struct bytes *out, int index)
{
    bytes_print(out, ",{\"id\": \"a%d\", \"kind\": \"article\", \"title\": \"", index);
    if (chance(6) > 0) {
        line(out, 1 + chance(40));
    }
    bytes_print(out, "\", \"source\": \"");
    line(out, 1 + chance(chance(2) == 0 ? 80 : 12));
    bytes_print(out, "\", \"published\": \"2026-11-%02d\", \"url\": \"%s\", \"body\": [",
        1 + chance(22), chance(2) ? "" : "https://www.example.edu.cn/1");
    bytes_print(out, "{\"heading\": \"开放时间\"}, {\"text\": \"");
    line(out, 5 + chance(400));
    bytes_print(out, "\"}]}");
}

/* Of the kinds that tell of one thing. */
static void others(struct bytes *out)
{
    bytes_print(
        out, ",{\"id\": \"c\", \"kind\": \"countdown\", \"to\": \"2026-12-31\", \"title\": \"");
    line(out, 1 + chance(20));
    bytes_print(out,
        "\"},{\"id\": \"d\", \"kind\": \"countdown\", \"to\": \"2026-11-23\", \"title\": \"");
    line(out, 1 + chance(20));
    bytes_print(out,
        "\"},{\"id\": \"p\", \"kind\": \"picture\", \"image\": \"media/hall.jpg\", \"title\": \"");
    line(out, 1 + chance(40));
    bytes_print(out,
        "\"},{\"id\": \"g\", \"kind\": \"agenda\", \"date\": \"2026-11-23\", \"title\": \"");
    line(out, 1 + chance(40));
    bytes_print(out, "\", \"rows\": [{\"time\": \"9:00\", \"title\": \"开幕\"}");
    for (int i = 0; i < 6; i++) {
        bytes_print(
            out, ",{\"time\": \"1%d:00-1%d:45\", \"place\": \"一号楼\", \"title\": \"", i, i);
        line(out, 1 + chance(20));
        bytes_print(out, "\"}");
    }
    bytes_print(out, "]}");
    if (chance(3) == 0) {
        bytes_print(out,
            ",{\"id\": \"w\", \"kind\": \"alert\", \"severity\": \"severe\", \"banner\": true,"
            "\"title\": \"停水\", \"show\": {\"until\": \"2026-11-23T18:30:00+08:00\"}}");
    }
}

/* Every kind of slide above a tall footer, or now and then nothing to show. */
static void print_feed(struct bytes *out, int index)
{
    bool is_tall = index % 2 == 1;
    bool is_bare = is_tall && chance(4) == 0;
    bytes_print(out, "{\"lobbycard\": 1, \"issued\": \"2026-11-20T08:00:00+08:00\", "
                     "\"expires\": \"2026-11-22T00:00:00+08:00\", \"site\": {\"name\": \"");
    if (chance(10) > 0) {
        line(out, 1 + chance(60));
    }
    bytes_print(out, "\", \"welcome\": \"%s\", \"footer\": [",
        is_bare || chance(2) ? ""
        : chance(2)          ? "热烈欢迎"
                    : "欢迎来到江畔的工匠课堂，\\n与我们一起\\n度过充实的一天");
    filing(out, is_tall);
    bytes_print(out, "]}, \"hotlines\": [");
    if (is_bare) {
        bytes_print(out, "], \"items\": []}");
        return;
    }
    hotlines(out);
    bytes_print(out,
        "], \"links\": [{\"label\": \"图书馆\", \"url\": \"https://www.example.edu.cn/\"},"
        "{\"label\": \"教务处\", \"url\": \"https://www.example.edu.cn/2\"}");
    bytes_print(out, "], \"items\": [{\"id\": \"n\", \"kind\": \"notice\", \"title\": \"停水\","
                     "\"text\": \"周六停水。\"}");
    for (int i = 0; i < 3; i++) {
        article(out, i);
    }
    if (is_tall) {
        others(out);
    }
    bytes_print(out, "]}");
}

/* A text without its spaces, for lines may end at them. */
static void add_bare(struct bytes *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strncmp(text, "　", 3) == 0) {
            text += 2;
        } else if (*text != ' ' && *text != '\n') {
            bytes_print(out, "%c", *text);
        }
    }
}

static bool is_whole(const struct box *box, const char *wanted)
{
    struct bytes seen, all;
    bytes_init(&seen);
    bytes_init(&all);
    for (size_t i = 0; i < box->line_count; i++) {
        add_bare(&seen, box->lines[i].line.text);
    }
    add_bare(&all, wanted);
    bool same = seen.size == all.size && memcmp(seen.data, all.data, all.size) == 0;
    bytes_finish(&seen);
    bytes_finish(&all);
    return same;
}

static bool ends_with(const struct box *box, const char *wanted)
{
    struct bytes seen, tail;
    bytes_init(&seen);
    bytes_init(&tail);
    add_bare(&seen, box->lines[box->line_count - 1].line.text);
    add_bare(&tail, wanted);
    bool ends = seen.size >= tail.size &&
                memcmp(seen.data + seen.size - tail.size, tail.data, tail.size) == 0;
    bytes_finish(&seen);
    bytes_finish(&tail);
    return ends;
}

/* Its date stands below it. */
static bool credit_goes_on(const struct scene *scene, const struct box *box)
{
    const struct box *next = box + 1;
    return next < scene->boxes + scene->box_count && strcmp(next->role, "credit") == 0;
}

/* As much of a long text as a warning says of it. */
static size_t said_size(const char *text)
{
    size_t size = strlen(text) < 57 ? strlen(text) : 57;
    while (text[size] != '\0' && ((unsigned char)text[size] & 0xC0) == 0x80) {
        size--;
    }
    return size;
}

/* How many warnings say that the text gave way, as they say it of one that is long. */
static size_t times_warned(const struct scene *scene, const char *role, const char *text)
{
    size_t times = 0;
    char start[64];
    snprintf(start, sizeof(start), "\"%.*s", (int)said_size(text), text);
    for (size_t i = 0; i < scene->warning_count; i++) {
        const char *warning = scene->warnings[i].text;
        if (strncmp(warning, role, strlen(role)) == 0 && strstr(warning, start) != NULL) {
            times++;
        }
    }
    return times;
}

static bool has_number(const char *line)
{
    return strstr(line, "备") != NULL;
}

/* Of lines that warnings say alike those without a number give way first, from the last. */
static bool is_out(const struct checking *checking, size_t index)
{
    const struct feed *feed = checking->slide->view->feed;
    const char *line = feed->footer[index];
    size_t goes_before = 0;
    for (size_t i = 0; i < feed->footer_count; i++) {
        bool is_alike = strncmp(feed->footer[i], line, said_size(line)) == 0;
        bool is_behind =
            has_number(feed->footer[i]) == has_number(line) ? i > index : has_number(line);
        goes_before += is_alike && is_behind;
    }
    return times_warned(checking->scene, "filing", line) > goes_before;
}

/* Each line is there whole, or named in a warning; one that has a number gives way last. */
static void check_filing(const struct checking *checking, const struct box *box)
{
    const struct feed *feed = checking->slide->view->feed;
    struct bytes shown;
    bool is_one_out = false, is_bare = true;
    bytes_init(&shown);
    for (size_t i = 0; i < feed->footer_count; i++) {
        if (is_out(checking, i)) {
            is_one_out = is_one_out || has_number(feed->footer[i]);
        } else {
            is_bare = is_bare && has_number(feed->footer[i]);
            bytes_print(&shown, "%s", feed->footer[i]);
        }
    }
    CHECK(checking, is_whole(box, shown.data) && !box->clipped, "filing: not all of \"%s\"\n",
        shown.data);
    CHECK(
        checking, is_bare || !is_one_out, "filing: a number gave way to \"%s\"\n", shown.data);
    bytes_finish(&shown);
}

static void check_frame(const struct checking *checking, const struct box *box)
{
    const struct feed *feed = checking->slide->view->feed;
    if (strcmp(box->role, "site") == 0 || strcmp(box->role, "name") == 0) {
        const char *name = feed->site_name[0] != '\0' ? feed->site_name : feed->welcome;
        CHECK(checking, is_whole(box, name), "%s: not all of \"%s\"\n", box->role, name);
    } else if (strcmp(box->role, "filing") == 0) {
        check_filing(checking, box);
    } else if (strcmp(box->role, "hotline") == 0) {
        const char *number = feed->hotlines[0].phones[0].number;
        char whole[600];
        snprintf(whole, sizeof(whole), "%s %s", feed->hotlines[0].label, number);
        CHECK(checking, box->line_count == 1 && ends_with(box, number), "hotline: \"%s\"\n",
            box->lines[0].line.text);
        CHECK(checking, is_whole(box, whole) != box->clipped, "hotline: cut \"%s\"\n", whole);
    } else if (strcmp(box->role, "hours") == 0) {
        CHECK(checking, !box->clipped, "hours: cut\n");
    } else if (strcmp(box->role, "as-of") == 0) {
        CHECK(checking, is_whole(box, "内容截至11月20日"), "as-of: cut\n");
    } else if (strcmp(box->role, "credit") == 0) {
        CHECK(checking, ends_with(box, "日") || credit_goes_on(checking->scene, box),
            "credit: no date behind \"%s\"\n", box->lines[0].line.text);
    }
}

/* Whole, as large as the rules say, and larger than all other text on the slide. */
static void check_numbers(const struct checking *checking)
{
    const struct scene *scene = checking->scene;
    int largest = 0, smallest = INT32_MAX;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        bool is_number = box->kind == BOX_TEXT && strcmp(box->role, "number") == 0;
        if (is_number) {
            smallest = box->style.px < smallest ? box->style.px : smallest;
            CHECK(checking, !box->clipped && box->line_count == 1, "number: cut\n");
        } else if (box->kind == BOX_TEXT) {
            largest = box->style.px > largest ? box->style.px : largest;
        }
    }
    CHECK(checking, smallest > largest, "numbers of %d px beside %d px\n", smallest, largest);
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    size_t hotline_slides = 0;
    checking->layout = layout;
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        checking->slide = &deck->slides[i];
        checking->scene = scene;
        bool is_hotlines = strcmp(deck->slides[i].kind->name, "hotlines") == 0;
        checking->numbers_may_shrink = false;
        check_scene(checking);
        for (size_t k = 0; k < scene->box_count; k++) {
            if (scene->boxes[k].kind == BOX_TEXT) {
                check_frame(checking, &scene->boxes[k]);
            }
        }
        for (size_t k = 0; k < scene->warning_count; k++) { /* no text here has one */
            CHECK(checking, strchr(scene->warnings[k].text, '?') == NULL, "warning: %s\n",
                scene->warnings[k].text);
        }
        if (is_hotlines) {
            check_numbers(checking);
            hotline_slides++;
        }
        scene_destroy(scene);
    }
    assert_true(hotline_slides > 0 || layout->views[0].hotline_count == 0);
    deck_destroy(deck);
}

static void change(struct fixture *fixture)
{
    fixture->view.is_expired = chance(2) == 0;
}

static const struct random_slides slides = { .print = print_feed,
    .change = change,
    .check = check_deck,
    .sizes = sizes,
    .size_count = sizeof sizes / sizeof *sizes };

static void test_any_lengths(void **state)
{
    (void)state;
    random_slides_run(&slides, FEEDS, 20261128);
}

#define FOUR_LINES                                                                             \
    "\"渝公网安备 50010812345671号 地址：某某区某某路一百二十三号\","     \
    "\"渝公网安备 50010812345672号 地址：某某区某某路一百二十三号\","     \
    "\"渝公网安备 50010812345673号 地址：某某区某某路一百二十三号\","     \
    "\"渝公网安备 50010812345674号 地址：某某区某某路一百二十三号\""
#define UNDER_SIXTEEN_LINES                                                                    \
    "{\"lobbycard\": 1, \"issued\": \"2026-11-20T08:00:00+08:00\", \"site\": {\"name\": "      \
    "\"青禾\", \"footer\": [" FOUR_LINES "," FOUR_LINES "," FOUR_LINES "," FOUR_LINES "]}, "
#define ROW(HOUR)                                                                              \
    "{\"time\": \"" HOUR ":00-" HOUR ":45\", \"place\": \"一号楼\", \"title\": "            \
    "\"国际学生事务管理办公室（北门）二〇一室\"}"
#define LONG_LABEL                                                                                           \
    "International Student Affairs Office and Campus Safety 管理办公室（北门）二〇一室 of the " \
    "North Gate"
#define LONG_NOTE                                                                                                        \
    "国际学生事务管理办公室（北门）二〇一室仅限工作日 International Student Affairs and Campus " \
    "Safety room 201"

/* As small as what chance once found. */
static const char *const found_once[] = {
    /* a place below a row of two lines */
    "{\"lobbycard\": 1, \"site\": {\"name\": \"青禾\", \"footer\": [" FOUR_LINES
    ", \"地址：某某路\"]}, \"items\": [{\"id\": \"g\", \"kind\": \"agenda\", \"date\": "
    "\"2026-11-23\", \"title\": \"安排\", \"rows\": [" ROW("11") "," ROW("12") "," ROW(
        "13") "," ROW("14") "," ROW("15") "," ROW("16") "]}]}",
    /* two numbers, their label above them */
    UNDER_SIXTEEN_LINES
    "\"hotlines\": [{\"label\": \"国际学生事务管理办公室（北门）二〇一室仅限工作日\", "
    "\"hours\": \"Mon-Fri 08:30-17:30\", \"numbers\": [\"021-55503333 转 8001\", "
    "\"021-55503333 转 8002\"]}]}",
    /* one number with all that may stand around it, and a banner */
    UNDER_SIXTEEN_LINES
    "\"hotlines\": [{\"label\": \"" LONG_LABEL
    "\", \"hours\": \"周一至周五 08:30-11:30、14:00-17:00；周六 9点到12点\", \"numbers\": "
    "[{\"number\": \"021-55503333 转 8001\", \"note\": \"" LONG_NOTE "\"}]}], \"items\": [{"
    "\"id\": \"w\", \"kind\": \"alert\", \"severity\": \"severe\", \"banner\": true, "
    "\"title\": \"停水\", \"show\": {\"until\": \"2026-11-23T18:30:00+08:00\"}}]}",
    /* a label that is cut to a character beside its numbers */
    UNDER_SIXTEEN_LINES
    "\"hotlines\": [{\"label\": \"International与 International North 201 Campus of International of"
    "（北门） Student技术学院招生就业 room与 Office（北门）\", \"hours\": \"Mon-Sun 00:00-24:00\", "
    "\"numbers\": [{\"number\": \"023-65762753\", \"note\": \"青禾\"}, \"13800001686\"]}]}",
    /* a footer's line that stands there twice, once left out */
    "{\"lobbycard\": 1, \"site\": {\"footer\": [\"地址：某某路\"," FOUR_LINES "," FOUR_LINES
    "," FOUR_LINES "," FOUR_LINES ",\"地址：某某路\"]}, \"hotlines\": [{\"label\": \"甲\", "
    "\"numbers\": \"110\"}]}",
};

static void test_found_once(void **state)
{
    (void)state;
    chance_state = 1;
    for (size_t i = 0; i < sizeof(found_once) / sizeof(found_once[0]); i++) {
        char name[32];
        snprintf(name, sizeof(name), "found %zu", i);
        random_slides_check(&slides, found_once[i], name);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_found_once),
        cmocka_unit_test(test_any_lengths) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
