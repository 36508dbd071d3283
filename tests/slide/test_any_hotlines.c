/* Hotlines that nobody chose: up to 24 numbers, up to six extensions each, labels and notes of
 * all lengths in three scripts. Every number that was given is there, whole and in order;
 * numbers are the largest thing, and no note takes their room. */
#include "slide/random_slides.h"

enum { FEEDS = 20 };

static const struct random_size sizes[] = { { 1920, 1080 }, { 3840, 2160 }, { 1080, 1920 },
    { 1366, 768 }, { 1280, 1024 }, { 1024, 768 }, { 768, 1024 } };

static const char *const words[][8] = {
    { "招生", "教务处", "学籍", "保卫处", "值班室", "（北门）", "国际学生事务", "王老师" },
    { "Office", "Student", "Affairs", "Campus", "Safety", "North", "Gate", "room 201" },
    { "ئىشخانا", "تېلېفون", "قوبۇل", "ياتاق", "مەكتەپ", "كۈنى", "ۋاقتى", "8:30-17:30" },
};

static void print_words(struct bytes *out, int count)
{
    int script = chance(3);
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s%s", i > 0 && script > 0 ? " " : "", words[script][chance(8)]);
    }
}

/* One number, or one with its extensions, typed. */
static int print_number(struct bytes *out, int most)
{
    static const char *const forms[] = { "023-6576", "400-820-", "1380000", "010-8888",
        "0551-6360" };
    int extensions = chance(3) == 0 ? 1 + chance(6) : 0, form = chance(5);
    int inner = chance(2) ? 8001 : 80010;
    int last = 1000 + chance(9000), count = extensions > 0 ? extensions : 1;
    count = count < most ? count : most;
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s{\"number\": \"%s%d", i > 0 ? ", " : "", forms[form], last);
        if (extensions > 0) {
            bytes_print(out, "转%d", inner + i);
        }
        bytes_print(out, "\", \"note\": \"");
        print_words(out, chance(3) == 0 ? 0 : 1 + chance(chance(4) == 0 ? 20 : 3));
        bytes_print(out, "\"}");
    }
    return count;
}

static void print_hotline(struct bytes *out)
{
    static const char *const hours[] = { "", "Mon-Fri 08:30-17:30", "Mon-Sun 00:00-24:00",
        "周一至周五 08:30-11:30、14:00-17:00；周六 9点到12点" };
    int numbers = 1 + chance(chance(3) == 0 ? 24 : 4);
    bytes_print(out, "{\"label\": \"");
    print_words(out, chance(8) == 0 ? 0 : 1 + chance(chance(4) == 0 ? 16 : 3));
    bytes_print(out, "\", \"hours\": \"%s\", \"numbers\": [", hours[chance(4)]);
    for (int made = 0; made < numbers;) {
        bytes_print(out, "%s", made > 0 ? ", " : "");
        made += print_number(out, numbers - made);
    }
    bytes_print(out, "]}");
}

static void print_feed(struct bytes *out, int index)
{
    (void)index;
    int count = 1 + chance(5);
    bytes_print(
        out, "{\"lobbycard\": 1, \"site\": {\"name\": \"江畔职业技术学院\"}, \"hotlines\": [");
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s", i > 0 ? ", " : "");
        print_hotline(out);
    }
    bytes_print(out, "]}");
}

/* Which phones are still to come. */
struct roll {
    const struct feed *feed;
    size_t hotline, phone;
    char bare[64]; /* the number that extensions below it belong to */
};

static bool is_text(const struct box *box, const char *role)
{
    return box->kind == BOX_TEXT && strcmp(box->role, role) == 0;
}

/* Han and figures have a gap between them where a space was. */
static void copy_bare(char *to, size_t room, const char *text)
{
    size_t size = 0;
    for (; *text != '\0' && size + 1 < room; text++) {
        to[size] = *text;
        size += *text != ' ';
    }
    to[size] = '\0';
}

/* What the box shows is the next phone, whole or its extension alone; or the number of the
 * next, whose extensions follow. */
static void call(const struct checking *checking, struct roll *roll, const char *text)
{
    char shown[64], wanted[64], whole[160];
    CHECK(checking, roll->hotline < roll->feed->hotline_count, "%s: one too many\n", text);
    if (roll->hotline >= roll->feed->hotline_count) {
        return;
    }
    const struct hotline *hotline = &roll->feed->hotlines[roll->hotline];
    copy_bare(shown, sizeof(shown), text);
    copy_bare(wanted, sizeof(wanted), hotline->phones[roll->phone].number);
    bool is_extension = strncmp(shown, "转", 3) == 0;
    snprintf(whole, sizeof(whole), "%s%s", is_extension ? roll->bare : "", shown);
    if (!is_extension) {
        const char *mark = strstr(shown, "转");
        snprintf(roll->bare, sizeof(roll->bare), "%.*s",
            (int)(mark ? mark - shown : (long)strlen(shown)), shown);
    }
    size_t size = strlen(shown);
    if (strncmp(wanted, shown, size) == 0 && strncmp(wanted + size, "转", 3) == 0) {
        return; /* its extension is next */
    }
    CHECK(checking, strcmp(whole, wanted) == 0, "%s, not %s\n", whole, wanted);
    if (++roll->phone == hotline->phone_count) {
        roll->phone = 0;
        roll->hotline++;
    }
}

static bool is_behind(const struct box *box, const struct box *behind)
{
    return behind->lines[0].baseline_px == box->lines[0].baseline_px &&
           behind->rect.x >= box->rect.x + box->rect.w;
}

/* A note is on the baseline of its number, or of the extension behind that, or its box touches
 * the number's from below. */
static void check_note(const struct checking *checking, const struct box *note)
{
    const struct box *number = is_text(note - 1, "extension") ? note - 2 : note - 1;
    bool is_below = note->rect.y == number->rect.y + number->rect.h;
    CHECK(checking, is_behind(note - 1, note) || is_below, "note \"%s\" is nobody's\n",
        note->lines[0].line.text);
}

/* With the extension that stands behind it in smaller type, which can be read as well. */
static void check_number(
    const struct checking *checking, struct roll *roll, const struct box *number)
{
    const struct scene *scene = checking->scene;
    const struct box *tag = number + 1;
    char text[160];
    bool has_tag = tag < scene->boxes + scene->box_count && is_text(tag, "extension");
    CHECK(checking, !number->clipped && number->line_count == 1, "number: cut\n");
    if (has_tag) {
        CHECK(
            checking, is_behind(number, tag) && !tag->clipped, "extension: nobody's, or cut\n");
        int side = scene->width < scene->height ? scene->width : scene->height;
        CHECK(checking, tag->style.px * 21 >= side, "extension of %d px\n", tag->style.px);
    }
    snprintf(text, sizeof text, "%s%s", number->lines[0].line.text,
        has_tag ? tag->lines[0].line.text : "");
    call(checking, roll, text);
}

static void check_numbers(const struct checking *checking, struct roll *roll)
{
    const struct scene *scene = checking->scene;
    int largest = 0, smallest = INT32_MAX;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (is_text(box, "number")) {
            smallest = box->style.px < smallest ? box->style.px : smallest;
            check_number(checking, roll, box);
        } else if (box->kind == BOX_TEXT) {
            largest = box->style.px > largest ? box->style.px : largest;
        }
        if (is_text(box, "note")) {
            check_note(checking, box);
        }
    }
    CHECK(checking, smallest > largest, "numbers of %d px beside %d px\n", smallest, largest);
}

static int largest_number(const struct scene *scene)
{
    int largest = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        largest = is_text(box, "number") && box->style.px > largest ? box->style.px : largest;
    }
    return largest;
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    struct roll roll = { .feed = layout->views[0].feed };
    assert_non_null(deck);
    checking->layout = layout;
    int px = 0; /* of all pages */
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        checking->slide = &deck->slides[i];
        checking->scene = scene;
        check_scene(checking);
        if (strcmp(deck->slides[i].kind->name, "hotlines") == 0) {
            check_numbers(checking, &roll);
            px = px > 0 ? px : largest_number(scene);
            CHECK(checking, largest_number(scene) == px, "numbers of %d px, first %d px\n",
                largest_number(scene), px);
        }
        scene_destroy(scene);
    }
    CHECK(checking, roll.hotline == roll.feed->hotline_count, "hotline %zu, number %zu: lost\n",
        roll.hotline, roll.phone);
    deck_destroy(deck);
}

static void change(struct fixture *fixture)
{
    fixture->config->theme.show_phone_codes = chance(3) == 0;
}

static void test_any_hotlines(void **state)
{
    (void)state;
    static const struct random_slides slides = { .print = print_feed,
        .change = change,
        .check = check_deck,
        .sizes = sizes,
        .size_count = sizeof sizes / sizeof *sizes };
    random_slides_run(&slides, FEEDS, 20261129);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_hotlines) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
