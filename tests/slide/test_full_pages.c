/* Articles and notices of about as much text as the most pages hold. One that is cut has its
 * pages filled to the last line, and shows no more than one does that is whole, in type that is
 * a little smaller: nothing is dropped that there was room for. */
#include "chance.h"
#include "long_form.h"
#include "slide/deck.h"
#include "slide/pages.h"

#define SEED 20261130

enum { PAGES_MOST = 12, SMALLER_PCT = 93, TEXTS = 2 };

static const struct {
    int width, height;
} displays[] = { { 1024, 768 }, { 1366, 768 }, { 1080, 1920 } };

static void print_sentence(struct bytes *out)
{
    static const char *const words[] = { "学校", "召开", "2026年", "第四季度", "安全生产",
        "会议", "，", "“匠心杯”", "Nature", "获一等奖3项", "图书馆", "开放时间", "调整" };
    for (int i = 0, count = 4 + chance(20); i < count; i++) {
        bytes_print(out, "好%s", words[chance((int)(sizeof words / sizeof *words))]);
    }
    bytes_print(out, "。");
}

/* A paragraph; of an article now and then one or two headings before it. */
static void print_paragraph(struct bytes *out, bool is_notice, bool is_first)
{
    const int headings = is_notice || chance(4) ? 0 : 1 + chance(2);
    for (int i = 0; i < headings; i++) {
        bytes_print(
            out, "%s{\"heading\":\"小标题学校召开会议\"}", is_first && i == 0 ? "" : ",");
    }
    bytes_print(out, "%s",
        is_notice                   ? is_first ? "" : "\\n"
        : is_first && headings == 0 ? "{\"text\":\""
                                    : ",{\"text\":\"");
    for (int i = 0, count = 1 + chance(4); i < count; i++) {
        print_sentence(out);
    }
    bytes_print(out, "%s", is_notice ? "" : "\"}");
}

static void print_picture(struct bytes *out)
{
    bytes_print(out, ",{\"image\":\"media/hall.jpg\",\"caption\":\"开幕\"}");
}

/* The same text of a seed, so much of it, and pictures between or behind its paragraphs. */
struct sample {
    bool is_notice;
    uint64_t seed;
    int paragraphs, pictures;
    bool are_behind;
};

/* Its last word is 终. */
static void print_feed(struct bytes *out, const struct sample *sample)
{
    const bool is_notice = sample->is_notice;
    int pictures = sample->are_behind ? 0 : sample->pictures;
    chance_state = (uint32_t)sample->seed | 1;
    bytes_print(out,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"%s\",\"title\":\"支教队返校，累计授课一千二百节\","
        "\"url\":\"https://www.example.edu.cn/n/1\",%s",
        is_notice ? "notice" : "article", is_notice ? "\"text\":\"" : "\"body\":[");
    for (int i = 0; i < sample->paragraphs; i++) {
        print_paragraph(out, is_notice, i == 0);
        for (; pictures > 0 &&
               (i + 1) * sample->pictures > (sample->pictures - pictures) * sample->paragraphs;
             pictures--) {
            print_picture(out);
        }
    }
    bytes_print(out, is_notice ? "终" : ",{\"text\":\"全文终\"}");
    for (int i = 0; i < sample->pictures && sample->are_behind; i++) {
        print_picture(out);
    }
    bytes_print(out, is_notice ? "\"}]}" : "]}]}");
}

static bool is_text(const struct box *box)
{
    return strcmp(box->role, "body") == 0 || strcmp(box->role, "text") == 0 ||
           strcmp(box->role, "subheading") == 0;
}

/* What a text shows. */
struct shown {
    size_t bytes;
    int px, pages;
    bool is_cut, has_end;
    int short_columns; /* which have room for what comes next */
};

/* From that box on, what has to stand in one column: headings and a line, or a line. */
static int next_height(const struct box *box, int line_px)
{
    const bool is_heading = strcmp(box->role, "subheading") == 0;
    return is_heading ? box->rect.h + line_px + line_px / 2 : line_px;
}

/* Goes through the columns of all pages. */
struct columns {
    int x, bottom; /* of the one before */
    bool has;
    int end; /* where the page's columns end at the latest */
    int line_px;
};

static void add_box(
    struct shown *shown, struct columns *columns, const struct box *box, bool turns)
{
    if (columns->has && (turns || box->rect.x != columns->x)) {
        const int room = columns->end - columns->bottom;
        shown->short_columns += room >= next_height(box, columns->line_px);
    }
    columns->has = true;
    columns->x = box->rect.x;
    columns->bottom = box->rect.y + box->rect.h;
    for (size_t i = 0; i < box->line_count; i++) {
        shown->bytes += strlen(box->lines[i].line.text);
        shown->has_end = shown->has_end || strstr(box->lines[i].line.text, "终");
    }
    if (strcmp(box->role, "subheading") != 0) {
        shown->px = box->style.px;
        columns->line_px = box->rect.h / (int)box->line_count;
    }
}

static void add_page(struct shown *shown, struct columns *columns, const struct scene *scene)
{
    const bool is_second = shown->pages == 1, is_notice = last_box(scene, "level");
    bool turns = shown->pages > 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        if (is_text(&scene->boxes[i])) {
            /* Below the text of a notice's first page are its code and its foot. */
            const bool is_behind = is_second ? !turns : shown->pages > 0;
            columns->has = columns->has && (!is_notice || is_behind);
            add_box(shown, columns, &scene->boxes[i], turns);
            turns = false;
        }
    }
    shown->is_cut = shown->is_cut || last_box(scene, "rest");
    shown->pages++;
}

/* Of the one item; headlines name an article too. */
static struct shown show(const struct layout *layout)
{
    struct shown shown = { 0 };
    const struct pixel_rect body = body_of(layout);
    struct columns columns = { .end = body.y + body.h };
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        const char *kind = deck->slides[i].kind->name;
        if (strcmp(kind, "article") == 0 || strcmp(kind, "notice") == 0) {
            struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
            assert_non_null(scene);
            assert_false(scene->contradicts_plan);
            add_page(&shown, &columns, scene);
            scene_destroy(scene);
        }
    }
    deck_destroy(deck);
    return shown;
}

static struct shown show_text(const struct sample *sample, size_t display)
{
    struct bytes json;
    struct fixture fixture;
    bytes_init(&json);
    print_feed(&json, sample);
    fixture_init(&fixture, json.data, "paper");
    fixture.layout.width = displays[display].width;
    fixture.layout.height = displays[display].height;
    const struct shown shown = show(&fixture.layout);
    fixture_finish(&fixture);
    bytes_finish(&json);
    return shown;
}

/* The number of paragraphs from which on it is cut. */
static int first_cut(struct sample sample, size_t display)
{
    int low = 1, high = 2;
    for (sample.paragraphs = high; !show_text(&sample, display).is_cut;) {
        low = high;
        sample.paragraphs = high *= 2;
    }
    while (high - low > 1) {
        sample.paragraphs = low + (high - low) / 2;
        if (show_text(&sample, display).is_cut) {
            high = sample.paragraphs;
        } else {
            low = sample.paragraphs;
        }
    }
    return high;
}

struct told {
    int faults, texts;
    int smaller; /* of them: are whole in smaller type before they are cut */
};

static void check_text(struct sample sample, size_t display, struct told *told)
{
    const int cut_at = first_cut(sample, display);
    sample.paragraphs = cut_at - 1;
    const struct shown whole = show_text(&sample, display);
    int px = 0;
    while (++sample.paragraphs < cut_at + 3) {
        const struct shown cut = show_text(&sample, display);
        px = cut.px > px ? cut.px : px;
        if (cut.is_cut &&
            (cut.short_columns > 0 || cut.pages != PAGES_MOST || whole.bytes < cut.bytes)) {
            print_error("%s %llu at %dx%d, %d paragraphs: %d columns have room on %d pages, "
                        "%zu bytes of %d px, %zu of %d px are whole\n",
                sample.is_notice ? "notice" : "article", (unsigned long long)sample.seed,
                displays[display].width, displays[display].height, sample.paragraphs,
                cut.short_columns, cut.pages, cut.bytes, cut.px, whole.bytes, whole.px);
            told->faults++;
        }
    }
    told->texts++;
    told->smaller += whole.px < px && whole.px * 100 >= px * (SMALLER_PCT - 1);
}

static void check_texts(bool is_notice)
{
    struct told told = { 0 };
    const uint64_t seed = seed_of(SEED);
    for (long i = 0, count = how_many(TEXTS, 20 * TEXTS); i < count; i++) {
        for (size_t k = 0; k < sizeof displays / sizeof *displays; k += (size_t)walk_step()) {
            const struct sample sample = { .is_notice = is_notice,
                .seed = seed + (uint64_t)i * 7919 };
            check_text(sample, k, &told);
        }
    }
    assert_int_equal(told.faults, 0);
    assert_true(told.smaller * 2 > told.texts);
}

static void test_articles(void **state)
{
    (void)state;
    check_texts(false);
}

static void test_notices(void **state)
{
    (void)state;
    check_texts(true);
}

/* Where all of a text is shown with its pictures behind it, it is with them between it. */
static void test_pictures_cost_no_word(void **state)
{
    enum { PICTURES = 5, LEAST_PCT = 70, STEP = IS_SANITIZED ? 8 : 1 };
    (void)state;
    int faults = 0, whole = 0;
    for (size_t k = 0; k < sizeof displays / sizeof *displays; k += (size_t)walk_step()) {
        struct sample sample = { .seed = seed_of(SEED) };
        const int cut_at = first_cut(sample, k);
        sample.pictures = PICTURES;
        for (sample.paragraphs = cut_at * LEAST_PCT / 100; sample.paragraphs < cut_at;
             sample.paragraphs += STEP) {
            sample.are_behind = true;
            const struct shown behind = show_text(&sample, k);
            sample.are_behind = false;
            const struct shown between = show_text(&sample, k);
            whole += behind.has_end;
            if (behind.has_end && !between.has_end) {
                print_error("%dx%d, %d paragraphs: cut by its pictures\n", displays[k].width,
                    displays[k].height, sample.paragraphs);
                faults++;
            }
        }
    }
    assert_int_equal(faults, 0);
    assert_true(whole > 0 || IS_SANITIZED);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_articles),
        cmocka_unit_test(test_notices), cmocka_unit_test(test_pictures_cost_no_word) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
